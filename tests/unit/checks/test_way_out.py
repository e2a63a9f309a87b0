"""Checks of how the PC is connected: cautions at most, and none where nodes shall not get out."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address

import pytest

from installer.checks.base import Check, Verdict
from installer.checks.net_dns import CHECK as DNS
from installer.checks.net_no_adapter import CHECK as NO_ADAPTER
from installer.checks.net_no_gateway import CHECK as NO_GATEWAY
from installer.checks.net_offline import CHECK as OFFLINE
from installer.checks.net_proxy import CHECK as PROXY
from installer.checks.net_vpn import CHECK as VPN
from installer.facts.base import Facts
from installer.facts.links import Link
from installer.facts.proxy import ProxySettings
from tests.unit.checks.pc import cluster, judged, pc

PASS, SKIP, WARN = Verdict.PASS, Verdict.SKIP, Verdict.WARN
CABLE = Link("eth0", up=True, default=True)
BY_PROXY = ProxySettings("http://proxy:3128", "", "localhost")
ONLY_IPV6 = (IPv6Address("fe80::1"),)


@pytest.mark.parametrize(
    ("links", "no_adapter", "no_gateway", "offline"),
    [
        ((CABLE,), PASS, PASS, PASS),
        ((Link("wlan0", True, False),), PASS, WARN, WARN),
        ((Link("eth0", False, False),), WARN, WARN, WARN),
        ((Link("docker0", True, False), Link("virbr0", True, False)), WARN, WARN, WARN),
        ((), WARN, WARN, WARN),
    ],
)
def test_adapters(
    links: tuple[Link, ...], no_adapter: Verdict, no_gateway: Verdict, offline: Verdict
) -> None:
    facts = pc(links=links)
    found = [judged(check, facts).verdict for check in (NO_ADAPTER, NO_GATEWAY, OFFLINE)]
    assert found == [no_adapter, no_gateway, offline]


@pytest.mark.parametrize(
    ("state", "verdict", "words"),
    [
        ("full", PASS, ""),
        ("unknown", PASS, ""),
        ("limited", WARN, "does not lead to the internet"),
        ("portal", WARN, "browser"),
        ("none", WARN, "not connected"),
    ],
)
def test_what_network_manager_knows_is_believed(state: str, verdict: Verdict, words: str) -> None:
    finding = judged(OFFLINE, pc(connectivity=state))
    assert finding.verdict is verdict
    assert words in finding.summary


@pytest.mark.parametrize(
    ("name", "up", "verdict"),
    [
        ("tun0", True, WARN),
        ("wg-office", True, WARN),
        ("tailscale0", True, WARN),
        ("tun0", False, PASS),
        ("tunl0", True, PASS),
        ("eth1", True, PASS),
    ],
)
def test_a_vpn_is_known_by_its_interface(name: str, up: bool, verdict: Verdict) -> None:
    finding = judged(VPN, pc(links=(CABLE, Link(name, up, False))))
    assert finding.verdict is verdict


def test_nodes_need_a_name_server_with_an_ipv4_address() -> None:
    assert judged(DNS, pc(resolver=ONLY_IPV6)).verdict is WARN
    assert judged(DNS, pc(resolver=())).verdict is WARN
    both = (*ONLY_IPV6, IPv4Address("127.0.0.53"))
    assert judged(DNS, pc(resolver=both)).verdict is PASS
    named = cluster(dns=("192.168.1.53",))
    assert judged(DNS, pc(resolver=()), named).verdict is PASS


def test_a_proxy_of_the_pc_is_to_be_named_in_the_cluster_file() -> None:
    finding = judged(PROXY, pc(proxy=BY_PROXY))
    assert finding.verdict is WARN
    assert "http://proxy:3128" in finding.remedy
    named = cluster(proxy={"http": "http://proxy:3128"})
    assert judged(PROXY, pc(proxy=BY_PROXY), named).verdict is PASS


@pytest.mark.parametrize(
    ("check", "facts"),
    [
        (NO_GATEWAY, pc(links=())),
        (OFFLINE, pc(links=(), connectivity="none")),
        (DNS, pc(resolver=())),
        (PROXY, pc(proxy=BY_PROXY)),
    ],
)
def test_a_pc_without_a_way_out_is_fine_where_nodes_shall_not_get_out(
    check: Check, facts: Facts
) -> None:
    assert judged(check, facts, cluster(outbound="deny")).verdict is SKIP
