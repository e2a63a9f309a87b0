"""Is there UEFI firmware for the nodes?"""

from __future__ import annotations

from installer.checks.base import Check, Finding, Verdict
from installer.config.model import EdgeCluster
from installer.facts.base import Facts
from installer.facts.firmware import FACT as FIRMWARE


def judge(facts: Facts, config: EdgeCluster) -> Finding:
    """FAIL when no descriptor names a UEFI that fits."""
    firmware = facts.get(FIRMWARE)
    if firmware is not None:
        return Finding(verdict=Verdict.PASS, summary="UEFI firmware for nodes is there.")
    return Finding(
        verdict=Verdict.FAIL,
        summary="The UEFI firmware that nodes start with is not installed.",
        remedy="On Debian or Ubuntu: `sudo apt-get install ovmf`. "
        "Elsewhere the package is called edk2-ovmf.",
        evidence={"looked in": "/usr/share/qemu/firmware, /etc/qemu/firmware"},
    )


CHECK = Check(
    id="qemu.firmware",
    title="Firmware for the nodes is installed",
    judge=judge,
    fix="install-qemu",
)
