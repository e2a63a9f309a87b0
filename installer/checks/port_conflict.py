"""Are the ports of this PC free that the cluster wants to use?"""

from __future__ import annotations

from collections.abc import Iterator

from installer.checks.base import Check, Finding, Verdict
from installer.config.model import EdgeCluster
from installer.facts.base import Facts
from installer.facts.leftovers import FACT as LEFTOVERS
from installer.facts.ports import FACT as PORTS


def judge(facts: Facts, config: EdgeCluster) -> Finding:
    """FAIL with every port that is taken; ports of this very cluster's own node do not count."""
    ports = facts.get(PORTS)
    if config.name in facts.get(LEFTOVERS):
        return Finding(
            verdict=Verdict.SKIP, summary="The cluster exists; its own node may use the ports."
        )
    taken = {
        field: f"{protocol} {number}"
        for field, protocol, number in _wanted(config)
        if number in (ports.tcp if protocol == "tcp" else ports.udp)
    }
    if not taken:
        return Finding(verdict=Verdict.PASS, summary="All ports that are needed are free.")
    return Finding(
        verdict=Verdict.FAIL,
        summary=f"Another program uses {', '.join(taken.values())} on this PC.",
        remedy=f"End that program, or choose other ports for {', '.join(taken)}.",
        evidence=taken,
    )


def _wanted(config: EdgeCluster) -> Iterator[tuple[str, str, int]]:
    """Field, protocol and number of every port that will listen on this PC."""
    network = config.spec.network
    yield "spec.network.apiPort", "tcp", network.api_port
    yield "spec.network.sshPort", "tcp", network.ssh_port
    for index, port in enumerate(network.ports):
        yield f"spec.network.ports[{index}].host", port.protocol, port.host


CHECK = Check(id="port.conflict", title="The ports are free", judge=judge)
