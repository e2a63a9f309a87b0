"""How many processors the PC has, and whether they can run virtual machines by themselves."""

from __future__ import annotations

import json
from dataclasses import dataclass

from installer.facts.base import FactSpec, Target, from_script


@dataclass(frozen=True, slots=True)
class Processors:
    """Logical processors; `virtualization` is whether VT-x or AMD-V shows in their flags, and
    `extension` which of them: `vmx`, `svm` or nothing.
    """

    count: int
    model: str
    virtualization: bool
    hypervisor: bool  # whether this PC is itself a virtual machine
    extension: str = ""


async def read(target: Target) -> str:
    """The kernel's account (proc(5))."""
    return await target.host.read_text("/proc/cpuinfo")


def parse(text: str) -> Processors:
    """Read the account; raises ValueError when it names no processor."""
    pairs = [line.partition(":") for line in text.splitlines()]
    entries = [(name.strip().lower(), value.strip()) for name, _, value in pairs]
    count = sum(name == "processor" and value.isdigit() for name, value in entries)
    if not count:
        raise ValueError("/proc/cpuinfo names no processor")
    flags = {flag for name, value in entries if name == "flags" for flag in value.split()}
    model = next((value for name, value in entries if name == "model name"), "unknown")
    extension = next((name for name in ("vmx", "svm") if name in flags), "")
    return Processors(count, model, bool(extension), "hypervisor" in flags, extension)


def parse_windows(text: str) -> Processors:
    """Read what Windows says of itself; raises KeyError or ValueError when it says nothing.

    With a hypervisor at work the flags read false although all is well, so it counts as a proof.
    """
    account = json.loads(text)
    able = bool(account["hypervisor"] or account["firmware"])
    return Processors(int(account["processors"]), account["processor"], able, hypervisor=False)


FACT = FactSpec(
    id="host.processors", read=read, parse=parse, windows=from_script("computer", parse_windows)
)
