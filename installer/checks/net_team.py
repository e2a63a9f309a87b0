"""Is the adapter for the nodes a team of several?"""

from __future__ import annotations

from installer.checks.base import Check, Finding, Verdict
from installer.config.model import EdgeCluster
from installer.facts.base import Facts, Platform
from installer.facts.links import FACT as LINKS


def judge(facts: Facts, config: EdgeCluster) -> Finding:
    """WARN for a team (LBFO), to which Hyper-V should not be bound any more."""
    links, external = facts.get(LINKS), config.spec.network.external
    if external is None:
        return Finding(verdict=Verdict.PASS, summary="The nodes use no adapter of this PC.")
    link = next((link for link in links if link.name == external.adapter), None)
    if link is None or link.kind != "team":
        return Finding(verdict=Verdict.PASS, summary="The adapter for the nodes is no team.")
    return Finding(
        verdict=Verdict.WARN,
        summary=f"{external.adapter} is a team of adapters, on which newer Windows binds no "
        "virtual switch.",
        remedy="Use one of its adapters alone, or a virtual switch with embedded teaming.",
        evidence={"spec.network.external.adapter": external.adapter},
    )


CHECK = Check(
    id="net.team",
    title="The adapter for the nodes stands alone",
    judge=judge,
    mandatory=False,
    platform=Platform.WINDOWS,
)
