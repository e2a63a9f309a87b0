"""A file holds one idea and a function one thought; both fit on a screen or two."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tests.architecture.source import SourceFile, functions, python_files

FILE_LINES = 200
TEST_FILE_LINES = 300
FUNCTION_LINES = 50
# Files that may be longer, each with its limit and the reason.
LONGER = {
    "installer/errors.py": 560,  # the whole error tree under its drawing: one page to read
    "installer/events.py": 220,  # one list of events; a subscriber reads it from top to bottom
}


def long_files(files: Iterable[SourceFile], exceptions: Mapping[str, int]) -> list[str]:
    """Files over their limit, and exceptions that are no longer needed."""
    complaints = []
    for file in files:
        usual = TEST_FILE_LINES if file.path.startswith("tests/") else FILE_LINES
        limit, lines = exceptions.get(file.path, usual), len(file.text.splitlines())
        if lines > limit:
            complaints.append(f"{file.path} has {lines} lines, more than {limit}")
        if file.path in exceptions and lines <= usual:
            complaints.append(f"{file.path} needs no exception: it has {lines} lines")
    return complaints


def long_functions(files: Iterable[SourceFile]) -> list[str]:
    """Functions over the limit, from `def` to their last line."""
    return [
        f"{file.path}:{node.lineno} {node.name} has {length} lines, more than {FUNCTION_LINES}"
        for file in files
        for node in functions(file.tree)
        if (length := (node.end_lineno or node.lineno) - node.lineno + 1) > FUNCTION_LINES
    ]


def test_files_are_short() -> None:
    assert long_files(python_files(), LONGER) == []


def test_functions_are_short() -> None:
    assert long_functions(python_files()) == []


def test_every_exception_names_a_file_of_the_project() -> None:
    assert LONGER.keys() <= {file.path for file in python_files()}


def test_a_long_file_is_found() -> None:
    assert long_files([SourceFile("installer/a.py", "x = 1\n" * 201)], {})
    assert long_files([SourceFile("tests/a.py", "x = 1\n" * 201)], {}) == []
    assert long_files([SourceFile("tests/a.py", "x = 1\n" * 301)], {})


def test_an_exception_that_is_too_small_or_not_needed_is_found() -> None:
    file = SourceFile("installer/a.py", "x = 1\n" * 210)
    assert long_files([file], {file.path: 209})
    assert long_files([file], {file.path: 210}) == []
    assert long_files([SourceFile(file.path, "x = 1\n")], {file.path: 210})


def test_a_long_function_is_found() -> None:
    body = "    x = 1\n"
    assert long_functions([SourceFile("a.py", "async def f():\n" + body * 50)])
    assert long_functions([SourceFile("a.py", "def f():\n" + body * 49)]) == []
