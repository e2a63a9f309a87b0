"""Is QEMU installed?"""

from __future__ import annotations

from installer.checks.base import Check, Finding, Verdict
from installer.config.model import EdgeCluster
from installer.facts.base import Facts
from installer.facts.qemu import FACT as QEMU

_PACKAGES = {"qemu-system-x86_64": "qemu-system-x86", "qemu-img": "qemu-utils"}


def judge(facts: Facts, config: EdgeCluster) -> Finding:
    """FAIL when one of the two programs is not there."""
    qemu = facts.get(QEMU)
    there = {"qemu-system-x86_64": qemu.system, "qemu-img": qemu.image_tool}
    missing = [program for program, version in there.items() if not version]
    if not missing:
        return Finding(verdict=Verdict.PASS, summary="QEMU is installed.")
    packages = " ".join(_PACKAGES[program] for program in missing)
    return Finding(
        verdict=Verdict.FAIL,
        summary="QEMU, which runs the nodes, is not wholly installed.",
        remedy=f"On Debian or Ubuntu: `sudo apt-get install {packages} ovmf`. "
        "Elsewhere the packages are called qemu-system-x86, qemu-img and edk2-ovmf.",
        evidence={"not found": ", ".join(missing)},
    )


CHECK = Check(id="qemu.missing", title="QEMU is installed", judge=judge, fix="install-qemu")
