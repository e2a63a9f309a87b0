"""Whether the user who runs QEMU, which is the one who calls this program, can get at the folder
of the clusters: every folder on the way must let the user through.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import PurePosixPath

from installer.facts.base import FactSpec, Target
from installer.host.base import Command


@dataclass(frozen=True, slots=True)
class Access:
    """The user, and the first folder on the way that is `closed` to that user, with its mode
    (octal) and owner; all three are empty when the way is free.
    """

    user: str
    closed: str = ""
    mode: str = ""
    owner: str = ""


async def read(target: Target) -> str:
    """JSON: `user`, the `closed` folder, and what stat says of it."""
    user = await _run(target, "id", "-un")
    closed, status = "", ""
    folder = PurePosixPath(target.state_dir)
    for place in [*reversed(folder.parents), folder]:
        if (await _run(target, "test", "-x", str(place)))[0] == 0:
            continue
        # What does not exist yet is no obstacle, and neither is what lies below it.
        if (await _run(target, "test", "-d", str(place)))[0] == 0:
            closed = str(place)
            status = (await _run(target, "stat", "-L", "-c", "%a %U", closed))[1]
        break
    return json.dumps({"user": user[1].strip(), "closed": closed, "status": status.strip()})


async def _run(target: Target, *argv: str) -> tuple[int, str]:
    command = Command(argv=argv, purpose="Looking at the way to the state folder")
    result = await target.host.run(command, timeout=10)
    return result.returncode, result.stdout


def parse(text: str) -> Access:
    """Read the answers; raises ValueError when they are none."""
    answers = json.loads(text)
    mode, _, owner = answers["status"].partition(" ")
    return Access(answers["user"], answers["closed"], mode, owner)


FACT = FactSpec(id="host.access", read=read, parse=parse, timeout=40)
