"""Is something left of an earlier installation?"""

from __future__ import annotations

from installer.checks.base import Check, Finding, Verdict
from installer.config.model import EdgeCluster
from installer.facts.base import Facts
from installer.facts.leftovers import FACT as LEFTOVERS


def judge(facts: Facts, config: EdgeCluster) -> Finding:
    """WARN when a cluster of this name, or another one, is kept on this PC."""
    names = facts.get(LEFTOVERS)
    if not names:
        return Finding(verdict=Verdict.PASS, summary="No earlier installation was found.")
    if config.name in names:
        return Finding(
            verdict=Verdict.WARN,
            summary=f"A cluster named {config.name} was begun on this PC before.",
            remedy=f"Go on with `edgewright resume {config.name}`, or remove it with "
            f"`edgewright destroy {config.name}`.",
            evidence={"clusters": ", ".join(names)},
        )
    return Finding(
        verdict=Verdict.WARN,
        summary=f"This PC has other clusters: {', '.join(names)}.",
        remedy="Keep them, if that is wanted; memory and processors are shared with them.",
        evidence={"clusters": ", ".join(names)},
    )


CHECK = Check(id="engine.leftovers", title="No earlier installation", judge=judge, mandatory=False)
