"""What the cells of a table need beyond their row."""

from __future__ import annotations

from dataclasses import dataclass

from gui.viewmodels.console.clock import Now
from installer.api.console import Usage


@dataclass(slots=True)
class Surroundings:
    """What cells need beyond their row: the moment, and the figures of use when there are some."""

    now: Now
    figures: Usage | None = None
