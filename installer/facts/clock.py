"""What time this PC has, and what it knows of the right one."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime

from installer.errors import CommandTimeout, MissingTool
from installer.facts.base import FactSpec, Target, from_script
from installer.host.base import Command, checked

_ASKED = {"chrony": ("chronyc", "-n", "tracking"), "systemd": ("timedatectl", "show")}
_OFFSET = re.compile(r"^System time\s*:\s*([\d.]+) seconds (fast|slow)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class PcClock:
    """The date in UTC, the seconds by which the PC is ahead of its time source (None when
    nothing says so), and whether something keeps it right (None when nothing says so).
    """

    date: str
    ahead: float | None
    synchronized: bool | None


async def read(target: Target) -> str:
    """JSON: seconds since 1970, and what the two usual programs say; empty without them."""
    command = Command(argv=("date", "+%s"), purpose="Asking for the time")
    answers = {"seconds": await checked(target.host, command, timeout=10)}
    for name, argv in _ASKED.items():
        try:
            result = await target.host.run(
                Command(argv=argv, purpose="Asking for the time source"), timeout=10
            )
            answers[name] = result.stdout
        except (MissingTool, CommandTimeout):
            answers[name] = ""
    return json.dumps(answers)


def parse(text: str) -> PcClock:
    """Read the answers; raises ValueError when the PC has no time at all."""
    answers = json.loads(text)
    moment = datetime.fromtimestamp(int(answers["seconds"]), UTC)
    offset = _OFFSET.search(answers["chrony"])
    ahead = None
    if offset is not None:
        ahead = float(offset[1]) * (1 if offset[2] == "fast" else -1)
    kept = re.search(r"^NTPSynchronized=(\w+)", answers["systemd"], re.MULTILINE)
    return PcClock(moment.date().isoformat(), ahead, kept and kept[1] == "yes")


def parse_windows(text: str) -> PcClock:
    """Read the answer of the time service; raises ValueError when the PC has no time at all.

    Its phase offset is what has to be added to the clock.
    """
    account = json.loads(text)
    ahead = -float(account["ahead"]) if account["ahead"] else None
    return PcClock(date.fromisoformat(account["date"]).isoformat(), ahead, bool(account["kept"]))


FACT = FactSpec(
    id="host.clock", read=read, parse=parse, timeout=40, windows=from_script("clock", parse_windows)
)
