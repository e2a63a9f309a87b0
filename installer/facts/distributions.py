"""Which kind of Kubernetes each cluster has that is kept on this PC already."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from installer.facts.base import FactSpec, Target
from installer.host.base import Command

_JOURNAL = "journal.jsonl"


async def read(target: Target) -> str:
    """JSON: by cluster, the line of its journal that says how it was asked for.

    Nothing is found when there is no state folder.
    """
    # <state>/<cluster>/journal.jsonl
    command = Command(
        argv=(
            *("find", "-H", target.state_dir, "-mindepth", "2", "-maxdepth", "2"),
            *("-name", _JOURNAL),
        ),
        purpose="Looking for clusters on this PC",
    )
    paths = (await target.host.run(command, timeout=15)).stdout.splitlines()
    lines = {path.split("/")[-2]: await _first_line(target, path) for path in paths}
    return json.dumps(lines)


async def _first_line(target: Target, path: str) -> str:
    try:
        text = await target.host.read_text(path)
    except (FileNotFoundError, PermissionError):
        return ""
    # The first run of a cluster is the first thing in its journal.
    return text.partition("\n")[0]


def parse(text: str) -> Mapping[str, str]:
    """The distribution by cluster; a cluster that does not say its own is left out."""
    found = {name: _distribution(line) for name, line in sorted(json.loads(text).items())}
    return {name: distribution for name, distribution in found.items() if distribution}


def _distribution(line: str) -> str:
    """The distribution in a record `{"data": {"config": {"spec": {"distribution": ...}}}}`."""
    try:
        record: Any = json.loads(line)
        return str(record["data"]["config"]["spec"]["distribution"])
    except (ValueError, LookupError, TypeError):
        return ""


FACT = FactSpec(id="host.distributions", read=read, parse=parse)
