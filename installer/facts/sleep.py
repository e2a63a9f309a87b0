"""Whether a Windows PC goes to sleep by itself."""

from __future__ import annotations

import json
from dataclasses import dataclass

from installer.facts.base import windows_fact


@dataclass(frozen=True, slots=True)
class Sleep:
    """The power plan by its number, and after how many seconds without use the PC sleeps while it
    is plugged in: 0 for never, None when nothing was said.
    """

    plan: str
    after: int | None


def parse(text: str) -> Sleep:
    """Read the account; raises KeyError or ValueError when it is none."""
    account = json.loads(text)
    after = int(account["sleepsAfter"])
    return Sleep(account["plan"], after if after >= 0 else None)


FACT = windows_fact("host.sleep", "power", parse)
