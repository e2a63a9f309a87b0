"""The style sheet of the application, filled in from `resources/qss/window.qss`.

`@name@` there is a colour, `@40px@` a length at the user's text size, and a sign is a file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields

from gui.theme.colors import Colors
from gui.theme.tokens import Measure, Radius
from installer.api import resource_text

_PLACE = re.compile(r"@([\w-]+)@")
_LENGTH = re.compile(r"(\d+)px")


def style_sheet(colors: Colors, scale: float, names: Mapping[str, str]) -> str:
    """The sheet for these colours; `names` are the signs and `mono`, the font of machines.

    Raises KeyError for a name that there is not.
    """
    values = {field.name: str(getattr(colors, field.name)) for field in fields(colors)}
    values |= names
    # The height in a style sheet is that of the content: the border of 1 px comes on top.
    control, small = (round(size * scale) - 2 for size in (Measure.control, Measure.control_small))
    values |= {
        "control": f"{control}px",
        "control-focused": f"{control - 2}px",
        "control-spin": f"{control - 4}px",
        "small": f"{small}px",
        "link": f"{small - 4}px",
        "radius-small": f"{Radius.small}px",
        "radius-control": f"{Radius.control}px",
        "radius-card": f"{Radius.card}px",
    }

    def fill(match: re.Match[str]) -> str:
        name = match[1]
        length = _LENGTH.fullmatch(name)
        return f"{round(int(length[1]) * scale)}px" if length else values[name]

    return _PLACE.sub(fill, resource_text("qss/window.qss"))
