"""How long the disk needs to store a small record for good: what the cluster's database does.

Nine blocks of 4 KiB are written by dd(1), each flushed (fsync) before the next, into a file that
has no name any more when the first is written: whatever happens, nothing is left of it.  After
four seconds no further one is begun.  The median counts, so that one hiccup does not.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from statistics import median

from installer.errors import CommandTimeout
from installer.facts.base import FactSpec, Target, from_script
from installer.host.base import Command

_LIMIT_SECONDS = 25.0
_REFUSED = 3
_SCRIPT = f"""
export LC_ALL=C
file=$(mktemp -p "$1" .edgewright-flush-XXXXXX) || exit {_REFUSED}
exec 3<>"$file" || exit {_REFUSED}
rm -f "$file"
end=$(($(date +%s) + 4))
for block in 1 2 3 4 5 6 7 8 9; do
    dd if=/dev/zero bs=4096 count=1 conv=fsync >&3 || exit 4
    [ "$(date +%s)" -lt "$end" ] || break
done
"""
# GNU says "copied, 0.0021 s, 1.9 MB/s", busybox "copied, 0.002100 seconds, 1.9MB/s".
_TIME = re.compile(r"copied, (\d[\d.]*(?:e[+-]?\d+)?) s")


@dataclass(frozen=True, slots=True)
class Flush:
    """Milliseconds for one record; None when nothing could be written, with the reason."""

    milliseconds: float | None
    reason: str = ""


async def read(target: Target) -> str:
    """JSON: how the measurement `ended` (its code, or `timeout`) and what it `said`."""
    command = Command(
        argv=("sh", "-c", _SCRIPT, "flush", await _nearest_folder(target)),
        purpose="Measuring the disk",
    )
    try:
        result = await target.host.run(command, timeout=_LIMIT_SECONDS)
    except CommandTimeout:
        return json.dumps({"ended": "timeout", "said": ""})
    return json.dumps({"ended": result.returncode, "said": result.stderr})


async def _nearest_folder(target: Target) -> str:
    """The state folder, or what exists of the way to it."""
    folder = PurePosixPath(target.state_dir)
    while folder != folder.parent:
        command = Command(argv=("test", "-d", str(folder)), purpose="Looking at the state folder")
        if (await target.host.run(command, timeout=10)).returncode == 0:
            break
        folder = folder.parent
    return str(folder)


def parse(text: str) -> Flush:
    """The median of what dd measured; raises ValueError when it measured nothing."""
    account = json.loads(text)
    if account["ended"] == "timeout":
        return Flush(_LIMIT_SECONDS * 1000, "the disk did not end in time")
    if account["ended"] == _REFUSED:
        return Flush(None, account["said"].strip())
    times = [float(time) for time in _TIME.findall(account["said"])]
    if not times:
        raise ValueError(f"dd measured nothing: {account['said'].strip()}")
    return Flush(round(median(times) * 1000, 2))


def parse_windows(text: str) -> Flush:
    """Read the median of nine records; raises KeyError or ValueError when there is none."""
    account = json.loads(text)
    if account["milliseconds"] < 0:
        return Flush(None, account["refused"])
    return Flush(round(float(account["milliseconds"]), 2))


FACT = FactSpec(
    id="host.flush", read=read, parse=parse, timeout=40, windows=from_script("disk", parse_windows)
)
