"""Has the PC a way out of its own network?"""

from __future__ import annotations

from installer.checks.base import Check, Finding, Verdict
from installer.config.model import EdgeCluster
from installer.facts.base import Facts
from installer.facts.links import FACT as LINKS


def judge(facts: Facts, config: EdgeCluster) -> Finding:
    """WARN without a default route, unless nodes shall not get out anyway."""
    links = facts.get(LINKS)
    ways = [link.name for link in links if link.default]
    if ways:
        return Finding(verdict=Verdict.PASS, summary=f"The way out is over {ways[0]}.")
    if config.spec.network.outbound == "deny":
        return Finding(verdict=Verdict.SKIP, summary="Nodes shall not get out of this PC.")
    return Finding(
        verdict=Verdict.WARN,
        summary="This PC has no default gateway; nodes will reach nothing beyond its own network.",
        remedy="The installation does not need one. If nodes shall get out, set a default gateway "
        "on this PC; if not, write `outbound: deny` to the cluster file.",
        evidence={"adapters": ", ".join(link.name for link in links) or "none"},
    )


CHECK = Check(
    id="net.no_gateway",
    title="A way out of the network",
    judge=judge,
    windows=judge,
    mandatory=False,
)
