from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network

import pytest
from hypothesis import given
from pydantic import ValidationError

from installer.config.load import parse_config
from installer.config.model import EdgeCluster, Network, Node, PublishedPort
from installer.units import GIB, Size
from tests.unit.config.samples import GOOD, good_network_with, good_with
from tests.unit.config.strategies import clusters


@given(clusters)
def test_a_cluster_survives_the_way_to_text_and_back(cluster: EdgeCluster) -> None:
    assert parse_config(cluster.to_yaml(), "text") == cluster


@given(clusters)
def test_a_cluster_survives_json_and_a_plain_dump(cluster: EdgeCluster) -> None:
    assert EdgeCluster.model_validate_json(cluster.model_dump_json(by_alias=True)) == cluster
    assert EdgeCluster.model_validate(cluster.model_dump()) == cluster


def test_the_smallest_file_gets_the_usual_values() -> None:
    cluster = parse_config(GOOD, "text")
    network = cluster.spec.network
    assert (cluster.name, cluster.spec.version, cluster.spec.autostart) == ("shop-1", None, True)
    assert (network.api_port, network.ssh_port, network.outbound) == (6443, 2222, "allow")
    assert (network.dns, network.proxy, network.ports) == ((), None, ())


def test_values_have_their_own_types() -> None:
    node = parse_config(GOOD, "text").spec.nodes[0]
    assert isinstance(node.memory, Size)
    assert (node.memory, node.data_disk) == (4 * GIB, 20 * GIB)


def test_text_holds_sizes_and_networks_as_people_write_them() -> None:
    text = parse_config(good_with(("4GiB", "4096 MB")), "text").to_yaml()
    assert "memory: 4GiB\n" in text
    assert "subnet: 192.168.219.0/24\n" in text
    assert "null" not in text


def test_a_published_port_listens_on_this_pc_alone_unless_told() -> None:
    port = PublishedPort(host=8080, node=80)
    assert (port.protocol, port.address) == ("tcp", IPv4Address("127.0.0.1"))


@pytest.mark.parametrize("subnet", ["10.1.0.0/16", "172.31.255.0/24", "192.168.1.64/27"])
def test_the_addresses_of_a_subnet_follow_qemu(subnet: str) -> None:
    network = Network(subnet=subnet, pod_cidr="10.244.0.0/16", service_cidr="10.96.0.0/16")
    start = IPv4Network(subnet).network_address
    assert (network.gateway, network.name_server) == (start + 2, start + 3)
    assert (network.node_address(0), network.node_address(3)) == (start + 10, start + 13)
    assert network.node_address(0) in network.subnet


def test_a_cluster_cannot_be_changed() -> None:
    cluster = parse_config(GOOD, "text")
    with pytest.raises(ValidationError, match="frozen"):
        cluster.spec.network.api_port = 1  # type: ignore[misc]


def test_python_code_is_held_to_the_same_rules() -> None:
    with pytest.raises(ValidationError, match="this is too small"):
        Node(name="n", cpus=1, memory=Size(GIB), data_disk=Size(10 * GIB))


def test_a_validation_error_does_not_show_the_value() -> None:
    with pytest.raises(ValidationError) as caught:
        Network.model_validate({"subnet": "geheim"})
    assert "geheim" not in str(caught.value)


@pytest.mark.parametrize(
    "line",
    [
        "ports: [{host: 6443, node: 6443, protocol: udp}]",
        "ports: [{host: 53, node: 53}, {host: 53, node: 53, protocol: udp}]",
        "ports: [{host: 8080, node: 22, address: 0.0.0.0}]",
        "proxy: {http: 'http://proxy:3128'}",
        "proxy: {https: 'https://[fd00::1]:3128/', noProxy: 'localhost,.shop.local,10.0.0.0/8'}",
        "dns: [192.168.1.1, 9.9.9.9]",
        "outbound: deny",
    ],
)
def test_what_is_allowed_in_a_network_is_taken(line: str) -> None:
    parse_config(good_network_with(line), "text")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("cpus: 2", "cpus: 1"),
        ("cpus: 2", "cpus: 16"),
        ("4GiB", "2GiB"),
        ("4GiB", "2049MiB"),
        ("20GiB", "10GiB"),
        ("192.168.219.0/24", "10.0.0.0/16"),
        ("192.168.219.0/24", "172.16.0.32/27"),
        ("10.244.0.0/16", "11.0.0.0/8"),
        ("10.244.0.0/16", "10.244.7.0/24"),
        ("10.96.0.0/16", "10.96.0.0/12"),
        ("10.96.0.0/16", "10.96.0.16/28"),
        ("name: shop-1\n", "name: 1e5\n"),
        ("name: shop-1\n", f"name: {'a' * 40}\n"),
    ],
)
def test_the_edges_of_every_range_are_taken(old: str, new: str) -> None:
    parse_config(good_with((old, new)), "text")
