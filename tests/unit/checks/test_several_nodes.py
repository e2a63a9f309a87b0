"""Checks that add up what several nodes of one PC ask for."""

from __future__ import annotations

from ipaddress import IPv4Network, ip_address

import pytest

from installer.checks.base import Check, Verdict
from installer.checks.cpu_count import CHECK as CPU_COUNT
from installer.checks.disk_free import CHECK as DISK_FREE
from installer.checks.host_memory import CHECK as HOST_MEMORY
from installer.checks.host_memory_headroom import CHECK as HEADROOM
from installer.checks.net_subnet_overlap import CHECK as OVERLAP
from installer.checks.port_conflict import CHECK as CONFLICT
from installer.checks.port_privileged import CHECK as PRIVILEGED
from installer.config.model import EdgeCluster, Metadata, Network, Node, Spec
from installer.facts.disk import Disk
from installer.facts.memory import Memory
from installer.facts.ports import Listener, Ports
from installer.facts.processors import Processors
from installer.facts.rights import Rights
from installer.facts.routes import Route
from installer.units import GIB, MIB, Size
from tests.unit.checks.pc import judged, pc

PASS, SKIP, WARN, FAIL = Verdict.PASS, Verdict.SKIP, Verdict.WARN, Verdict.FAIL


def three(distribution: str = "kubeadm", **first: object) -> EdgeCluster:
    """Three nodes with 2 processors, 2 GiB of memory and a data disk of 10 GiB each."""
    values = {"cpus": 2, "memory": Size(2 * GIB), "data_disk": Size(10 * GIB)}
    nodes = tuple(
        Node(name=name, role=role, **(values | (first if name == "b" else {})))
        for name, role in (("a", "server"), ("b", "server"), ("c", "server"))
    )
    network = Network(
        subnet="192.168.219.0/24",
        lan="172.29.219.0/24",
        pod_cidr="10.244.0.0/16",
        service_cidr="10.96.0.0/16",
    )
    spec = Spec(distribution=distribution, nodes=nodes, network=network)
    return EdgeCluster(metadata=Metadata(name="shop"), spec=spec)


@pytest.mark.parametrize(
    ("free", "fits", "headroom"),
    [
        (6 * GIB - 1, FAIL, SKIP),
        (6 * GIB, PASS, FAIL),
        (6 * GIB + 1536 * MIB, PASS, PASS),
    ],
)
def test_memory_is_that_of_all_nodes(free: int, fits: Verdict, headroom: Verdict) -> None:
    facts = pc(memory=Memory(Size(64 * GIB), Size(free)))
    assert judged(HOST_MEMORY, facts, three()).verdict is fits
    assert judged(HEADROOM, facts, three()).verdict is headroom


@pytest.mark.parametrize(("there", "verdict"), [(1, FAIL), (5, WARN), (6, PASS)])
def test_processors_are_those_of_all_nodes(there: int, verdict: Verdict) -> None:
    processors = Processors(there, "Some CPU", virtualization=True, hypervisor=False)
    assert judged(CPU_COUNT, pc(processors=processors), three()).verdict is verdict


def test_every_server_of_kubeadm_needs_two_processors() -> None:
    finding = judged(CPU_COUNT, pc(), three(cpus=1))
    assert finding.verdict is FAIL
    assert finding.remedy == "Give 2 processors or more to b."
    assert judged(CPU_COUNT, pc(), three("k3s", cpus=1)).verdict is PASS


@pytest.mark.parametrize(("free", "verdict"), [(60 * GIB - 1, FAIL), (60 * GIB, PASS)])
def test_disk_space_is_that_of_all_nodes(free: int, verdict: Verdict) -> None:
    facts = pc(disk=Disk(Size(free), "ext4", "/"))
    assert judged(DISK_FREE, facts, three()).verdict is verdict


def test_the_network_between_the_nodes_may_not_be_one_of_the_pc() -> None:
    facts = pc(routes=(Route(IPv4Network("172.29.0.0/16"), "tun7"),))
    finding = judged(OVERLAP, facts, three())
    assert list(finding.evidence) == ["spec.network.lan"]


@pytest.mark.parametrize(
    ("port", "field"),
    [
        (2222, "spec.network.sshPort"),
        (2223, "spec.network.sshPort + 1"),
        (2224, "spec.network.sshPort + 2"),
        (2225, None),
    ],
)
def test_the_ssh_ports_of_all_nodes_must_be_free(port: int, field: str | None) -> None:
    listeners = frozenset({Listener("tcp", ip_address("127.0.0.1"), port)})
    finding = judged(CONFLICT, pc(ports=Ports(listeners)), three())
    assert list(finding.evidence) == ([field] if field else [])


@pytest.mark.parametrize("check", [CONFLICT, PRIVILEGED, OVERLAP, CPU_COUNT, HOST_MEMORY])
def test_a_good_pc_carries_three_nodes(check: Check) -> None:
    assert judged(check, pc(), three()).verdict is PASS


def test_ports_of_further_nodes_are_never_lower_than_that_of_the_first() -> None:
    rights = Rights(1000, ("shop",), "/state", writable=True, lowest_port=2223)
    assert list(judged(PRIVILEGED, pc(rights=rights), three()).evidence) == ["spec.network.sshPort"]
