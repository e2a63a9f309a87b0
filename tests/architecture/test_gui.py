"""The window never blocks, takes its colours from the theme, and decides in its view models."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable

import pytest

from tests.architecture.source import SourceFile, python_files

# Each of these holds the event loop until a person, or the clock, has done something.
BLOCKING = {
    "exec",
    "exec_",
    "getExistingDirectory",
    "getOpenFileName",
    "getOpenFileNames",
    "getSaveFileName",
    "getText",
    "processEvents",
    "run_until_complete",
    "sleep",
    "waitForFinished",
    "waitForReadyRead",
}
AWAITED = ("asyncio.sleep", "self.clock.sleep")
COLOR = re.compile(r"^#[0-9A-Fa-f]{3,8}$")
MAY_NAME_COLORS = ("gui/theme/light.py", "gui/theme/dark.py")
# What shows something; a view model that imports it could not be tested without a window.
SHOWING = ("PySide6.QtWidgets", "gui.widgets", "gui.theme", "gui.wizard")


def blocking(files: Iterable[SourceFile]) -> list[str]:
    """Calls that stop the window; `await asyncio.sleep` does not."""
    return [
        f"{file.path}:{node.lineno} calls {ast.unparse(node.func)}"
        for file in files
        for node in ast.walk(file.tree)
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).rpartition(".")[2] in BLOCKING
        and ast.unparse(node.func) not in AWAITED
    ]


def stray_colors(files: Iterable[SourceFile]) -> list[str]:
    """Colours that another theme could not change."""
    return [
        f"{file.path}:{node.lineno} {node.value}"
        for file in files
        if file.path not in MAY_NAME_COLORS
        for node in ast.walk(file.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if COLOR.match(node.value)
    ]


def showing(files: Iterable[SourceFile]) -> list[str]:
    """Imports of a view model that draw a window in."""
    found = []
    for file in files:
        for node in ast.walk(file.tree):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module:
                names = [f"{node.module}.{alias.name}" for alias in node.names]
            found += [f"{file.path} imports {n}" for n in names if n.startswith(SHOWING)]
    return found


def test_nothing_in_the_window_blocks() -> None:
    assert blocking(python_files("gui")) == []


def test_colours_stand_in_the_theme_only() -> None:
    assert stray_colors(python_files("gui")) == []


def test_view_models_know_no_widget() -> None:
    models = [f for f in python_files("gui") if f.path.startswith("gui/viewmodels/")]
    assert showing(models) == []


@pytest.mark.parametrize(
    "text", ["dialog.exec()", "QFileDialog.getOpenFileName(self)", "time.sleep(1)"]
)
def test_a_call_that_blocks_is_found(text: str) -> None:
    assert blocking([SourceFile("gui/a.py", text)])
    assert blocking([SourceFile("gui/a.py", "dialog.open()")]) == []


@pytest.mark.parametrize(("text", "found"), [('x = "#A0B1C2"', 1), ('x = "A #1 choice"', 0)])
def test_a_stray_colour_is_found(text: str, found: int) -> None:
    assert len(stray_colors([SourceFile("gui/widgets/a.py", text)])) == found


@pytest.mark.parametrize(
    "text", ["from PySide6.QtWidgets import QLabel", "import gui.widgets.text"]
)
def test_a_view_model_that_shows_something_is_found(text: str) -> None:
    assert showing([SourceFile("gui/viewmodels/a.py", text)])
    assert showing([SourceFile("gui/viewmodels/a.py", "from PySide6.QtCore import QObject")]) == []
