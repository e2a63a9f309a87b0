"""Checks of the adapters that lead nodes into networks outside of this PC."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Interface
from typing import Any

import pytest

from installer.adapter_kind import AdapterKind
from installer.checks.base import Finding, Verdict
from installer.checks.net_adapter import CHECK as ADAPTER
from installer.checks.net_adapter_mtu import CHECK as MTU
from installer.checks.net_adapter_subnet import CHECK as SUBNET
from installer.checks.net_adapter_vlan import CHECK as VLAN
from installer.checks.net_address_taken import CHECK as TAKEN
from installer.checks.net_external_unsupported import CHECK as UNSUPPORTED
from installer.checks.rights_adapter import CHECK as RIGHTS
from installer.config.model import EdgeCluster
from installer.facts.adapters import Adapter, Adapters
from installer.facts.guest import Guest
from installer.facts.neighbours import Neighbours
from installer.facts.rights import Rights
from tests.unit.checks.pc import cluster, judged, pc

PASS, WARN, FAIL = Verdict.PASS, Verdict.WARN, Verdict.FAIL
CARD = Adapter(name="eth0", kind=AdapterKind.CARD, what="a network card", up=True, mtu=1500)
TAP = Adapter(name="tap0", kind=AdapterKind.TAP, what="a tap", up=True, mtu=1500, user="shop")
BRIDGE = Adapter(name="br0", kind=AdapterKind.BRIDGE, what="a bridge", up=True, mtu=1500)
EXTERNAL = {"adapter": "eth0", "subnet": "192.168.1.0/24", "gateway": "192.168.1.1"}


def _but(adapter: Adapter, **changes: Any) -> Adapters:
    """This adapter alone, some of it another."""
    fields = {name: getattr(adapter, name) for name in adapter.__slots__}
    return Adapters((Adapter(**(fields | changes)),))


def _external(address: str = "192.168.1.50", **changes: Any) -> EdgeCluster:
    document = cluster().model_dump(mode="json", by_alias=True)
    document["spec"]["network"]["external"] = EXTERNAL | changes
    document["spec"]["nodes"][0]["address"] = address
    return EdgeCluster.model_validate(document)


def _secondary(*adapters: str) -> EdgeCluster:
    entries = [
        {
            "name": f"m{number}",
            "adapter": adapter,
            "subnet": f"172.30.{number}.0/24",
            "addresses": {"demo-node": f"172.30.{number}.5"},
        }
        for number, adapter in enumerate(adapters)
    ]
    return cluster(secondary=entries)


def _adapter(adapters: Adapters, **network: Any) -> Finding:
    return judged(ADAPTER, pc(adapters=adapters), _external(**network))


def test_an_adapter_that_is_not_there_is_told_with_those_that_are() -> None:
    finding = _adapter(_but(CARD), adapter="enp3s0")
    assert finding.verdict is FAIL
    assert "Choose one of: eth0." in finding.remedy
    assert dict(finding.evidence) == {
        "spec.network.external.adapter": "enp3s0: this PC has no such adapter"
    }


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"kind": None, "what": "Wi-Fi"}, "it is Wi-Fi"),
        ({"kind": None, "what": "a device of the kind macvtap"}, "of the kind macvtap"),
        ({"master": "bond0"}, "a part of bond0"),
        ({"up": False}, "off or has no cable"),
    ],
)
def test_a_card_that_cannot_be_used_is_told_with_the_reason(
    changes: dict[str, Any], why: str
) -> None:
    finding = _adapter(_but(CARD, **changes))
    assert (finding.verdict, why in finding.summary) == (FAIL, True)


def test_wifi_is_refused_with_the_reason() -> None:
    finding = _adapter(_but(CARD, kind=None, what="Wi-Fi"))
    assert "access point" in finding.remedy


@pytest.mark.parametrize("adapter", [CARD, TAP, BRIDGE])
def test_cards_taps_and_bridges_can_be_used(adapter: Adapter) -> None:
    assert _adapter(_but(adapter), adapter=adapter.name).verdict is PASS


def test_a_tap_that_is_open_or_wanted_twice_is_refused() -> None:
    assert "opened this tap" in _adapter(_but(TAP, open=True), adapter="tap0").summary
    facts = pc(adapters=_but(TAP))
    assert judged(ADAPTER, facts, _secondary("tap0")).verdict is PASS
    twice = judged(ADAPTER, facts, _secondary("tap0", "tap0"))
    assert "2 need it" in twice.summary
    assert list(twice.evidence) == ["spec.network.secondary[1].adapter"]


def test_without_ip_nothing_is_said_of_a_cluster_that_needs_no_adapter() -> None:
    facts = pc(adapters=Adapters((), "The program ip is missing."))
    assert judged(ADAPTER, facts).verdict is PASS
    finding = judged(ADAPTER, facts, _external())
    assert (finding.verdict, "iproute2" in finding.remedy) == (FAIL, True)


def _rights(adapters: Adapters, name: str, user_id: int) -> Verdict:
    rights = Rights(user_id, ("shop",), "/srv", writable=True, lowest_port=1024)
    return judged(RIGHTS, pc(adapters=adapters, rights=rights), _external(adapter=name)).verdict


@pytest.mark.parametrize(
    ("adapter", "user", "root"),
    [(CARD, FAIL, PASS), (BRIDGE, FAIL, PASS), (TAP, PASS, PASS)],
)
def test_only_a_tap_needs_no_administrator(adapter: Adapter, user: Verdict, root: Verdict) -> None:
    assert _rights(_but(adapter), adapter.name, 1000) is user
    assert _rights(_but(adapter), adapter.name, 0) is root


@pytest.mark.parametrize(
    ("owner", "verdict"), [("shop", PASS), ("1000", PASS), ("", FAIL), ("other", FAIL)]
)
def test_a_tap_of_somebody_else_needs_an_administrator(owner: str, verdict: Verdict) -> None:
    assert _rights(_but(TAP, user=owner), "tap0", 1000) is verdict


@pytest.mark.parametrize(("mtu", "verdict"), [(1500, PASS), (1400, PASS), (1501, FAIL)])
def test_packets_must_fit_through_the_adapter(mtu: int, verdict: Verdict) -> None:
    finding = judged(MTU, pc(adapters=_but(CARD)), _external(mtu=mtu))
    assert finding.verdict is verdict
    assert list(finding.evidence) == (["spec.network.external.mtu"] if verdict is FAIL else [])


@pytest.mark.parametrize(
    ("adapter", "changes", "verdict"),
    [
        (CARD, {}, PASS),
        (CARD, {"vlan": 20, "below": "enp3s0"}, FAIL),
        (BRIDGE, {"splits": True}, PASS),
        (BRIDGE, {}, FAIL),
        (TAP, {}, FAIL),
    ],
)
def test_only_some_adapters_lead_into_a_vlan(
    adapter: Adapter, changes: dict[str, Any], verdict: Verdict
) -> None:
    facts = pc(adapters=_but(adapter, **changes))
    assert judged(VLAN, facts, _external(adapter=adapter.name, vlan=20)).verdict is verdict
    assert judged(VLAN, facts, _external(adapter=adapter.name)).verdict is PASS


@pytest.mark.parametrize(("name", "verdict"), [("eth0.20", FAIL), ("ew-shop-5f3c1a", PASS)])
def test_a_vlan_that_the_pc_has_already_is_used_by_its_name(name: str, verdict: Verdict) -> None:
    [there] = _but(CARD, name=name, vlan=20, below="eth0").entries
    facts = pc(adapters=Adapters((CARD, there)))
    finding = judged(VLAN, facts, _external(vlan=20))
    assert finding.verdict is verdict
    assert (name in finding.remedy) is (verdict is FAIL)
    assert judged(VLAN, facts, _external(vlan=21)).verdict is PASS


@pytest.mark.parametrize(
    ("addresses", "vlan", "verdict"),
    [
        ((), None, PASS),
        (("192.168.1.20/24",), None, PASS),
        (("192.168.2.20/24", "192.168.1.20/24"), None, PASS),
        (("192.168.2.20/24",), None, WARN),
        (("192.168.1.20/25",), None, WARN),
        (("192.168.2.20/24",), 20, PASS),
    ],
)
def test_another_network_behind_an_adapter_is_a_caution(
    addresses: tuple[str, ...], vlan: int | None, verdict: Verdict
) -> None:
    adapters = _but(CARD, addresses=tuple(IPv4Interface(text) for text in addresses))
    assert judged(SUBNET, pc(adapters=adapters), _external(vlan=vlan)).verdict is verdict


@pytest.mark.parametrize(
    ("there", "address", "words"),
    [
        ((), "192.168.1.50", ""),
        (("192.168.1.51",), "192.168.1.50", ""),
        (("192.168.1.50",), "192.168.1.50", "somebody answers"),
        ((), "192.168.1.20", "itself, on eth0"),
    ],
)
def test_an_address_that_somebody_has_is_refused(
    there: tuple[str, ...], address: str, words: str
) -> None:
    neighbours = Neighbours(frozenset(map(IPv4Address, there)), frozenset())
    finding = judged(TAKEN, pc(neighbours=neighbours), _external(address))
    assert finding.verdict is (FAIL if words else PASS)
    assert words in finding.summary


def test_the_addresses_of_all_networks_are_looked_at() -> None:
    neighbours = Neighbours(frozenset({IPv4Address("172.30.1.5")}), frozenset())
    finding = judged(TAKEN, pc(neighbours=neighbours), _secondary("eth0", "eth0"))
    assert list(finding.evidence) == ["spec.network.secondary[1].addresses.demo-node"]


@pytest.mark.parametrize(
    ("platform", "verdict"), [("", PASS), ("kvm", PASS), ("microsoft", WARN), ("amazon", FAIL)]
)
def test_clouds_let_no_node_into_their_networks(platform: str, verdict: Verdict) -> None:
    facts = pc(guest=Guest(platform, wsl=False))
    assert judged(UNSUPPORTED, facts, _external()).verdict is verdict
    assert judged(UNSUPPORTED, facts).verdict is PASS


def test_it_is_said_whether_anybody_was_asked() -> None:
    address = frozenset({IPv4Address("192.168.1.50")})
    asked = judged(TAKEN, pc(neighbours=Neighbours(frozenset(), address)), _external())
    assert "Nobody answers" in asked.summary
    assert "knows of nobody" in judged(TAKEN, pc(), _external()).summary
