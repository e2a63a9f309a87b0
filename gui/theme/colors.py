"""What a colour of the window is called; the colours themselves are in `light` and `dark`.

A colour has a name after its use, so that a widget never asks which theme is shown.  State is
always told by shape and word too.  tests/unit/gui/theme measures every pair that is used.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Colors:
    """One theme.  `X_soft` is a ground for `X`, `X_mark` fills its mark, `X_on` stands on that."""

    name: str
    # Surfaces from back to front, and what the pointer does to them.
    rail: str
    bg: str
    card: str
    raised: str
    sunken: str
    hover: str
    pressed: str
    selected: str
    # `line` divides, `line_strong` is the outline of a control (3:1).
    line: str
    line_strong: str
    text: str
    text2: str
    text3: str
    disabled: str
    accent: str
    accent_hover: str
    accent_pressed: str
    on_accent: str
    focus: str
    ok: str
    ok_soft: str
    ok_mark: str
    ok_on: str
    warn: str
    warn_soft: str
    warn_mark: str
    warn_on: str
    fail: str
    fail_soft: str
    fail_mark: str
    fail_on: str
    info: str
    info_soft: str
    info_mark: str
    info_on: str
    neutral: str
    neutral_soft: str
    neutral_mark: str
    # Parts of a bar, after Okabe and Ito: told apart by people with any kind of colour blindness.
    s_host: str
    s_linux: str
    s_windows: str
    s_aux: str
    s_free: str
    on_series: str
    danger: str
    scroll: str
