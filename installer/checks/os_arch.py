"""Is there a node image for this PC's processor?"""

from __future__ import annotations

from installer.checks.base import Check, Finding, Verdict
from installer.config.model import EdgeCluster
from installer.facts.architecture import FACT as ARCHITECTURE
from installer.facts.base import Facts

_IMAGES_FOR = ("x86_64",)


def judge(facts: Facts, config: EdgeCluster) -> Finding:
    """FAIL on anything but x86-64."""
    found = facts.get(ARCHITECTURE)
    if found in _IMAGES_FOR:
        return Finding(verdict=Verdict.PASS, summary=f"The processor is {found}.")
    return Finding(
        verdict=Verdict.FAIL,
        summary=f"The processor is {found}; node images exist for {', '.join(_IMAGES_FOR)} only.",
        remedy="Use a PC with a 64-bit Intel or AMD processor.",
        evidence={"uname -m": found},
    )


CHECK = Check(
    id="os.arch", title="A processor for which there are nodes", judge=judge, windows=judge
)
