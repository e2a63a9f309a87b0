"""Every icon that is named is there, and every one that is there is used."""

from __future__ import annotations

import ast
import xml.etree.ElementTree as ET
from pathlib import Path

from installer.api import resource_path
from tests.architecture.source import python_files

FOLDER = resource_path("icons")
ICONS = {path.stem for path in FOLDER.glob("*.svg")}
# Where a name of an icon is no other text.
ICON_SHAPED = ("icon", "Icon", "draw_icon")


def words_of_the_window() -> set[str]:
    """Every text that stands in the code of the window."""
    return {
        node.value
        for file in python_files("gui")
        for node in ast.walk(file.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def icons_that_are_named() -> set[str]:
    """What is handed to a call that takes an icon."""
    names = set()
    for file in python_files("gui"):
        for node in ast.walk(file.tree):
            if not isinstance(node, ast.Call):
                continue
            values = [k.value for k in node.keywords if k.arg == "icon_name"]
            called = ast.unparse(node.func)
            if called in ICON_SHAPED and node.args:
                values.append(node.args[2] if called == "draw_icon" else node.args[0])
            names |= {v.value for v in values if isinstance(v, ast.Constant) and v.value}
    return {str(name) for name in names}


def test_every_icon_that_is_named_is_there() -> None:
    named = icons_that_are_named()
    assert len(named) > 5
    assert named <= ICONS


def test_every_icon_that_is_there_is_used() -> None:
    assert sorted(ICONS - words_of_the_window()) == []


def test_icons_take_the_colour_of_the_theme() -> None:
    for path in FOLDER.glob("*.svg"):
        root = ET.parse(path).getroot()
        assert root.get("fill") == "currentColor", path.name
        assert root.get("viewBox") == "0 0 256 256", path.name


def test_the_licence_of_the_outlines_is_with_them() -> None:
    text = Path(FOLDER / "LICENSE.txt").read_text(encoding="utf-8")
    assert "Phosphor" in text
    assert "MIT License" in text
