"""The bars that the project holds itself to, measured.

Every `bench_*.py` here is a script: it measures, ends with `finish(...)`, and so prints each
number beside its bar.  A bar is a ratio of two things measured in the same run, or a cost over
the bare operation, so that a slow machine does not fail it.  `dev.py bench` runs them all.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import NoReturn


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One number and the bar that it must not pass: `at_most`, or `at_least`."""

    name: str
    value: float
    unit: str = "x"
    at_most: float | None = None
    at_least: float | None = None

    @property
    def held(self) -> bool:
        """Whether the number is on the right side of its bar."""
        low = self.at_least is None or self.value >= self.at_least
        return low and (self.at_most is None or self.value <= self.at_most)

    def __str__(self) -> str:
        bars = [f"at least {self.at_least:g}"] if self.at_least is not None else []
        bars += [f"at most {self.at_most:g}"] if self.at_most is not None else []
        verdict = "ok" if self.held else "MISSED"
        return f"{verdict:6}  {self.name}: {self.value:.3g} {self.unit} ({', '.join(bars)})"


def finish(*measures: Measure) -> NoReturn:
    """Print all measures and end the script, with code 1 when a bar was missed."""
    for measure in measures:
        print(measure)
    sys.exit(0 if all(measure.held for measure in measures) else 1)
