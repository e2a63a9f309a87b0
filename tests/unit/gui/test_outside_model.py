"""Nodes in the network around this PC: proposals, adapters, judgements."""

from __future__ import annotations

from pathlib import Path

from gui.viewmodels.draft import NETWORK
from gui.viewmodels.wizard import WizardModel
from installer.simulator.description import SimulatedAdapter, SimulatedPc
from installer.simulator.scenario import Scenario
from tests.helpers.wizard import settled, wizard_in

CABLE = SimulatedAdapter(name="br0", kind="bridge", addresses=("192.168.20.5/24",))
WIFI = SimulatedAdapter(name="wlan0", kind="wifi", addresses=("192.168.30.7/24",))
UNPLUGGED = SimulatedAdapter(name="eth1", up=False)
TAKEN = ("192.168.20.254",)


async def looked(
    folder: Path, *adapters: SimulatedAdapter, neighbours: tuple[str, ...] = ()
) -> WizardModel:
    pc = SimulatedPc(adapters=adapters, neighbours=neighbours)
    model = wizard_in(folder, Scenario(title="x", pc=pc))
    model.check.look()
    await settled(model)
    return model


def was_asked(model: WizardModel) -> bool:
    """Whether somebody asked around for the addresses as they are now."""
    return not model.setup.must_look_again


async def test_a_whole_valid_set_is_proposed_and_taken_back(tmp_path: Path) -> None:
    model = await looked(tmp_path, CABLE, neighbours=TAKEN)
    before = model.setup.draft.config
    model.network.outside.turn(on=True)
    config = model.setup.draft.config
    assert config is not None, model.setup.draft.problems
    external = config.spec.network.external
    assert external is not None
    assert (external.adapter, str(external.subnet)) == ("br0", "192.168.20.0/24")
    assert str(config.spec.nodes[0].address) == "192.168.20.253"
    assert not model.network.hindrance
    assert model.network.addresses["node"] == "192.168.20.253"
    model.network.outside.turn(on=False)
    assert model.setup.draft.config == before


async def test_adapters_that_cannot_carry_nodes_say_why(tmp_path: Path) -> None:
    model = await looked(tmp_path, WIFI, UNPLUGGED, CABLE)
    items = {item.name: item for item in model.network.outside.adapters}
    assert items["br0"].reason == ""
    assert "192.168.20.5/24" in items["br0"].text
    assert "cable" in items["wlan0"].reason
    assert "cable" in items["eth1"].reason
    assert next(iter(items)) == "br0"


async def test_with_wifi_only_nodes_stay_inside(tmp_path: Path) -> None:
    model = await looked(tmp_path, WIFI)
    assert "Wi-Fi" in model.network.outside.hindrance
    model.network.outside.turn(on=True)
    assert not model.network.outside.is_on
    assert model.network.outside.failure is not None
    assert not model.network.hindrance


async def test_fields_are_judged_while_they_are_typed(tmp_path: Path) -> None:
    model = await looked(tmp_path, CABLE)
    outside = model.network.outside
    outside.turn(on=True)
    for key, text in (
        ("gateway", "10.0.0.1"),
        ("subnet", "192.168.20"),
        ("vlan", "5000"),
        ("mtu", "many"),
        ("address-0", "10.9.9.9"),
        ("first", "10.9.9.9"),
    ):
        good = outside.text(key)
        outside.type(key, text)
        assert model.network.hindrance, key
        outside.type(key, good)
        assert not model.network.hindrance, (key, model.setup.draft.problems)


async def test_a_service_range_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    model = await looked(tmp_path, CABLE)
    outside = model.network.outside
    outside.turn(on=True)
    outside.type("first", "192.168.20.240")
    assert model.network.hindrance
    outside.type("last", "192.168.20.245")
    assert not model.network.hindrance, model.setup.draft.problems
    outside.type("first", "")
    outside.type("last", "")
    assert model.setup.draft.get(f"{NETWORK}.loadBalancer") is None


async def test_a_further_node_gets_the_next_address(tmp_path: Path) -> None:
    model = await looked(tmp_path, CABLE)
    model.network.outside.turn(on=True)
    model.network.outside.type("address-0", "192.168.20.100")
    model.resources.choose(0, "memory", 0)
    model.resources.add()
    assert model.network.outside.text("address-1") == "192.168.20.101"
    assert model.setup.draft.config is not None, model.setup.draft.problems


async def test_whether_an_address_is_taken_is_asked_before_the_review(tmp_path: Path) -> None:
    model = await looked(tmp_path, CABLE, neighbours=("192.168.20.77",))
    model.network.outside.turn(on=True)
    model.network.outside.type("address-0", "192.168.20.77")
    assert not was_asked(model)
    model.review.enter()
    await settled(model)
    assert was_asked(model)
    assert "192.168.20.77" in model.network.outside.problem("address-0")
    assert model.review.hindrance
    model.network.find_free()
    model.review.enter()
    await settled(model)
    assert not model.network.outside.problem("address-0")
