"""The style sheet is filled in completely."""

from __future__ import annotations

import re

import pytest

from gui.theme.choice import colors_for
from gui.theme.qss import style_sheet
from installer.api import resource_path

NAMES = {
    "mono": "Some Mono",
    "caret-up-bold": "/signs/up.svg",
    "caret-down-bold": "/signs/down.svg",
    "check-bold": "/signs/check.svg",
}


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_no_place_is_left_open(scale: float, *, dark: bool) -> None:
    sheet = style_sheet(colors_for(dark=dark, high=False), scale, NAMES)
    assert "@" not in sheet
    assert sheet.count("{") == sheet.count("}")
    assert 'url("/signs/check.svg")' in sheet


def test_larger_text_makes_higher_controls() -> None:
    colors = colors_for(dark=False, high=False)
    heights = [
        int(re.findall(r"QLineEdit, QSpinBox, QComboBox { min-height: (\d+)px", sheet)[0])
        for sheet in (style_sheet(colors, scale, NAMES) for scale in (1.0, 1.5))
    ]
    assert heights == [32, 49]


def test_a_name_that_there_is_not_is_an_error() -> None:
    with pytest.raises(KeyError):
        style_sheet(colors_for(dark=False, high=False), 1.0, {})


def test_no_colour_stands_in_the_sheet_itself() -> None:
    text = resource_path("qss/window.qss").read_text(encoding="utf-8")
    assert re.findall(r"#[0-9A-Fa-f]{6}\b", text) == []
