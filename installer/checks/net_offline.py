"""Does this PC reach the internet, as far as it knows?"""

from __future__ import annotations

from installer.checks.base import Check, Finding, Verdict
from installer.config.model import EdgeCluster
from installer.facts.base import Facts
from installer.facts.connectivity import FACT as CONNECTIVITY
from installer.facts.links import FACT as LINKS

_WORDS = {
    "limited": "The network of this PC does not lead to the internet.",
    "none": "This PC is not connected to a network.",
    "portal": "The network of this PC asks for a logon in a browser first.",
}


def judge(facts: Facts, config: EdgeCluster) -> Finding:
    """WARN when there is no connection; an installation needs none."""
    if config.spec.network.outbound == "deny":
        return Finding(verdict=Verdict.SKIP, summary="Nodes shall not get out of this PC.")
    routes = any(link.default for link in facts.get(LINKS))
    state = facts.get(CONNECTIVITY)
    if routes and state not in _WORDS:
        return Finding(verdict=Verdict.PASS, summary="Nothing says that there is no internet.")
    return Finding(
        verdict=Verdict.WARN,
        summary=_WORDS.get(state, "This PC has no connection to the internet."),
        remedy="The bundle brings all that an installation needs. Programs that come from the "
        "internet later will wait until there is a connection.",
        evidence={"connectivity": state, "default route": "there" if routes else "none"},
    )


CHECK = Check(
    id="net.offline",
    title="A connection to the internet",
    judge=judge,
    windows=judge,
    mandatory=False,
)
