"""Every pair of colours that is used together can be read, in all four themes (WCAG 2.2)."""

from __future__ import annotations

import pytest

from gui.theme.choice import colors_for
from gui.theme.colors import Colors

STATES = ("ok", "warn", "fail", "info", "neutral")
SERIES = ("s_host", "s_linux", "s_windows", "s_aux")
TEXT, WORD, SHAPE = 7.0, 4.5, 3.0
THEMES = [colors_for(dark=dark, high=high) for dark in (False, True) for high in (False, True)]


def luminance(color: str) -> float:
    """Relative luminance of `#RRGGBB` (WCAG 2.2, definition of relative luminance)."""
    parts = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio from 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def pairs() -> list[tuple[str, str, float]]:
    """What stands on what, and the contrast that it needs."""
    found = [("text", ground, TEXT) for ground in ("card", "bg", "rail", "selected", "raised")]
    found += [("text2", ground, WORD) for ground in ("card", "bg", "rail")]
    found += [("text3", ground, WORD) for ground in ("card", "bg", "rail", "sunken", "hover")]
    found += [("accent", ground, WORD) for ground in ("card", "bg")]
    found += [("on_accent", f"accent{kind}", WORD) for kind in ("", "_hover", "_pressed")]
    found += [("danger", "card", WORD), ("danger", "fail_soft", WORD)]
    found += [("focus", ground, SHAPE) for ground in ("card", "bg", "rail")]
    found += [("line_strong", ground, SHAPE) for ground in ("card", "bg")]
    for state in STATES:
        found += [(state, "card", WORD), (state, f"{state}_soft", WORD)]
        found += [("text", f"{state}_soft", TEXT), ("text2", f"{state}_soft", WORD)]
    found += [(f"{state}_on", f"{state}_mark", WORD) for state in ("ok", "warn", "fail", "info")]
    # The amber of a caution is outlined in the colour of its word.
    found += [(f"{state}_mark", "card", SHAPE) for state in ("ok", "fail", "info", "neutral")]
    for part in SERIES:
        found += [(part, "card", SHAPE), ("on_series", part, WORD)]
    return found


@pytest.mark.parametrize("colors", THEMES, ids=lambda colors: str(colors.name))
def test_everything_can_be_read(colors: Colors) -> None:
    poor = [
        f"{above} on {ground}: {ratio:.2f} of {need}"
        for above, ground, need in pairs()
        if (ratio := contrast(getattr(colors, above), getattr(colors, ground))) < need
    ]
    assert poor == []


@pytest.mark.parametrize("dark", [False, True])
def test_high_contrast_is_higher(*, dark: bool) -> None:
    plain, high = (colors_for(dark=dark, high=high) for high in (False, True))
    for name in ("text", "text2", "text3", "line", "line_strong", "accent"):
        before, after = (contrast(getattr(c, name), c.card) for c in (plain, high))
        assert after >= before, name


def test_black_on_white_is_21_and_nothing_is_below_1() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#808080", "#808080") == pytest.approx(1)
