from __future__ import annotations

from ipaddress import IPv4Network

import pytest

from installer.config.free import cluster_networks, free_network, free_port, subnets
from installer.errors import NotEligible

PRIVATE = ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")


def nets(*texts: str) -> list[IPv4Network]:
    return [IPv4Network(text) for text in texts]


@pytest.mark.parametrize(
    ("used", "port"),
    [
        (set(), 6443),
        ({2222}, 6443),
        ({6443}, 16443),
        ({6443, 16443, 26443}, 36443),
        ({6443, 16443, 26443, 36443, 46443, 56443}, 20000),
        ({6443, 16443, 26443, 36443, 46443, 56443, 20000}, 20001),
    ],
)
def test_the_usual_port_is_taken_or_one_like_it(used: set[int], port: int) -> None:
    assert free_port(6443, used) == port


def test_a_pc_without_a_free_port_is_not_eligible() -> None:
    with pytest.raises(NotEligible, match="no free network port"):
        free_port(6443, range(1, 65536))


def test_the_first_candidate_without_overlap_is_taken() -> None:
    candidates = nets("192.168.1.0/24", "192.168.2.0/24", "192.168.3.0/24")
    taken = nets("192.168.1.128/25", "192.168.2.0/23")
    assert free_network(nets("10.0.0.0/24"), taken, purpose="x") == IPv4Network("10.0.0.0/24")
    with pytest.raises(NotEligible, match="no private network is left for pods"):
        free_network(candidates, taken, purpose="pods")
    assert free_network(candidates, taken[:1], purpose="x") == candidates[1]


@pytest.mark.parametrize("route", ["0.0.0.0/0", "0.0.0.0/1", "128.0.0.0/1"])
def test_a_route_to_everywhere_takes_no_network(route: str) -> None:
    first = next(subnets())
    assert free_network(subnets(), nets(route), purpose="x") == first


@pytest.mark.parametrize("left", PRIVATE)
def test_one_free_private_block_is_enough_for_a_node(left: str) -> None:
    taken = nets(*(block for block in PRIVATE if block != left))
    assert free_network(subnets(), taken, purpose="x").subnet_of(IPv4Network(left))


@pytest.mark.parametrize("left", [*PRIVATE, "100.64.0.0/10"])
def test_one_free_block_is_enough_for_pods(left: str) -> None:
    blocks = (*PRIVATE, "100.64.0.0/10")
    taken = nets(*(block for block in blocks if block != left))
    found = free_network(cluster_networks("10.244.0.0/16"), taken, purpose="x")
    assert found.subnet_of(IPv4Network(left))
