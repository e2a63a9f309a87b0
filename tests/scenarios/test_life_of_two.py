"""The life of a cluster of two nodes: they are looked at, changed and brought back together."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from installer.accelerator import Accelerator
from installer.config.model import EdgeCluster
from installer.engine.access import power, restart
from installer.engine.health import RungState
from installer.engine.resize import Wish, resize
from installer.engine.session import Session
from installer.engine.snapshots import list_snapshots, return_to_snapshot, take_snapshot
from installer.engine.status import cluster_status
from installer.errors import UsageError, VmNotStarted
from installer.hypervisors.base import VmSpec
from installer.simulator.hypervisor import SimHypervisor
from installer.simulator.scenario import Scenario
from installer.simulator.state import load_state
from installer.simulator.world import SimWorld
from installer.steps.context import Environment
from installer.units import GIB, Size
from tests.helpers.simulated import demo_config, session_in

LARGER = Size(40 * GIB)
FIRST, SECOND = "demo-node", "demo-node-2"
ENVIRONMENT = Environment(
    owner="51310000000000000000000000000000",
    accelerator=Accelerator.KVM,
    firmware_code="/firmware/CODE.fd",
    firmware_variables="/firmware/VARS.fd",
    kubernetes_version="v1.34.4",
    images=(),
    bundle="/media/bundle",
)


class _FailsAtTheSecond(SimHypervisor):
    async def return_to_snapshot(self, vm: VmSpec, label: str) -> None:
        if vm.name == SECOND:
            raise VmNotStarted("The disk was in use.")
        await super().return_to_snapshot(vm, label)


def _config() -> EdgeCluster:
    content = demo_config().model_dump(mode="json", by_alias=True)
    [first] = content["spec"]["nodes"]
    content["spec"]["nodes"] = [first, {**first, "name": SECOND, "role": "worker"}]
    content["spec"]["network"]["lan"] = "10.91.7.0/24"
    return EdgeCluster.model_validate(content)


async def _two_nodes(folder: Path) -> tuple[Session, SimWorld]:
    """A PC on which a cluster of two nodes is installed and runs."""
    session, world = session_in(folder, Scenario(title="x"))
    with session.locked("demo") as run:
        run.begin(_config(), ENVIRONMENT, [])
        async with run.context() as context:
            for node in context.config.spec.nodes:
                await context.hypervisor.create(
                    context.vm(node),
                    image=folder,
                    root_size=Size(GIB),
                    data_size=node.data_disk,
                    report=lambda _: None,
                )
        run.journal.append("finished")
        run.paths.kubeconfig.write_text("kind: Config")
    with world.change() as state:
        for vm in state.vms.values():
            vm.node.cloud_init_off = True
        state.vms[FIRST].node.jobs_done.append("kubeadm-init")
        state.vms[SECOND].node.jobs_done.append("kubeadm-join")
    await restart(session, "demo")
    await world.clock.sleep(60)
    return session, world


async def test_each_node_has_its_ladder_and_only_the_first_shows_the_name_service(
    tmp_path: Path,
) -> None:
    session, world = await _two_nodes(tmp_path)
    first, second = (await cluster_status(session, "demo", ladder=True)).ladders
    assert (first.node, len(first.rungs), first.failed) == (FIRST, 6, None)
    assert (second.node, len(second.rungs), second.failed) == (SECOND, 5, None)
    with world.change() as state:
        state.vms[SECOND].running = False
    first, second = (await cluster_status(session, "demo", ladder=True)).ladders
    assert first.failed is None
    assert second.failed is not None
    assert second.failed.name == "vm"
    assert [rung.state for rung in second.rungs[1:]] == [RungState.NOT_LOOKED_AT] * 4


async def test_with_several_nodes_the_one_that_shall_change_must_be_named(tmp_path: Path) -> None:
    session, _ = await _two_nodes(tmp_path)
    with pytest.raises(UsageError) as caught:
        await resize(session, "demo", Wish(data_disk=LARGER))
    assert SECOND in caught.value.advice
    await resize(session, "demo", Wish(node=SECOND, data_disk=LARGER))
    vms = load_state(tmp_path).vms
    assert vms[SECOND].node.file_system_size == LARGER
    assert vms[FIRST].data_size < LARGER
    first, second = session.look("demo").config().spec.nodes
    assert (first.data_disk < LARGER, second.data_disk) == (True, LARGER)


async def test_nodes_that_were_stopped_before_a_snapshot_stay_so(tmp_path: Path) -> None:
    session, world = await _two_nodes(tmp_path)
    with world.change() as state:
        state.vms[SECOND].running = False
    await take_snapshot(session, "demo", "a")
    vms = load_state(tmp_path).vms
    assert (vms[FIRST].running, vms[SECOND].running) == (True, False)
    assert all("a" in vm.snapshots for vm in vms.values())


async def test_a_return_that_fails_at_the_second_node_blocks_both_until_it_ended(
    tmp_path: Path,
) -> None:
    session, world = await _two_nodes(tmp_path)
    await take_snapshot(session, "demo", "a")
    for node in (FIRST, SECOND):
        await resize(session, "demo", Wish(node=node, data_disk=LARGER))
    broken = dataclasses.replace(
        session.world, hypervisor=lambda root, environment: _FailsAtTheSecond(world)
    )
    with pytest.raises(VmNotStarted):
        await return_to_snapshot(Session(broken, tmp_path), "demo", "a")
    assert load_state(tmp_path).vms[FIRST].data_size < LARGER
    assert not any(vm.running for vm in load_state(tmp_path).vms.values())
    with pytest.raises(UsageError):
        await power(session, "demo", on=True)
    await return_to_snapshot(session, "demo", "a")
    vms = load_state(tmp_path).vms
    assert all(vm.running and vm.data_size < LARGER for vm in vms.values())
    assert all(node.data_disk < LARGER for node in session.look("demo").config().spec.nodes)


async def test_a_snapshot_that_one_node_has_lost_is_not_whole_and_no_way_back(
    tmp_path: Path,
) -> None:
    session, world = await _two_nodes(tmp_path)
    await take_snapshot(session, "demo", "a")
    with world.change() as state:
        state.vms[SECOND].snapshots.clear()
    [held] = await list_snapshots(session, "demo")
    assert not held.whole
    with pytest.raises(UsageError):
        await return_to_snapshot(session, "demo", "a")
    assert all(vm.running for vm in load_state(tmp_path).vms.values())
