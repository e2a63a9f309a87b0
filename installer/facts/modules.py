"""Whether the kernel has the parts that networks and images of Kubernetes are made of."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import PurePosixPath

from installer.facts.base import FactSpec, Target

# Tunnels between nodes, filtering of bridged traffic, layers of images, the packet filter.
_NEEDED = ("br_netfilter", "nf_tables", "overlay", "vxlan")
_RELEASE = "/proc/sys/kernel/osrelease"
_LISTS = ("modules.dep", "modules.builtin")


@dataclass(frozen=True, slots=True)
class Modules:
    """The kernel's release, and the needed modules that it lacks.

    `listed` is False when the system keeps no list for the running kernel: then nothing is known.
    """

    release: str
    listed: bool
    missing: tuple[str, ...]


async def read(target: Target) -> str:
    """JSON: `release`, whether modules are `listed`, and the files of those that are needed."""
    release = (await target.host.read_text(_RELEASE)).strip()
    texts = [await _text(target, f"/lib/modules/{release}/{name}") for name in _LISTS]
    lines = [line for text in texts for line in text.splitlines()]
    # In modules.dep a colon follows, and the files that are needed as well (modules.dep(5)).
    files = [line.partition(":")[0] for line in lines]
    return json.dumps(
        {
            "release": release,
            "listed": any(texts),
            "files": [file for file in files if _name(file) in _NEEDED],
        }
    )


async def _text(target: Target, path: str) -> str:
    try:
        return await target.host.read_text(path)
    except (FileNotFoundError, PermissionError):
        return ""


def _name(file: str) -> str:
    """`vxlan` for `kernel/drivers/net/vxlan/vxlan.ko.xz`; the kernel takes - and _ as the same."""
    return PurePosixPath(file).name.partition(".")[0].replace("-", "_")


def parse(text: str) -> Modules:
    """Compare the files with what is needed; raises ValueError when the text is no account."""
    account = json.loads(text)
    there = {_name(file) for file in account["files"]}
    missing = [name for name in _NEEDED if account["listed"] and name not in there]
    return Modules(account["release"], account["listed"], tuple(missing))


FACT = FactSpec(id="host.modules", read=read, parse=parse)
