"""Checks of networks and ports."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, ip_address

import pytest

from installer.checks.base import Verdict
from installer.checks.net_subnet_overlap import CHECK as OVERLAP
from installer.checks.port_conflict import CHECK as CONFLICT
from installer.checks.port_privileged import CHECK as PRIVILEGED
from installer.config.model import PublishedPort
from installer.facts.ports import Listener, Ports
from installer.facts.rights import Rights
from installer.facts.routes import Route
from tests.unit.checks.pc import cluster, judged, pc

PASS, SKIP, FAIL = Verdict.PASS, Verdict.SKIP, Verdict.FAIL
SUBNET, PODS, SERVICES = (f"spec.network.{name}" for name in ("subnet", "podCidr", "serviceCidr"))


@pytest.mark.parametrize(
    ("network", "fields"),
    [
        ("192.168.1.0/24", []),
        ("192.168.219.0/24", [SUBNET]),
        ("192.168.219.77/32", [SUBNET]),
        ("192.168.0.0/16", [SUBNET]),
        ("192.168.218.0/24", []),
        ("10.244.7.0/24", [PODS]),
        ("10.96.0.0/12", [SERVICES]),
        ("10.0.0.0/8", [PODS, SERVICES]),
        ("0.0.0.0/0", []),
        ("0.0.0.0/1", []),
        ("128.0.0.0/1", []),
    ],
)
def test_a_network_of_the_pc_that_overlaps_is_found(network: str, fields: list[str]) -> None:
    finding = judged(OVERLAP, pc(routes=(Route(IPv4Network(network), "tun7"),)))
    assert list(finding.evidence) == fields
    assert finding.verdict is (FAIL if fields else PASS)
    if fields:
        assert f"{network} on tun7" in finding.summary
        assert all(field in finding.remedy for field in fields)


def test_every_interface_is_named_when_several_overlap() -> None:
    routes = tuple(Route(IPv4Network("10.244.0.0/16"), name) for name in ("cni0", "docker0"))
    summary = judged(OVERLAP, pc(routes=routes)).summary
    assert "cni0" in summary
    assert "docker0" in summary


def listening(protocol: str, address: str, port: int) -> Ports:
    return Ports(frozenset({Listener(protocol, ip_address(address), port)}))


@pytest.mark.parametrize(
    ("protocol", "address", "port", "field"),
    [
        ("tcp", "127.0.0.1", 6443, "apiPort"),
        ("tcp", "0.0.0.0", 2222, "sshPort"),
        ("tcp", "::", 6443, "apiPort"),
        ("tcp", "127.0.0.1", 8443, "ports[0].host"),
        ("udp", "0.0.0.0", 5353, "ports[1].host"),
        ("udp", "192.168.1.30", 5353, "ports[1].host"),
        # Other protocols, other addresses and other ports of the PC are not in the way.
        ("udp", "0.0.0.0", 6443, ""),
        ("tcp", "0.0.0.0", 5353, ""),
        ("tcp", "192.168.1.30", 6443, ""),
        ("tcp", "::1", 6443, ""),
        ("udp", "fe80::1", 5353, ""),
        ("tcp", "0.0.0.0", 6444, ""),
    ],
)
def test_a_taken_port_is_found_with_its_field(
    protocol: str, address: str, port: int, field: str
) -> None:
    config = cluster(
        ports=(
            PublishedPort(host=8443, node=30443),
            PublishedPort(host=5353, node=53, protocol="udp", address=IPv4Address("0.0.0.0")),
        )
    )
    finding = judged(CONFLICT, pc(ports=listening(protocol, address, port)), config)
    assert finding.verdict is (FAIL if field else PASS)
    assert list(finding.evidence) == ([f"spec.network.{field}"] if field else [])
    if field:
        assert f"{protocol} {port} (spec.network.{field})" in finding.summary


def test_all_taken_ports_are_named_at_once() -> None:
    both = listening("tcp", "0.0.0.0", 6443).listeners | listening("tcp", "::", 2222).listeners
    finding = judged(CONFLICT, pc(ports=Ports(both)))
    assert set(finding.evidence) == {"spec.network.apiPort", "spec.network.sshPort"}


@pytest.mark.parametrize(
    ("user", "lowest", "verdict"),
    [(1000, 1024, FAIL), (1000, 444, FAIL), (1000, 443, PASS), (1000, 0, PASS), (0, 1024, PASS)],
)
def test_low_ports_need_root_or_the_systems_leave(user: int, lowest: int, verdict: Verdict) -> None:
    facts = pc(rights=Rights(user, (), "/srv", True, lowest))
    finding = judged(PRIVILEGED, facts, cluster(ports=(PublishedPort(host=443, node=30443),)))
    assert finding.verdict is verdict
    if verdict is FAIL:
        assert finding.evidence == {"spec.network.ports[0].host": "443"}
        assert "ip_unprivileged_port_start=443" in finding.remedy
