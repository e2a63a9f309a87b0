"""Whether the long form of a test is wanted: `python3 dev.py test --long`."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")

LONG = os.environ.get("EDGEWRIGHT_LONG") == "1"


def sample(things: Sequence[T], stride: int, *, offset: int = 0) -> Sequence[T]:
    """All of them in the long form, otherwise each `stride`-th from a fixed place on."""
    return things if LONG else things[offset % stride :: stride]


def count(normal: int, long: int) -> int:
    """How many inputs to try."""
    return long if LONG else normal
