"""Is QEMU new enough for the way in which nodes are started?"""

from __future__ import annotations

from installer.checks.base import Check, Finding, Verdict
from installer.config.model import EdgeCluster
from installer.facts.base import Facts
from installer.facts.qemu import FACT as QEMU

# The first with `-accel tcg,tb-size=` (QEMU docs/about/deprecated, "-tb-size option").
_OLDEST = (5, 0)
_OLDEST_TEXT = ".".join(str(number) for number in _OLDEST)


def judge(facts: Facts, config: EdgeCluster) -> Finding:
    """FAIL for an older one, WARN when the version is in words that are not known."""
    found = facts.get(QEMU).system
    if not found:
        return Finding(verdict=Verdict.SKIP, summary="QEMU is not installed.")
    version = tuple(int(number) for number in found.split("."))
    if version >= _OLDEST:
        return Finding(verdict=Verdict.PASS, summary=f"QEMU {found} is new enough.")
    unknown = version == (0,)
    summary = (
        "The version of QEMU could not be understood."
        if unknown
        else f"QEMU {found} is too old; nodes need {_OLDEST_TEXT} or newer."
    )
    return Finding(
        verdict=Verdict.WARN if unknown else Verdict.FAIL,
        summary=summary,
        remedy=f"Install QEMU {_OLDEST_TEXT} or newer from your distribution; "
        "an old system may have to be upgraded first.",
        evidence={"qemu-system-x86_64 --version": found},
    )


CHECK = Check(id="qemu.version", title="QEMU is new enough", judge=judge)
