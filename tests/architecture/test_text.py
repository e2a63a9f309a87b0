"""What may not stand in a file: unfinished work, machine paths, stray prints and clocks."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterable, Iterator

import pytest

from tests.architecture.source import SourceFile, all_files, python_files

# Written in two parts, because this file is looked at too.
UNFINISHED = re.compile(r"\b(" + "|".join(["TO" + "DO", "FIX" + "ME", "XX" + "X"]) + r")\b")
COMMENT_LINE = re.compile(r"(#|//|--|<!--|^\s*rem )(?P<comment>.*)", re.IGNORECASE)
MACHINE_PATH = re.compile(r"(?<![\w.}-])/(?:wo" + r"rk|ro" + r"ot)(?=/\S)")
HOME_PATH = re.compile(r"(?<![\w.}-])/home/[a-z][\w.-]*(?=/\S)")
# The one place where the program asks the system for the time, or waits.
CLOCK = "installer/clock.py"
TIME_CALLS = {
    "time.sleep",
    "time.time",
    "time.monotonic",
    "time.perf_counter",
    "asyncio.sleep",
    "datetime.now",
    "datetime.utcnow",
}
MAY_PRINT = ("installer/cli/", "tests/", "dev.py", ".ci/")


def unfinished(files: Iterable[SourceFile]) -> list[str]:
    """Comments that speak of work left to do."""
    return [
        f"{file.path}:{line} {comment.strip()}"
        for file in files
        for line, comment in comments(file)
        if UNFINISHED.search(comment)
    ]


def comments(file: SourceFile) -> Iterator[tuple[int, str]]:
    """The comments of a file with their line numbers."""
    if file.is_python:
        for token in tokenize.generate_tokens(io.StringIO(file.text).readline):
            if token.type == tokenize.COMMENT:
                yield token.start[0], token.string
        return
    for number, line in enumerate(file.text.splitlines(), start=1):
        if match := COMMENT_LINE.search(line):
            yield number, match["comment"]


def machine_paths(files: Iterable[SourceFile]) -> list[str]:
    """Paths that exist on one developer's machine only; tests may make up a home folder."""
    return [
        f"{file.path}:{number} {line.strip()}"
        for file in files
        for number, line in enumerate(file.text.splitlines(), start=1)
        if MACHINE_PATH.search(line)
        or (HOME_PATH.search(line) and not file.path.startswith("tests/"))
    ]


def prints(files: Iterable[SourceFile]) -> list[str]:
    """Calls of print in code that has no terminal."""
    return [
        f"{file.path}:{node.lineno} prints"
        for file in files
        if not file.path.startswith(MAY_PRINT)
        for node in ast.walk(file.tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "print"
    ]


def own_clocks(files: Iterable[SourceFile]) -> list[str]:
    """Uses of the system's time that tests could not make faster."""
    return [
        f"{file.path}:{line} uses {name}"
        for file in files
        if file.path != CLOCK
        for line, name in dotted_names(file.tree)
        if name.removeprefix("datetime.") in TIME_CALLS or name in TIME_CALLS
    ]


def dotted_names(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Every `a.b` that is used, also when it comes by `from a import b`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            yield node.lineno, ast.unparse(node)
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                yield node.lineno, f"{node.module}.{alias.name}"


def test_no_file_speaks_of_unfinished_work() -> None:
    assert unfinished(all_files()) == []


def test_no_file_names_a_path_of_somebodys_machine() -> None:
    assert machine_paths(all_files()) == []


def test_only_the_command_line_prints() -> None:
    assert prints(python_files()) == []


def test_only_the_clock_knows_the_time() -> None:
    assert own_clocks(python_files("installer")) == []


@pytest.mark.parametrize("path", ["a.py", "a.sh", "a.yaml"])
def test_a_note_about_unfinished_work_is_found(path: str) -> None:
    assert unfinished([SourceFile(path, "x = 1  # FIX" + "ME: later\n")])
    assert unfinished([SourceFile(path, "state = Probe.TO" + "DO\n")]) == []


@pytest.mark.parametrize("folder", ["wo" + "rk", "ro" + "ot", "home/mary"])
def test_a_path_of_a_machine_is_found(folder: str) -> None:
    assert machine_paths([SourceFile("a.md", f"see /{folder}/main")])
    assert machine_paths([SourceFile("a.md", f"see https://example.org/{folder}/main")]) == []


def test_a_test_may_make_up_a_home_folder() -> None:
    assert machine_paths([SourceFile("tests/a.py", "/home/ann/x")]) == []


def test_a_print_is_found() -> None:
    text = "def f():\n    print('x')\n"
    assert prints([SourceFile("installer/engine/a.py", text)])
    assert prints([SourceFile("installer/cli/a.py", text)]) == []


@pytest.mark.parametrize(
    "text",
    [
        "time.sleep(1)",
        "from time import monotonic",
        "await_me = asyncio.sleep",
        "datetime.now()",
        "datetime.datetime.now()",
    ],
)
def test_a_clock_of_its_own_is_found(text: str) -> None:
    assert own_clocks([SourceFile("installer/engine/a.py", text)])
    assert own_clocks([SourceFile(CLOCK, text)]) == []


def test_the_given_clock_is_fine() -> None:
    text = "await_me = ctx.clock.sleep(1), ctx.clock.monotonic(), clock.now()"
    assert own_clocks([SourceFile("installer/engine/a.py", text)]) == []
