"""Nodes in networks outside of the PC: installed, broken off at any moment, and taken back."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from installer.config.model import EdgeCluster
from installer.errors import ForeignResource, NotEligible, StepFailed
from installer.simulator.bundle import simulated_bundle
from installer.simulator.mishap import FOREIGN_OWNER
from installer.simulator.scenario import Scenario, load_scenario
from installer.simulator.state import load_state
from installer.simulator.trouble import PowerCut
from tests.helpers.crashes import Recording, go_back, record
from tests.helpers.long import sample
from tests.helpers.simulated import demo_config, installed_wholly, session_in, things_left

FACTORY = load_scenario("external-network")
RESTART = FACTORY.model_copy(
    update={"power_cut": PowerCut.model_validate({"line": 10_000, "then": "restart"})}
)
DEVICES = {"n1-ext0", "n2-ext0", "n2-net1"}


def _cluster(**network: Any) -> EdgeCluster:
    """Two nodes behind the card in VLAN 20; the second one in the bridge as well."""
    document = demo_config().model_dump(mode="json", by_alias=True)
    spec = document["spec"]
    [node] = spec["nodes"]
    small = node | {"cpus": 2, "memory": "2GiB", "dataDisk": "10GiB"}
    spec["nodes"] = [
        small | {"name": f"n{number}", "role": role, "address": f"192.168.30.1{number}"}
        for number, role in enumerate(("server", "worker"), start=1)
    ]
    spec["network"] |= {
        "external": {
            "adapter": "enp3s0",
            "subnet": "192.168.30.0/24",
            "gateway": "192.168.30.1",
            "vlan": 20,
        },
        "secondary": [
            {
                "name": "machines",
                "adapter": "br0",
                "subnet": "172.30.0.0/24",
                "vlan": 30,
                "mtu": 9000,
                "addresses": {"n2": "172.30.0.12"},
            }
        ],
    } | network
    return EdgeCluster.model_validate(document)


async def _install(folder: Path, scenario: Scenario, config: EdgeCluster) -> None:
    session, _ = session_in(folder, scenario)
    await session.apply(config, bundle=await simulated_bundle(folder))


async def test_each_node_gets_its_devices_and_they_are_in_the_journal(tmp_path: Path) -> None:
    await _install(tmp_path, FACTORY, _cluster())
    session, world = session_in(tmp_path, FACTORY)
    installed_wholly(tmp_path, world, _cluster())
    assert load_state(tmp_path).devices.keys() == DEVICES
    owned = [r.data for r in session.look("demo").journal.records if r.kind == "own"]
    assert {entry["ident"] for entry in owned if entry["what"] == "network device"} == DEVICES


async def test_a_stop_takes_the_devices_away_and_a_start_brings_them_back(tmp_path: Path) -> None:
    await _install(tmp_path, FACTORY, _cluster())
    session, _ = session_in(tmp_path, FACTORY)
    with session.locked("demo") as run:
        async with run.context() as context:
            for node in context.config.spec.nodes:
                await context.hypervisor.stop(context.vm(node), grace=1)
            assert load_state(tmp_path).devices == {}
            for node in context.config.spec.nodes:
                await context.hypervisor.start(context.vm(node))
    assert load_state(tmp_path).devices.keys() == DEVICES


async def _resume(recording: Recording) -> None:
    session, world = session_in(recording.folder, FACTORY)
    if session.store.begun("demo"):
        await session.resume("demo")
    else:
        bundle = await simulated_bundle(recording.folder)
        await session.apply(_cluster(), bundle=bundle)
    installed_wholly(recording.folder, world, _cluster())
    assert load_state(recording.folder).devices.keys() == DEVICES


async def _take_back(recording: Recording) -> None:
    session, world = session_in(recording.folder, FACTORY)
    if session.store.exists("demo"):
        await session.remove("demo", even_finished=True)
    assert things_left(recording.folder, world) == []


@pytest.mark.timeout(600)
@pytest.mark.parametrize("scenario", [FACTORY, RESTART], ids=["power cut", "restart"])
def test_every_moment_can_be_resumed_and_taken_back(tmp_path: Path, scenario: Scenario) -> None:
    recording = asyncio.run(record(tmp_path, FACTORY, _cluster()))
    assert recording.error is None
    for copy in sample(recording.copies, 8, offset=3):
        for way in (_resume, _take_back):
            go_back(recording, copy, scenario)
            asyncio.run(way(recording))


async def test_a_device_of_our_name_is_never_taken_nor_removed(tmp_path: Path) -> None:
    _, world = session_in(tmp_path, FACTORY)
    with world.change() as state:
        state.devices["n2-ext0"] = FOREIGN_OWNER
    with pytest.raises(StepFailed) as caught:
        await _install(tmp_path, FACTORY, _cluster())
    assert {cause.code for cause in caught.value.causes} == {ForeignResource.code}
    session, world = session_in(tmp_path, FACTORY)
    await session.remove("demo", even_finished=True)
    assert things_left(tmp_path, world) == []
    assert load_state(tmp_path).devices == {"n2-ext0": FOREIGN_OWNER}


def _external(adapter: str, address: str = "192.168.20", **more: Any) -> dict[str, Any]:
    gateway = f"{address}.1"
    return {"adapter": adapter, "subnet": f"{address}.0/24", "gateway": gateway, **more}


@pytest.mark.parametrize(
    ("network", "check"),
    [
        ({"external": _external("wlp2s0", "192.168.30")}, "net.adapter"),
        ({"external": _external("enp9s0", "192.168.30")}, "net.adapter"),
        ({"external": _external("tap0", "192.168.30")}, "net.adapter"),
        ({"external": _external("tap0", "192.168.30", vlan=20)}, "net.adapter_vlan"),
        ({"external": _external("enp3s0", "192.168.30", mtu=9000)}, "net.adapter_mtu"),
    ],
)
async def test_what_cannot_work_is_said_before_anything_happens(
    tmp_path: Path, network: dict[str, Any], check: str
) -> None:
    with pytest.raises(NotEligible) as caught:
        await _install(tmp_path, FACTORY, _cluster(**network))
    assert check in caught.value.details
    assert not (tmp_path / "demo").exists()


async def test_an_address_that_answers_is_found_before_anything_happens(tmp_path: Path) -> None:
    there = FACTORY.pc.model_copy(update={"neighbours": ("192.168.30.12",)})
    with pytest.raises(NotEligible) as caught:
        await _install(tmp_path, FACTORY.model_copy(update={"pc": there}), _cluster())
    assert "net.address_taken" in caught.value.details


async def test_a_user_who_is_no_administrator_is_told_before_anything_happens(
    tmp_path: Path,
) -> None:
    user = FACTORY.pc.model_copy(update={"user": "shop"})
    with pytest.raises(NotEligible) as caught:
        await _install(tmp_path, FACTORY.model_copy(update={"pc": user}), _cluster())
    assert "rights.adapter" in caught.value.details
