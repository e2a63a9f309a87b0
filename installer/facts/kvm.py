"""What Linux says of hardware virtualisation: the device, who may use it, the kernel's modules.

The boot probe (`accelerator`) says whether a guest runs; this says why it cannot.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from installer.errors import CommandTimeout, MissingTool
from installer.facts.base import FactSpec, Target
from installer.host.base import Command

_DEVICE = "/dev/kvm"
# The kernel's log is read by the one program or the other: the first may be reserved to root, the
# second needs systemd.
_LOGS = (("dmesg",), ("journalctl", "--dmesg", "--boot", "--quiet", "--no-pager", "--output=cat"))
_ABOUT = re.compile(r"\b(kvm|kvm_intel|kvm_amd|vmx|svm)\b", re.IGNORECASE)
# arch/x86/kvm ("kvm: disabled by bios", "VMX not enabled (by BIOS) in MSR_IA32_FEAT_CTL",
# "SVM disabled (by BIOS) in MSR_VM_CR") and arch/x86/kernel/cpu/feat_ctl.c ("VMX (outside TXT)
# disabled by BIOS").
_FIRMWARE = re.compile(r"\b(disabled|not enabled)\b.*\bbios\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Kvm:
    """The device and whether this user may use it; the group that may, where that is known.

    `modules` are the loaded ones (none where KVM is a fixed part of the kernel), `refusal` the
    kernel's words when the firmware keeps virtualisation off.
    """

    device: bool
    usable: bool
    group: str
    modules: tuple[str, ...]
    refusal: str


async def read(target: Target) -> str:
    """JSON of the single answers; the kernel's log is only looked at when there is no device."""
    device = await _succeeds(target, "test", "-e", _DEVICE)
    usable = device and all([await _succeeds(target, "test", f, _DEVICE) for f in ("-r", "-w")])
    group = await _words(target, "stat", "-c", "%G", _DEVICE) if device else ""
    try:
        modules = await target.host.read_text("/proc/modules")
    except FileNotFoundError:
        # A kernel that knows no modules.
        modules = ""
    return json.dumps(
        {
            "device": device,
            "usable": usable,
            "group": group.strip(),
            "modules": [line for line in modules.splitlines() if line.startswith("kvm")],
            "log": [] if device else await _log(target),
        }
    )


async def _log(target: Target) -> list[str]:
    for argv in _LOGS:
        lines = (await _words(target, *argv)).splitlines()
        if lines:
            return [line for line in lines if _ABOUT.search(line)]
    return []


async def _succeeds(target: Target, *argv: str) -> bool:
    command = Command(argv=argv, purpose="Looking for the KVM device")
    return (await target.host.run(command, timeout=10)).returncode == 0


async def _words(target: Target, *argv: str) -> str:
    """What a program says; nothing when it is missing or refuses."""
    command = Command(argv=argv, purpose="Looking for KVM")
    try:
        result = await target.host.run(command, timeout=10)
    except (MissingTool, CommandTimeout):
        return ""
    return result.stdout if result.returncode == 0 else ""


def parse(text: str) -> Kvm:
    """Read the answers; raises ValueError when they are none."""
    answers = json.loads(text)
    return Kvm(
        device=answers["device"],
        usable=answers["usable"],
        group=answers["group"],
        modules=tuple(sorted(line.split()[0] for line in answers["modules"])),
        refusal=next((line.strip() for line in answers["log"] if _FIRMWARE.search(line)), ""),
    )


FACT = FactSpec(id="host.kvm", read=read, parse=parse, timeout=60)
