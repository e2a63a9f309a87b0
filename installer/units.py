"""Sizes with their unit in the type, so that MiB and GiB can never be mixed up.

A size is written as in Kubernetes (`4GiB`, `512MiB`; `Gi` and `G` forms are accepted) and is
held in bytes.
"""

from __future__ import annotations

import re

KIB, MIB, GIB, TIB = 1 << 10, 1 << 20, 1 << 30, 1 << 40
_FACTORS = {"": 1, "B": 1, "K": KIB, "M": MIB, "G": GIB, "T": TIB}
_PATTERN = re.compile(r"^(\d+(?:\.\d+)?)\s*([KMGT]?)(?:i?B?)$", re.IGNORECASE)


class Size(int):
    """A number of bytes that prints itself in the largest unit that fits."""

    @classmethod
    def parse(cls, text: str) -> Size:
        """Read `4GiB`, `4Gi`, `4 GB` or a plain number of bytes; all units are powers of 1024.

        Raises ValueError when the text is not a size.
        """
        match = _PATTERN.match(text.strip())
        if match is None:
            raise ValueError(f"{text!r} is not a size such as 4GiB or 512MiB")
        return cls(round(float(match[1]) * _FACTORS[match[2].upper()]))

    def __str__(self) -> str:
        for factor, unit in ((TIB, "TiB"), (GIB, "GiB"), (MIB, "MiB"), (KIB, "KiB")):
            if self >= factor:
                value = self / factor
                return f"{value:.0f}{unit}" if value == int(value) else f"{value:.1f}{unit}"
        return f"{int(self)}B"

    @property
    def exact(self) -> str:
        """The size as text that `parse` reads back without loss."""
        for factor, unit in ((TIB, "TiB"), (GIB, "GiB"), (MIB, "MiB"), (KIB, "KiB")):
            if self and self % factor == 0:
                return f"{self // factor}{unit}"
        return str(int(self))
