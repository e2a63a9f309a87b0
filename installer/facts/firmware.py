"""Where the UEFI firmware for virtual machines is on this PC.

Read from the descriptors that distributions ship with it (QEMU's `docs/interop/firmware.json`),
so no path is guessed.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from installer.facts.base import FactSpec, Target
from installer.host.base import Command

_FOLDER = "/usr/share/qemu/firmware"
# With Microsoft's keys enrolled only signed boot loaders start; SMM needs other VM settings.
_UNWANTED = {"enrolled-keys", "requires-smm", "amd-sev", "amd-sev-es", "amd-sev-snp", "intel-tdx"}


@dataclass(frozen=True, slots=True)
class UefiFirmware:
    """The code that is shared, and the empty variables of which each VM gets a copy."""

    code: str
    variables: str


async def read(target: Target) -> str:
    """All descriptors as one JSON list, in the order in which QEMU ranks them (by file name)."""
    command = Command(argv=("ls", "-1", _FOLDER), purpose="Looking for UEFI firmware")
    listing = await target.host.run(command, timeout=10)
    names = sorted(name for name in listing.stdout.split() if name.endswith(".json"))
    texts = [await target.host.read_text(f"{_FOLDER}/{name}") for name in names]
    return f"[{','.join(texts)}]"


def parse(text: str) -> UefiFirmware | None:
    """The first firmware that fits, or None; raises ValueError when a descriptor is damaged."""
    for descriptor in json.loads(text):
        if _fits(descriptor):
            mapping = descriptor["mapping"]
            return UefiFirmware(
                mapping["executable"]["filename"], mapping["nvram-template"]["filename"]
            )
    return None


def _fits(descriptor: dict[str, Any]) -> bool:
    mapping = descriptor.get("mapping", {})
    raw = mapping.get("executable", {}).get("format") == "raw"
    return (
        "uefi" in descriptor.get("interface-types", ())
        and mapping.get("device") == "flash"
        and raw
        and "nvram-template" in mapping
        and not _UNWANTED & set(descriptor.get("features", ()))
        and any(
            entry.get("architecture") == "x86_64"
            and any(machine.startswith("pc-q35") for machine in entry.get("machines", ()))
            for entry in descriptor.get("targets", ())
        )
    )


FACT = FactSpec(id="host.firmware", read=read, parse=parse)
