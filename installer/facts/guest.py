"""Whether this PC is itself a virtual machine, of which platform, and whether it is WSL."""

from __future__ import annotations

import json
from dataclasses import dataclass

from installer.errors import MissingTool
from installer.facts.base import FactSpec, Target, from_script
from installer.host.base import Command

_RELEASE = "/proc/sys/kernel/osrelease"
_DMI = ("/sys/class/dmi/id/sys_vendor", "/sys/class/dmi/id/product_name")
# Where there is no systemd: words of the (virtual) mainboard, and systemd's name for the platform.
_BOARDS = (
    ("innotek", "oracle"),
    ("virtualbox", "oracle"),
    ("vmware", "vmware"),
    ("google", "google"),
    ("amazon ec2", "amazon"),
    ("parallels", "parallels"),
    ("bhyve", "bhyve"),
    ("xen", "xen"),
    # Microsoft also makes real PCs; only their virtual ones are called so.
    ("microsoft corporation virtual machine", "microsoft"),
    ("openstack", "kvm"),
    ("kvm", "kvm"),
    ("qemu", "qemu"),
)


@dataclass(frozen=True, slots=True)
class Guest:
    """The platform as systemd-detect-virt(1) names it, empty on a real PC (`vm-other` is a guest
    of something unknown); `wsl` is whether this is the Linux inside Windows.
    """

    platform: str
    wsl: bool


async def read(target: Target) -> str:
    """JSON: `detected` (None without systemd), `board`, and `release` of the kernel."""
    command = Command(
        argv=("systemd-detect-virt", "--vm"), purpose="Asking whether this is a virtual machine"
    )
    try:
        # It ends with an error when it says "none".
        detected: str | None = (await target.host.run(command, timeout=10)).stdout
    except MissingTool:
        detected = None
    board = " ".join([(await _text(target, path)).strip() for path in _DMI])
    return json.dumps(
        {"detected": detected, "board": board, "release": await _text(target, _RELEASE)}
    )


async def _text(target: Target, path: str) -> str:
    try:
        return await target.host.read_text(path)
    except (FileNotFoundError, PermissionError):
        return ""


def parse(text: str) -> Guest:
    """Judge the answers; raises ValueError when they are none."""
    answers = json.loads(text)
    wsl = "microsoft" in answers["release"].lower()
    detected = (answers["detected"] or "").strip()
    if not detected:
        board = answers["board"].lower()
        detected = next((name for words, name in _BOARDS if words in board), "none")
    return Guest("" if detected == "none" else detected, wsl)


def parse_windows(text: str) -> Guest:
    """Judge maker and model; raises KeyError or ValueError when there are none.

    Windows says of Hyper-V and Azure that the model is a virtual machine.
    """
    account = json.loads(text)
    board = f"{account['maker']} {account['model']} {account['board']}".lower()
    if "microsoft" in board and "virtual machine" in board:
        return Guest("microsoft", wsl=False)
    return Guest(next((name for words, name in _BOARDS if words in board), ""), wsl=False)


FACT = FactSpec(
    id="host.guest",
    read=read,
    parse=parse,
    timeout=30,
    windows=from_script("computer", parse_windows),
)
