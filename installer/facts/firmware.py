"""Where the UEFI firmware for virtual machines is on this PC.

Read from the descriptors that distributions ship with it (QEMU's `docs/interop/firmware.json`),
so no path is guessed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import PurePosixPath
from typing import Any

from installer.facts.base import FactSpec, Target
from installer.host.base import Command

# The administrator's folder outranks the distribution's: a descriptor of the same name replaces
# the other one, also by being empty (docs/interop/firmware.json, "Firmware").  Folders of users
# are left out, because nodes also start when nobody is logged in.
_FOLDERS = ("/usr/share/qemu/firmware", "/etc/qemu/firmware")
# With keys enrolled only boot loaders signed for them start; SMM needs other VM settings.
_UNWANTED = {"enrolled-keys", "requires-smm"}
_MACHINE = "pc-q35-0.0"


@dataclass(frozen=True, slots=True)
class UefiFirmware:
    """The code that is shared, and the empty variables of which each VM gets a copy."""

    code: str
    variables: str


async def read(target: Target) -> str:
    """JSON: `descriptors`, in the order in which QEMU ranks them (by file name), and `present`,
    those of their files that can be read.
    """
    texts: dict[str, str] = {}
    for folder in _FOLDERS:
        for name in await _names(target, folder):
            try:
                texts[name] = await target.host.read_text(f"{folder}/{name}")
            except (FileNotFoundError, PermissionError):
                continue
    descriptors = [texts[name] for name in sorted(texts)]
    paths = {path for found in _fitting(descriptors) for path in (found.code, found.variables)}
    present = [path for path in sorted(paths) if await _readable(target, path)]
    return json.dumps({"descriptors": descriptors, "present": present})


async def _names(target: Target, folder: str) -> list[str]:
    command = Command(argv=("ls", "-1", folder), purpose="Looking for UEFI firmware")
    listing = await target.host.run(command, timeout=10)
    return [name for name in listing.stdout.splitlines() if name.endswith(".json")]


async def _readable(target: Target, path: str) -> bool:
    command = Command(argv=("test", "-r", path), purpose="Looking for UEFI firmware")
    return (await target.host.run(command, timeout=10)).returncode == 0


def parse(text: str) -> UefiFirmware | None:
    """The first firmware that fits and is there, or None."""
    account = json.loads(text)
    present = set(account["present"])
    for found in _fitting(account["descriptors"]):
        if {found.code, found.variables} <= present:
            return found
    return None


def _fitting(descriptors: list[str]) -> Iterator[UefiFirmware]:
    """The firmware of every descriptor that fits; a damaged one must not hide the others."""
    for text in descriptors:
        try:
            descriptor: dict[str, Any] = json.loads(text)
            if _fits(descriptor):
                files = descriptor["mapping"]
                code, variables = files["executable"], files["nvram-template"]
                yield UefiFirmware(str(code["filename"]), str(variables["filename"]))
        except (ValueError, KeyError, TypeError, AttributeError):
            continue


def _fits(descriptor: dict[str, Any]) -> bool:
    """Whether it is UEFI in flash for our machine, with files in the form in which we use them."""
    mapping = descriptor["mapping"]
    return (
        "uefi" in descriptor["interface-types"]
        and mapping["device"] == "flash"
        and mapping.get("mode", "split") == "split"
        and mapping["executable"]["format"] == "raw"
        and mapping["nvram-template"]["format"] == "raw"
        and PurePosixPath(mapping["executable"]["filename"]).is_absolute()
        and not _UNWANTED & set(descriptor["features"])
        and any(
            target["architecture"] == "x86_64"
            and any(fnmatchcase(_MACHINE, pattern) for pattern in target["machines"])
            for target in descriptor["targets"]
        )
    )


FACT = FactSpec(id="host.firmware", read=read, parse=parse)
