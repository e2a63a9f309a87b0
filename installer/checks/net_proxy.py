"""If this PC reaches the web by a proxy: will nodes use it too?"""

from __future__ import annotations

from installer.checks.base import Check, Finding, Verdict
from installer.config.model import EdgeCluster
from installer.facts.base import Facts
from installer.facts.proxy import FACT as PROXY


def judge(facts: Facts, config: EdgeCluster) -> Finding:
    """WARN when the PC uses a proxy of which the cluster file says nothing.

    A node whose file names one exempts its own networks by itself.
    """
    found = facts.get(PROXY)
    address = found.https or found.http
    if not address:
        return Finding(verdict=Verdict.PASS, summary="This PC uses no proxy.")
    if config.spec.network.proxy is not None:
        return Finding(verdict=Verdict.PASS, summary="The cluster file names a proxy.")
    if config.spec.network.outbound == "deny":
        return Finding(verdict=Verdict.SKIP, summary="Nodes shall not get out of this PC.")
    return Finding(
        verdict=Verdict.WARN,
        summary="This PC reaches the web by a proxy, nodes would try it directly.",
        remedy=f'Write `proxy: {{http: "{address}", https: "{address}"}}` to spec.network; the '
        "networks of node, pods and services are exempt by themselves.",
        evidence={"proxy": address, "without it": found.exempt or "nothing"},
    )


CHECK = Check(
    id="net.proxy",
    title="Nodes know the way to the web",
    judge=judge,
    windows=judge,
    mandatory=False,
)
