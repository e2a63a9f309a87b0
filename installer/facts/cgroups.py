"""Whether the kernel can limit and count the memory of groups of programs."""

from __future__ import annotations

import json
from dataclasses import dataclass

from installer.facts.base import FactSpec, Target

_FILES = {
    # Only there with the unified hierarchy (cgroups v2).
    "controllers": "/sys/fs/cgroup/cgroup.controllers",
    "table": "/proc/cgroups",
    "options": "/proc/cmdline",
}


@dataclass(frozen=True, slots=True)
class Cgroups:
    """Version 1 or 2, whether memory is among what they control, and the kernel options about
    them, in order.
    """

    version: int
    memory: bool
    options: tuple[str, ...]


async def read(target: Target) -> str:
    """JSON of the three files; None for one that is not there."""
    texts: dict[str, str | None] = {}
    for name, path in _FILES.items():
        try:
            texts[name] = await target.host.read_text(path)
        except (FileNotFoundError, PermissionError):
            texts[name] = None
    # The rest of the options is nobody's business.
    options = [word for word in (texts["options"] or "").split() if word.startswith("cgroup")]
    return json.dumps({**texts, "options": options})


def parse(text: str) -> Cgroups:
    """Read the files; raises ValueError when they are not there or in another form."""
    answers = json.loads(text)
    controllers, table = answers["controllers"], answers["table"]
    if controllers is None and table is None:
        raise ValueError("the kernel shows no control groups")
    # Name, hierarchy, number of groups, enabled.  A container may see fewer controllers than the
    # kernel has, so the table counts as well.
    rows = [line.split() for line in (table or "").splitlines() if not line.startswith("#")]
    enabled = {row[0] for row in rows if row[3] == "1"}
    memory = "memory" in enabled or "memory" in (controllers or "").split()
    return Cgroups(1 if controllers is None else 2, memory, tuple(answers["options"]))


FACT = FactSpec(id="host.cgroups", read=read, parse=parse)
