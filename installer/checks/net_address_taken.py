"""Are the addresses free that nodes shall have in networks outside of this PC?"""

from __future__ import annotations

from installer.checks.base import Check, Finding, Verdict
from installer.config.model import EdgeCluster
from installer.config.outside_rules import outside_addresses
from installer.facts.adapters import FACT as ADAPTERS
from installer.facts.base import Facts
from installer.facts.neighbours import FACT as NEIGHBOURS


def judge(facts: Facts, config: EdgeCluster) -> Finding:
    """FAIL with every address that this PC has itself, or that somebody answers at.

    Whoever is switched off, or stands in a VLAN where this PC is not, is not found.
    """
    adapters, neighbours = facts.get(ADAPTERS), facts.get(NEIGHBOURS)
    wanted = outside_addresses(config.spec.nodes, config.spec.network)
    own = {address.ip: entry.name for entry in adapters.entries for address in entry.addresses}
    taken = {
        place: f"this PC has {address} itself, on {own[address]}"
        if address in own
        else f"somebody answers at {address}"
        for address, place in wanted.items()
        if address in own or address in neighbours.there
    }
    if taken:
        return Finding(
            verdict=Verdict.FAIL,
            summary=f"An address of a node is taken: {'; '.join(taken.values())}.",
            remedy=f"Ask who manages the network for a free address, for {', '.join(taken)}.",
            evidence=taken,
        )
    if not wanted:
        return Finding(verdict=Verdict.PASS, summary="The nodes need no address outside this PC.")
    if wanted.keys() <= neighbours.asked:
        summary = "Nobody answers at the addresses of the nodes just now."
    else:
        summary = "This PC knows of nobody who has the addresses of the nodes."
    return Finding(verdict=Verdict.PASS, summary=summary)


CHECK = Check(
    id="net.address_taken",
    title="The addresses of the nodes are free",
    judge=judge,
    only_before=True,
)
