"""What really runs a guest on this PC: KVM, or QEMU's own translation (TCG).

A device file proves nothing: there are PCs whose /dev/kvm opens and whose guests then hang.  So
a guest of 64 KiB is started, by KVM first, and only what it says counts (see `resources/probe`).
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from installer.errors import CommandTimeout, MissingTool
from installer.facts.base import FactSpec, Target
from installer.host.base import Command
from installer.hypervisors.base import Accelerator
from installer.resources import resource_path

_LIMIT_SECONDS = {Accelerator.KVM: 5.0, Accelerator.TCG: 20.0}
_CPU = {Accelerator.KVM: "host", Accelerator.TCG: "max"}
_PASSED = 85
_WORDS = "RPLOK"


@dataclass(frozen=True, slots=True)
class AcceleratorFact:
    """The best accelerator that runs a guest, and why it is not a better one.

    `cause` is empty when KVM works; otherwise missing, permission, hangs, fails or no-qemu.
    """

    kind: Accelerator | None
    cause: str = ""
    reason: str = ""


async def read(target: Target) -> str:
    """The account of both probes as JSON; TCG is tried only when KVM does not run a guest."""
    account = {}
    for accelerator in (Accelerator.KVM, Accelerator.TCG):
        account[accelerator.value] = await _probe(target, accelerator)
        if account[accelerator.value]["ok"]:
            break
    return json.dumps(account)


async def _probe(target: Target, accelerator: Accelerator) -> dict[str, object]:
    command = Command(
        argv=(
            *("qemu-system-x86_64", "-accel", accelerator.value, "-cpu", _CPU[accelerator]),
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
        return {"ok": False, "missing": True, "words": error.details}
    except CommandTimeout as error:
        return {"ok": False, "hangs": True, "words": error.brief}
    passed = result.returncode == _PASSED and result.stdout.strip() == _WORDS
    words = f"ended with code {result.returncode}, said {result.stdout.strip()!r}"
    return {"ok": passed, "words": f"{words}\n{result.stderr.strip()}".strip()}


def parse(text: str) -> AcceleratorFact:
    """Judge the account; raises ValueError when it is none."""
    account = json.loads(text)
    kvm, tcg = account["kvm"], account.get("tcg", {"ok": False})
    if kvm["ok"]:
        return AcceleratorFact(Accelerator.KVM)
    cause, words = _cause(kvm), str(kvm["words"])
    return AcceleratorFact(Accelerator.TCG if tcg["ok"] else None, cause, words)


def _cause(probe: dict[str, object]) -> str:
    words = str(probe["words"])
    if probe.get("missing"):
        return "no-qemu"
    if probe.get("hangs"):
        return "hangs"
    if "No such file or directory" in words:
        return "missing"
    return "permission" if "Permission denied" in words else "fails"


FACT = FactSpec(id="host.accelerator", read=read, parse=parse, timeout=40)
