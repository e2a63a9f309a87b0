"""What really runs a guest on this PC: KVM, or QEMU's own translation (TCG).

A device file proves nothing: there are PCs whose /dev/kvm opens and whose guests then hang.  So
a guest that consists of 64 KiB of firmware is started, by KVM first, and only what it says
counts (see `resources/probe`).
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from installer.accelerator import Accelerator
from installer.errors import CommandTimeout, MissingTool
from installer.facts.base import FactSpec, Target
from installer.host.base import Command
from installer.resources import resource_path

_PROGRAM = "qemu-system-x86_64"
# A guest that works has ended after some tenths of a second, with TCG on a busy PC after seconds.
_LIMIT_SECONDS = {Accelerator.KVM: 5.0, Accelerator.TCG: 20.0}
# The processors that nodes get: it depends on them whether a guest runs.
_CPU = {Accelerator.KVM: "host", Accelerator.TCG: "max"}
_PASSED = 85
_WORDS = "RPLOK"
# How QEMU begins when it cannot open /dev/kvm (kvm_init in accel/kvm/kvm-all.c).
_NO_DEVICE = "Could not access KVM kernel module: "
# What QEMU says when another hypervisor holds the processor, and when it was built without KVM
# (accel/accel-system.c, vl.c; the wording has changed over the years).
_BUSY = re.compile(r"Device or resource busy", re.IGNORECASE)
_NOT_BUILT_IN = re.compile(
    r"invalid accelerator kvm|\"kvm\" accelerator (?:not found|does not exist|is not supported)"
    r"|KVM not supported for this target",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class AcceleratorFact:
    """The best accelerator that runs a guest, and why it is not a better one.

    `cause` is empty when KVM works; otherwise `missing` (no device), `permission`, `busy`,
    `hangs`, `fails`, `not-built-in` (QEMU knows no KVM) or `no-qemu`.  `reason` holds QEMU's own
    words; `kind` is None when nothing works.
    """

    kind: Accelerator | None
    cause: str = ""
    reason: str = ""


async def read(target: Target) -> str:
    """The account of both probes as JSON; TCG is tried only when KVM does not run a guest."""
    account = {}
    for accelerator in (Accelerator.KVM, Accelerator.TCG):
        probe = await _probe(target, accelerator)
        account[accelerator.value] = probe
        if probe["ended"] == _PASSED or probe["ended"] == "missing":
            break
    return json.dumps(account)


async def _probe(target: Target, accelerator: Accelerator) -> dict[str, object]:
    """How QEMU ended (its code, `missing` or `timeout`), and what guest and QEMU said."""
    command = Command(
        argv=(
            *(_PROGRAM, "-accel", accelerator.value, "-cpu", _CPU[accelerator]),
            *("-machine", "q35", "-m", "64", "-nodefaults", "-no-user-config"),
            *("-display", "none", "-no-reboot", "-serial", "stdio"),
            *("-bios", str(resource_path("probe/boot-probe.rom"))),
            *("-device", "isa-debug-exit,iobase=0x501,iosize=1"),
        ),
        purpose=f"Trying a guest with {accelerator.value}",
    )
    try:
        result = await target.host.run(command, timeout=_LIMIT_SECONDS[accelerator])
    except MissingTool as error:
        return {"ended": "missing", "guest": "", "qemu": error.details}
    except CommandTimeout as error:
        return {"ended": "timeout", "guest": "", "qemu": error.brief}
    return {
        "ended": result.returncode,
        "guest": result.stdout.strip(),
        "qemu": result.stderr.strip(),
    }


def parse(text: str) -> AcceleratorFact:
    """Judge the account; raises ValueError when it is none."""
    account: dict[str, dict[str, object]] = json.loads(text)
    for accelerator in Accelerator:
        probe = account.get(accelerator.value)
        if probe is not None and probe["ended"] == _PASSED and probe["guest"] == _WORDS:
            if accelerator is Accelerator.KVM:
                return AcceleratorFact(accelerator)
            kvm = account[Accelerator.KVM.value]
            return AcceleratorFact(accelerator, _cause(kvm), _words(kvm))
    if not account:
        raise ValueError("no accelerator was tried")
    reason = "\n".join(f"{name}: {_words(probe)}" for name, probe in account.items())
    return AcceleratorFact(None, _cause(next(iter(account.values()))), reason)


def _cause(probe: dict[str, object]) -> str:
    known = {"missing": "no-qemu", "timeout": "hangs"}
    if probe["ended"] in known:
        return known[str(probe["ended"])]
    words = str(probe["qemu"])
    if _NOT_BUILT_IN.search(words):
        return "not-built-in"
    if _BUSY.search(words):
        return "busy"
    trouble = words.partition(_NO_DEVICE)[2]
    if trouble.startswith("No such file"):
        return "missing"
    return "permission" if trouble.startswith("Permission denied") else "fails"


def _words(probe: dict[str, object]) -> str:
    if not isinstance(probe["ended"], int):
        return str(probe["qemu"])
    ending = f"QEMU ended with code {probe['ended']}, the guest said {probe['guest']!r}"
    return f"{ending}\n{probe['qemu']}".strip()


FACT = FactSpec(id="host.accelerator", read=read, parse=parse, timeout=40)
