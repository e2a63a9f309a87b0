"""What a cluster file means for its virtual machines and for the distribution."""

from __future__ import annotations

from typing import Any

import pytest

from installer.accelerator import Accelerator
from installer.adapter_kind import AdapterKind
from installer.config.model import EdgeCluster
from installer.distributions.base import NodeSettings
from installer.engine.proposal import default_cluster
from installer.hypervisors.base import PortForward, VmSpec
from installer.steps.context_nodes import node_settings, vm_spec
from installer.units import MIB, Size

OWNER = "5f3c9a00-0000-4000-8000-000000000000"
ADAPTERS = {"eth0": AdapterKind.CARD, "br0": AdapterKind.BRIDGE}
EXTERNAL = {"adapter": "eth0", "subnet": "203.0.113.0/26", "gateway": "203.0.113.1"}


def _config(count: int = 3, **spec: Any) -> EdgeCluster:
    document = default_cluster("shop").model_dump(mode="json", by_alias=True)
    [node] = document["spec"]["nodes"]
    document["spec"]["nodes"] = [node | {"name": f"n{number}"} for number in range(1, count + 1)]
    for each in document["spec"]["nodes"]:
        each.pop("role")
    network = {"sshPort": 2300, "apiPort": 6500, "subnet": "10.91.0.0/24"}
    network |= {"lan": "10.92.0.0/24"} if count > 1 else {}
    document["spec"]["network"] |= network | spec.pop("network", {})
    for number, changes in spec.pop("nodes", {}).items():
        document["spec"]["nodes"][number] |= changes
    document["spec"] |= spec
    return EdgeCluster.model_validate(document)


def _vms(config: EdgeCluster) -> list[VmSpec]:
    return [
        vm_spec(config, node, owner=OWNER, accelerator=Accelerator.KVM, adapters=ADAPTERS)
        for node in config.spec.nodes
    ]


def _settings(config: EdgeCluster) -> list[NodeSettings]:
    return [node_settings(config, node, version="v1", images=("i",)) for node in config.spec.nodes]


def test_a_node_that_is_alone_has_one_card_and_the_address_of_its_own_network() -> None:
    config = _config(1)
    [vm], [settings] = _vms(config), _settings(config)
    assert vm.lan is None
    assert settings.address == "10.91.0.10"
    assert (settings.nodes, settings.servers, settings.peers) == (1, 1, {})


def test_nodes_know_each_other_by_the_network_between_them() -> None:
    config = _config(nodes={2: {"address": "10.92.0.77"}})
    first, second, third = _settings(config)
    assert [s.address for s in (first, second, third)] == ["10.92.0.10", "10.92.0.11", "10.92.0.77"]
    assert list(second.peers.items()) == [("n1", "10.92.0.10"), ("n3", "10.92.0.77")]
    assert [s.index for s in (first, second, third)] == [0, 1, 2]
    assert [s.role for s in (first, second, third)] == ["server", "worker", "worker"]
    assert {(s.nodes, s.servers) for s in (first, second, third)} == {(3, 1)}


def test_the_pc_reaches_each_node_by_a_port_and_the_api_at_the_first() -> None:
    first, second, third = _vms(_config())
    assert first.forwards == (PortForward(2300, 22), PortForward(6500, 6443))
    assert second.forwards == (PortForward(2301, 22),)
    assert third.forwards == (PortForward(2302, 22),)


def test_a_published_port_leads_to_the_node_that_it_names_or_to_the_first() -> None:
    ports = [{"host": 8080, "node": 80}, {"host": 8081, "node": 80, "nodeName": "n3"}]
    found = [
        [f.host_port for f in vm.forwards[1:]] for vm in _vms(_config(network={"ports": ports}))
    ]
    assert found == [[6500, 8080], [], [8081]]


@pytest.mark.parametrize("count", [2, 7])
def test_every_card_has_a_hardware_address_of_its_own(count: int) -> None:
    vms = _vms(_config(count))
    cards = [vm.mac for vm in vms] + [vm.lan.mac for vm in vms if vm.lan]
    assert len(set(cards)) == 2 * count
    # Even in its first octet: of one card, not of a group.
    assert all(card.startswith("52:54:00:5f:3c:") for card in cards)


def test_a_stated_hardware_address_wins() -> None:
    vms = _vms(_config(nodes={1: {"mac": "02:00:5E:00:00:01"}}))
    assert vms[1].mac == "02:00:5e:00:00:01"
    assert vms[0].mac != vms[1].mac


def test_all_machines_see_the_network_between_them_alike() -> None:
    lans = [vm.lan.members for vm in _vms(_config()) if vm.lan]
    assert lans == [("n1", "n2", "n3")] * 3


def _outside(**first: str) -> EdgeCluster:
    """Two nodes in an external network, the second one in a further network as well."""
    further = {"name": "m", "adapter": "br0", "subnet": "172.30.0.0/24", "vlan": 20, "mtu": 1400}
    further["addresses"] = {"n2": "172.30.0.12"}
    network = {"lan": None, "external": EXTERNAL, "secondary": [further]}
    nodes = {0: {"address": "203.0.113.10", **first}, 1: {"address": "203.0.113.11"}}
    return _config(2, network=network, nodes=nodes)


def test_nodes_in_an_external_network_know_each_other_by_their_addresses_there() -> None:
    first, second = _settings(_outside())
    assert (first.address, second.address) == ("203.0.113.10", "203.0.113.11")
    assert first.peers == {"n2": "203.0.113.11"}


def test_a_machine_has_a_card_in_each_network_of_its_node() -> None:
    first, second = _vms(_outside())
    assert first.lan is None
    assert [(card.name, card.adapter, card.kind) for card in first.cards] == [
        ("ext0", "eth0", AdapterKind.CARD)
    ]
    ext, net = second.cards
    assert (net.name, net.adapter, net.kind) == ("net1", "br0", AdapterKind.BRIDGE)
    assert (ext.vlan, ext.mtu, net.vlan, net.mtu) == (None, 1500, 20, 1400)


def test_cards_that_others_see_have_hardware_addresses_of_their_own() -> None:
    cards = [card.mac for vm in _vms(_outside()) for card in vm.cards]
    assert len(set(cards)) == 3
    assert all(len(card) == len("52:54:00:00:00:00") for card in cards)
    assert all(card.startswith("52:54:") for card in cards)


def test_a_stated_hardware_address_is_that_in_the_external_network() -> None:
    first, second = _vms(_outside(mac="02:00:5e:00:00:01"))
    assert first.cards[0].mac == "02:00:5e:00:00:01"
    assert first.mac.startswith("52:54:00:")
    assert second.cards[0].mac != first.cards[0].mac


def test_what_the_file_says_of_kubernetes_reaches_the_distribution() -> None:
    config = _config(
        nodes={1: {"labels": {"zone": "back"}, "taints": ["a=b:NoSchedule"]}},
        secretEncryption=True,
        logSize="50MiB",
        registries={"mirrors": {"docker.io": ["https://m:5000"]}},
    )
    first, second, _ = _settings(config)
    assert (first.labels, first.taints) == ({}, ())
    assert (second.labels, second.taints) == ({"zone": "back"}, ("a=b:NoSchedule",))
    assert second.encrypt_secrets
    assert second.log_size == Size(50 * MIB)
    assert second.registries.mirrors == {"docker.io": ("https://m:5000",)}
    assert second.registries.certificate_authority == ""
