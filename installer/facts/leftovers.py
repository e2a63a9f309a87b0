"""Which clusters are kept on this PC already, finished or not."""

from __future__ import annotations

from installer.facts.base import FactSpec, Target
from installer.host.base import Command

_JOURNAL = "journal.jsonl"


async def read(target: Target) -> str:
    """The journals in the state folder, a path a line; nothing when there is no such folder."""
    command = Command(
        argv=(
            *("find", target.state_dir, "-mindepth", "2", "-maxdepth", "2"),
            *("-name", _JOURNAL),
        ),
        purpose="Looking for earlier installations",
    )
    return (await target.host.run(command, timeout=15)).stdout


def parse(text: str) -> tuple[str, ...]:
    """The names of the clusters."""
    return tuple(sorted(line.split("/")[-2] for line in text.splitlines() if "/" in line))


FACT = FactSpec(id="host.leftovers", read=read, parse=parse)
