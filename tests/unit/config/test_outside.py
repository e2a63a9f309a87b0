from __future__ import annotations

import pytest

from installer.config.load import parse_config
from installer.config.model import EdgeCluster, Spec
from installer.config.network import MAX_SECONDARY
from tests.unit.config.samples import FULL, GOOD

EXTERNAL = """\
    external:
      adapter: enp3s0
      subnet: 203.0.113.0/24
      gateway: 203.0.113.1
"""
SECOND = """\
    - name: till
      cpus: 1
      memory: 2GiB
      dataDisk: 10GiB
      address: 203.0.113.11
"""


def _external(more: str = "") -> EdgeCluster:
    """Two nodes in an external network; `more` are further lines of the network."""
    first = "dataDisk: 20GiB\n      address: 203.0.113.10\n"
    text = GOOD.replace("dataDisk: 20GiB\n", first + SECOND)
    return parse_config(f"{text}{EXTERNAL}{more}", "text")


def _peers(spec: Spec) -> list[str]:
    return [str(spec.peer_address(node)) for node in spec.nodes]


def test_nodes_in_an_external_network_need_no_other_one_between_them() -> None:
    spec = _external().spec
    assert spec.network.lan is None
    assert _peers(spec) == ["203.0.113.10", "203.0.113.11"]


def test_an_external_network_has_no_vlan_and_usual_packets_unless_told() -> None:
    external = _external().spec.network.external
    assert external is not None
    assert (external.vlan, external.mtu) == (None, 1500)


def test_the_name_servers_stay_those_of_this_pc_unless_told() -> None:
    assert _external().spec.network.dns == ()


def test_every_key_of_outside_networks_arrives() -> None:
    network = parse_config(FULL, "text").spec.network
    assert network.external is not None
    assert (network.external.adapter, network.external.vlan) == ("enp3s0", 20)
    (machines,) = network.secondary
    assert (machines.name, str(machines.gateway), machines.mtu) == ("machines", "172.30.0.1", 9000)
    assert {name: str(address) for name, address in machines.addresses.items()} == {
        "till": "172.30.0.21"
    }


def test_further_networks_may_leave_nodes_out_and_have_no_router() -> None:
    entry = "{name: m%d, adapter: br%d, subnet: 172.30.%d.0/24, addresses: {till: 172.30.%d.5}}"
    entries = ", ".join(entry % ((number,) * 4) for number in range(MAX_SECONDARY))
    secondary = _external(f"    secondary: [{entries}]\n").spec.network.secondary
    assert len(secondary) == MAX_SECONDARY
    assert {network.gateway for network in secondary} == {None}


def test_a_file_with_outside_networks_reads_back_the_same() -> None:
    cluster = parse_config(FULL, "text")
    assert parse_config(cluster.to_yaml(), "text") == cluster


@pytest.mark.parametrize("adapter", ["enp3s0.20", "wlan0", "Ethernet 2", "vEthernet (shop)"])
def test_adapters_are_named_as_linux_and_windows_name_them(adapter: str) -> None:
    text = FULL.replace("adapter: enp3s0", f"adapter: {adapter}")
    external = parse_config(text, "text").spec.network.external
    assert external is not None
    assert external.adapter == adapter


@pytest.mark.parametrize(("nodes", "pods"), [(1, 24), (2, 23), (15, 20)])
def test_a_network_of_pods_with_a_part_for_each_node_is_taken(nodes: int, pods: int) -> None:
    further = "".join(
        f"    - {{name: n{number}, cpus: 1, memory: 2GiB, dataDisk: 10GiB}}\n"
        for number in range(nodes - 1)
    )
    text = GOOD.replace("  network:\n", f"{further}  network:\n    lan: 172.29.0.0/24\n")
    spec = parse_config(text.replace("10.244.0.0/16", f"10.244.0.0/{pods}"), "text").spec
    assert len(spec.nodes) == nodes
