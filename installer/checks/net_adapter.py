"""Can virtual machines stand behind the adapters that the cluster file names?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from installer.adapter_kind import AdapterKind
from installer.checks.base import Check, Finding, Verdict
from installer.config.model import EdgeCluster
from installer.config.outside_rules import outside_networks
from installer.facts.adapters import FACT as ADAPTERS
from installer.facts.adapters import Adapters
from installer.facts.base import Facts


def judge(facts: Facts, config: EdgeCluster) -> Finding:
    """FAIL with every adapter that is not there, is off, or cannot carry virtual machines."""
    adapters = facts.get(ADAPTERS)
    networks = outside_networks(config.spec.network)
    if not networks:
        return Finding(verdict=Verdict.PASS, summary="The nodes use no adapter of this PC.")
    if adapters.trouble:
        return Finding(
            verdict=Verdict.FAIL,
            summary="The network adapters of this PC could not be listed.",
            remedy="Install the package iproute2 of your distribution, then check again.",
            evidence={"ip address": adapters.trouble},
        )
    troubles: dict[str, str] = {}
    remedies: dict[str, None] = {}
    for place, network in networks:
        for what, remedy in _troubles(network.adapter, adapters):
            troubles[f"{place}.adapter"] = f"{network.adapter}: {what}"
            remedies[remedy] = None
    for place, name, count in _shared_taps(config, adapters):
        troubles[place] = f"{name}: a tap serves one card only, and {count} need it"
        remedies[_ONE_TAP] = None
    if not troubles:
        return Finding(verdict=Verdict.PASS, summary="The adapters are there and can be used.")
    return Finding(
        verdict=Verdict.FAIL,
        summary=f"The nodes cannot use an adapter: {'; '.join(troubles.values())}.",
        remedy=" ".join(remedies),
        evidence=troubles,
    )


def _troubles(name: str, adapters: Adapters) -> Iterator[tuple[str, str]]:
    """What is wrong with an adapter, and what helps."""
    adapter = adapters.named(name)
    if adapter is None:
        usable = ", ".join(entry.name for entry in adapters.entries if entry.kind)
        yield "this PC has no such adapter", f"Choose one of: {usable or 'none is there'}."
    elif adapter.kind is None:
        yield f"it is {adapter.what}", _INSTEAD.get(adapter.what, _OTHER)
    elif adapter.master and adapter.kind is AdapterKind.CARD:
        yield f"it is a part of {adapter.master}", f"Give {adapter.master} instead of {name}."
    elif not adapter.up:
        yield "it is off or has no cable", f"Plug its cable in, or run `ip link set {name} up`."
    elif adapter.kind is AdapterKind.TAP and adapter.open:
        yield "another program has opened this tap", "End that program, or make another tap."


def _shared_taps(config: EdgeCluster, adapters: Adapters) -> Iterator[tuple[str, str, int]]:
    """Taps that several cards would need: the last place in the file, the tap, how many cards."""
    users: Counter[str] = Counter()
    places: dict[str, str] = {}
    for place, network in outside_networks(config.spec.network):
        adapter = adapters.named(network.adapter)
        if adapter is not None and adapter.kind is AdapterKind.TAP:
            members = getattr(network, "addresses", config.spec.nodes)
            users[adapter.name] += len(members)
            places[adapter.name] = f"{place}.adapter"
    yield from ((places[name], name, count) for name, count in users.items() if count > 1)


# An access point takes frames only from the address that has logged on to it (IEEE 802.11).
_INSTEAD = {
    "Wi-Fi": "Use a cable: an access point lets only this PC in by its Wi-Fi, not virtual "
    "machines behind it. Or take the external network out of the cluster file.",
}
_ONE_TAP = "Name the bridge behind the tap in its place; a tap is for one node alone."
_OTHER = "Choose a network card, a bridge or a tap."

CHECK = Check(id="net.adapter", title="The adapters for the nodes can be used", judge=judge)
