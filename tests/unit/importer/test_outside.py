"""What becomes of the networks outside of the PC that an imported file names."""

from __future__ import annotations

from typing import Any

import pytest

from installer.config.model import Network
from installer.importer.translation import Translation, translate
from tests.unit.importer.cases import changed

SCALABLE, FURTHER = "14-scalable-k3s-first", "56-secondary-nic-no-gateway"


def _changed(name: str, **node: Any) -> Translation:
    """A case with changes of its first node; `connection` are changes beside the node."""
    connection = node.pop("connection", {})

    def change(document: dict[str, Any]) -> None:
        machine = document["Machines"][0]
        machine["LinuxNode"].update(node)
        machine.setdefault("NetworkConnection", {}).update(connection)

    return translate(changed(change, name))


def _network(translation: Translation) -> Network:
    assert translation.cluster is not None, translation.reasons
    return translation.cluster.spec.network


def test_a_scalable_cluster_stays_in_the_network_of_the_house() -> None:
    translation = _changed(SCALABLE, connection={"Mtu": 1400})
    external = _network(translation).external
    assert external is not None
    assert (external.adapter, str(external.subnet)) == ("Ethernet", "172.20.1.0/24")
    assert (str(external.gateway), external.vlan, external.mtu) == ("172.20.1.1", None, 1400)
    for told in ("external switch", "gateway of your network", "MTU of the network"):
        assert not any(f"no counterpart in this version: {told}" in n for n in translation.notes)


def test_an_mtu_that_is_out_of_bounds_becomes_the_usual_one() -> None:
    translation = _changed(SCALABLE, connection={"Mtu": 100})
    external = _network(translation).external
    assert external is not None
    assert external.mtu == 1500
    assert any("at most 1500 bytes (MTU), not 100" in note for note in translation.notes)


@pytest.mark.parametrize(
    "changes",
    [
        {"Ip4Address": "172.20.2.11"},
        {"Ip4Address": "172.20.1.255"},
        {"Ip4Address": "172.20.1.1"},
        {"connection": {"AdapterName": "a/b"}},
    ],
    ids=["outside", "broadcast", "the gateway", "no adapter"],
)
def test_what_no_cluster_file_can_hold_is_told_and_left_inside_the_pc(
    changes: dict[str, Any],
) -> None:
    translation = _changed(SCALABLE, **changes)
    assert _network(translation).external is None
    assert any("a network inside the PC" in note for note in translation.notes)


def test_further_networks_are_kept_with_the_name_of_their_switch() -> None:
    translation = _changed(FURTHER)
    [further] = _network(translation).secondary
    assert (further.name, further.adapter, str(further.subnet)) == (
        "internal",
        "INTERNAL",
        "192.168.175.0/24",
    )
    assert further.gateway is None
    assert [str(address) for address in further.addresses.values()] == ["192.168.175.10"]
    assert not any("further networks:" in note for note in translation.notes)


def test_switches_whose_names_become_the_same_get_names_apart() -> None:
    entry = {"Ip4Address": "192.168.176.10", "Ip4PrefixLength": 24, "Ip4GatewayAddress": None}
    first = entry | {"VMSwitchName": "Hall 1"}
    second = entry | {"VMSwitchName": "hall-1", "Ip4Address": "192.168.177.10"}
    further = _network(_changed(FURTHER, SecondaryNetworks=[first, second])).secondary
    assert [network.name for network in further] == ["hall-1", "network-2"]


def test_a_further_network_without_an_address_is_told_and_left_out() -> None:
    translation = _changed(FURTHER, SecondaryNetworks=[{"VMSwitchName": "INTERNAL"}])
    assert _network(translation).secondary == ()
    assert any("further networks: switch INTERNAL" in note for note in translation.notes)
