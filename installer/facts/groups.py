"""The groups that this logon has, and those that the user was given since."""

from __future__ import annotations

import json
from dataclasses import dataclass

from installer.facts.base import FactSpec, Target
from installer.host.base import Command


@dataclass(frozen=True, slots=True)
class Groups:
    """The user's name; the groups of the present logon, and those in the PC's records."""

    user: str
    present: tuple[str, ...]
    registered: tuple[str, ...]


async def read(target: Target) -> str:
    """JSON of what `id` says of this process, and of the user by name (id(1))."""
    user = (await _id(target, "-un")).strip()
    present = await _id(target, "-Gn")
    # Asked by name, id looks into /etc/group and whatever else the PC takes its groups from.  A
    # number without a name (in a container) has no record.
    registered = await _id(target, "-Gn", "--", user) if user else present
    return json.dumps({"user": user, "present": present, "registered": registered})


async def _id(target: Target, *options: str) -> str:
    # A group whose number has no name makes `id` end with an error, though it lists all others.
    command = Command(argv=("id", *options), purpose="Asking for the user's groups")
    return (await target.host.run(command, timeout=10)).stdout


def parse(text: str) -> Groups:
    """Read the answers; raises ValueError when they are none."""
    answers = json.loads(text)
    return Groups(
        user=answers["user"],
        present=tuple(answers["present"].split()),
        registered=tuple(answers["registered"].split()),
    )


FACT = FactSpec(id="host.groups", read=read, parse=parse, timeout=40)
