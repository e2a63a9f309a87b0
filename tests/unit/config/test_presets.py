from __future__ import annotations

from ipaddress import IPv4Network
from itertools import pairwise

import pytest
from hypothesis import example, given, reject
from hypothesis import strategies as st

from installer.config.model import EdgeCluster
from installer.config.presets import PRESETS, memory_headroom, preset_cluster
from installer.errors import NotEligible, UsageError
from installer.units import GIB, MIB, Size
from tests.unit.config.strategies import networks


def on_pc(
    name: str = "small", *, memory: float = 64, cpus: int = 32, disk: float = 1000, **rest: object
) -> EdgeCluster:
    """A preset on a PC with so many GiB; a roomy one unless told."""
    values: dict[str, object] = {"used_ports": frozenset(), "routes": (), **rest}
    return preset_cluster(
        name,
        memory_available=Size(memory * GIB),
        cpus=cpus,
        disk_free=Size(disk * GIB),
        **values,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("name", "sizes"),
    [
        ("small", (2, "4GiB", "20GiB")),
        ("medium", (4, "8GiB", "60GiB")),
        ("large", (8, "16GiB", "120GiB")),
    ],
)
def test_a_roomy_pc_gets_the_full_sizes(name: str, sizes: tuple[int, str, str]) -> None:
    (node,) = on_pc(name).spec.nodes
    assert (node.cpus, node.memory.exact, node.data_disk.exact) == sizes


@pytest.mark.parametrize(
    ("memory", "expected"),
    [
        (5.5, "4GiB"),
        (5.4, "3840MiB"),
        (4.0, "2560MiB"),
        (3.5, "2GiB"),
    ],
)
def test_small_shrinks_with_the_memory_of_the_pc(memory: float, expected: str) -> None:
    (node,) = on_pc("small", memory=memory).spec.nodes
    assert node.memory.exact == expected


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"memory": 3.49}, "memory"),
        ({"cpus": 1}, "CPUs"),
        ({"disk": 21.9}, "disk"),
        ({"disk": 0}, "disk"),
    ],
)
def test_a_pc_that_is_too_small_is_told_what_is_short(changes: dict[str, float], word: str) -> None:
    with pytest.raises(NotEligible) as caught:
        on_pc("small", **changes)  # type: ignore[arg-type]
    (line,) = caught.value.details.splitlines()
    assert word in line


def test_everything_that_is_short_is_told_at_once() -> None:
    with pytest.raises(NotEligible) as caught:
        on_pc("large", memory=1, cpus=1, disk=5)
    assert len(caught.value.details.splitlines()) == 3


@pytest.mark.parametrize(
    ("machines", "headroom"),
    [("2GiB", "1536MiB"), ("10GiB", "1536MiB"), ("20GiB", "3GiB"), ("100GiB", "15GiB")],
)
def test_headroom_is_a_share_with_a_minimum(machines: str, headroom: str) -> None:
    assert memory_headroom(Size.parse(machines)) == Size.parse(headroom)


# From the smallest PC that is enough, upwards.
pcs = st.fixed_dictionaries(
    {
        "memory_available": st.integers(3584, 40 * 1024).map(lambda mib: Size(mib * MIB)),
        "cpus": st.integers(2, 64),
        "disk_free": st.integers(22 * 1024, 300 * 1024).map(lambda mib: Size(mib * MIB)),
        "used_ports": st.frozensets(
            st.sampled_from([22, 2222, 6443, 12222, 16443, 22222, 26443, 80]), max_size=8
        ),
        "routes": st.lists(
            networks("10.0.0.0/8", 8, 32)
            | networks("172.16.0.0/12", 12, 32)
            | networks("192.168.0.0/16", 16, 32)
            | st.just(IPv4Network("0.0.0.0/0")),
            max_size=6,
        ).map(tuple),
    }
)
CORPORATE = {
    "memory_available": Size(8 * GIB),
    "cpus": 4,
    "disk_free": Size(100 * GIB),
    "used_ports": frozenset({6443, 2222}),
    "routes": (IPv4Network("10.0.0.0/8"), IPv4Network("192.168.0.0/16")),
}


@given(name=st.sampled_from(list(PRESETS)), pc=pcs)
@example(name="medium", pc=CORPORATE)
def test_what_is_proposed_fits_the_pc(name: str, pc: dict[str, object]) -> None:
    try:
        cluster = preset_cluster(name, **pc)  # type: ignore[arg-type]
    except NotEligible:
        reject()
    (node,), network = cluster.spec.nodes, cluster.spec.network
    memory, cpus, disk = pc["memory_available"], pc["cpus"], pc["disk_free"]
    used_ports, routes = pc["used_ports"], pc["routes"]
    assert isinstance(memory, int)
    assert isinstance(cpus, int)
    assert isinstance(disk, int)
    assert isinstance(used_ports, frozenset)
    assert isinstance(routes, tuple)
    assert node.memory + memory_headroom(node.memory) <= memory
    assert 2 <= node.cpus <= max(2, cpus - 1)
    assert node.data_disk + 8 * GIB < disk
    assert not {network.api_port, network.ssh_port} & used_ports
    for route in routes:
        if route.prefixlen:
            for own in (network.subnet, network.pod_cidr, network.service_cidr):
                assert not own.overlaps(route)


@given(pc=pcs)
def test_a_larger_preset_is_never_smaller(pc: dict[str, object]) -> None:
    try:
        nodes = [preset_cluster(n, **pc).spec.nodes[0] for n in PRESETS]  # type: ignore[arg-type]
    except NotEligible:
        reject()
    for less, more in pairwise(nodes):
        assert less.cpus <= more.cpus
        assert less.memory <= more.memory
        assert less.data_disk <= more.data_disk


def test_the_same_pc_refuses_or_takes_all_presets_alike() -> None:
    for memory in (3.49, 3.5):
        outcomes = set()
        for name in PRESETS:
            try:
                on_pc(name, memory=memory)
                outcomes.add("taken")
            except NotEligible:
                outcomes.add("refused")
        assert len(outcomes) == 1


def test_a_pc_that_reaches_every_private_network_is_not_eligible() -> None:
    routes = tuple(map(IPv4Network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")))
    with pytest.raises(NotEligible, match="left for the node") as caught:
        on_pc(routes=routes)
    assert "VPN" in caught.value.advice


def test_the_cluster_and_its_node_are_named_as_asked() -> None:
    cluster = on_pc(cluster="shop-1")
    assert (cluster.name, cluster.spec.nodes[0].name) == ("shop-1", "shop-1-node")


@pytest.mark.parametrize("distribution", ["kubeadm", "k3s"])
def test_the_distribution_is_as_asked(distribution: str) -> None:
    assert on_pc(distribution=distribution).spec.distribution == distribution


def test_the_longest_name_still_leaves_room_for_that_of_the_node() -> None:
    name = f"{'a' * 34}-{'b' * 5}"
    assert on_pc(cluster=name).spec.nodes[0].name == f"{'a' * 34}-node"


def test_a_name_that_no_cluster_can_have_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match="cannot be called 'Shop 1'"):
        on_pc(cluster="Shop 1")


def test_an_unknown_preset_is_a_usage_error_that_names_the_known_ones() -> None:
    with pytest.raises(UsageError) as caught:
        on_pc("huge")
    assert caught.value.advice == "Choose one of small, medium, large."
