"""Whether Windows' hypervisor can run on this PC, and whether it does."""

from __future__ import annotations

import json
from dataclasses import dataclass

from installer.facts.base import windows_fact


@dataclass(frozen=True, slots=True)
class Virtualization:
    """What the processor offers, and whether a hypervisor is at work.

    While one is, Windows reads `firmware`, `slat` and `monitor_mode` as false although all is
    well, so they may be judged only when `hypervisor` is false.  Inside of a virtual machine
    `hypervisor` is always true; `launched` is whether Windows has started its own since then.
    """

    hypervisor: bool
    launched: bool
    firmware: bool
    slat: bool
    monitor_mode: bool


def parse(text: str) -> Virtualization:
    """Read what Windows says of itself; raises KeyError or ValueError when it says nothing."""
    account = json.loads(text)
    names = ("hypervisor", "launched", "firmware", "slat", "monitorMode")
    return Virtualization(*(bool(account[name]) for name in names))


FACT = windows_fact("host.virtualization", "computer", parse)
