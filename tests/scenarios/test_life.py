"""A cluster long after its installation: restarted, resized, remembered and brought back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from installer.engine.access import power, restart
from installer.engine.resize import Wish, resize
from installer.engine.session import Session
from installer.engine.snapshots import (
    delete_snapshot,
    list_snapshots,
    return_to_snapshot,
    take_snapshot,
)
from installer.engine.status import cluster_status
from installer.errors import (
    Cancelled,
    ClusterUnknown,
    ConfigInvalid,
    NotEligible,
    StepFailed,
    UsageError,
)
from installer.simulator.bundle import simulated_bundle
from installer.simulator.scenario import Scenario, load_scenario
from installer.simulator.state import SimVmState, load_state
from installer.simulator.world import SimWorld
from installer.units import GIB, Size
from tests.helpers.simulated import demo_config, session_in, things_left

HAPPY = load_scenario("happy-shop")
LARGER = Size(40 * GIB)
Work = Callable[[Session], Awaitable[object]]


@pytest.fixture
async def installed(tmp_path: Path) -> tuple[Session, SimWorld]:
    session, world = session_in(tmp_path, HAPPY)
    await session.apply(demo_config(), bundle=await simulated_bundle(tmp_path))
    return session, world


def _vm(folder: Path) -> SimVmState:
    return load_state(folder).vms["demo-node"]


async def test_a_restart_ends_with_running_nodes(
    installed: tuple[Session, SimWorld], tmp_path: Path
) -> None:
    session, world = installed
    before = world.clock.monotonic()
    await restart(session, "demo")
    assert _vm(tmp_path).running
    assert world.clock.monotonic() > before


@pytest.mark.parametrize("running", [True, False])
async def test_a_larger_data_disk_is_there_for_the_node_too(
    installed: tuple[Session, SimWorld], tmp_path: Path, running: bool
) -> None:
    session, _ = installed
    await power(session, "demo", on=running)
    node = await resize(session, "demo", Wish(data_disk=LARGER))
    vm = _vm(tmp_path)
    assert (node.data_disk, vm.data_size, vm.node.file_system_size) == (LARGER,) * 3
    assert vm.running is running
    config = session.look("demo").config()
    assert config.spec.nodes[0].data_disk == LARGER
    # The cluster file with the new size is the same cluster; the old one is another.
    await session.apply(config, bundle=tmp_path)
    assert (await cluster_status(session, "demo")).unfinished_change == ""


async def test_the_same_size_again_changes_nothing(
    installed: tuple[Session, SimWorld], tmp_path: Path
) -> None:
    session, _ = installed
    await resize(session, "demo", Wish(data_disk=LARGER))
    lines = len(session.look("demo").journal.records)
    await resize(session, "demo", Wish(data_disk=LARGER))
    assert len(session.look("demo").journal.records) == lines


@pytest.mark.parametrize("running", [True, False])
async def test_processors_and_memory_come_with_a_restart(
    installed: tuple[Session, SimWorld], tmp_path: Path, running: bool
) -> None:
    session, _ = installed
    await power(session, "demo", on=running)
    await resize(session, "demo", Wish(cpus=3, memory=Size(5 * GIB)))
    vm = _vm(tmp_path)
    assert (vm.cpus, vm.memory, vm.running) == (3, 5 * GIB, running)


@pytest.mark.parametrize(
    ("wish", "error", "words"),
    [
        (Wish(data_disk=Size(10 * GIB)), UsageError, "cannot become smaller"),
        (Wish(data_disk=Size(900 * GIB)), NotEligible, "disk space"),
        (Wish(memory=Size(900 * GIB)), NotEligible, "memory"),
        (Wish(cpus=16), NotEligible, "processors"),
        (Wish(cpus=17), ConfigInvalid, "from 1 to 16"),
        (Wish(memory=Size(1 * GIB)), ConfigInvalid, "memory"),
        (Wish(node="other", cpus=3), UsageError, "no node other"),
    ],
)
async def test_what_cannot_be_is_refused_before_anything_is_changed(
    installed: tuple[Session, SimWorld],
    tmp_path: Path,
    wish: Wish,
    error: type[Exception],
    words: str,
) -> None:
    session, _ = installed
    before = (_vm(tmp_path), len(session.look("demo").journal.records))
    with pytest.raises(error) as caught:
        await resize(session, "demo", wish)
    assert words in f"{caught.value} {getattr(caught.value, 'details', '')}"
    assert getattr(caught.value, "advice", "")
    assert (_vm(tmp_path), len(session.look("demo").journal.records)) == before


async def test_a_return_brings_back_disks_and_sizes(
    installed: tuple[Session, SimWorld], tmp_path: Path
) -> None:
    session, world = installed
    before = session.look("demo").config()
    await take_snapshot(session, "demo", "before")
    assert _vm(tmp_path).running
    await resize(session, "demo", Wish(data_disk=LARGER, cpus=3))
    with world.change() as state:
        state.vms["demo-node"].node.files["/var/lib/new"] = "lost"
    await return_to_snapshot(session, "demo", "before")
    vm, after = _vm(tmp_path), session.look("demo").config().spec.nodes[0]
    assert vm.running
    assert vm.data_size == after.data_disk == before.spec.nodes[0].data_disk
    assert after.cpus == vm.cpus == 3
    assert "/var/lib/new" not in vm.node.files
    [held] = await list_snapshots(session, "demo")
    assert (held.label, held.whole) == ("before", True)


async def test_a_stopped_cluster_stays_stopped(
    installed: tuple[Session, SimWorld], tmp_path: Path
) -> None:
    session, _ = installed
    await power(session, "demo", on=False)
    await take_snapshot(session, "demo", "a")
    await return_to_snapshot(session, "demo", "a")
    await delete_snapshot(session, "demo", "a")
    assert not _vm(tmp_path).running
    assert await list_snapshots(session, "demo") == ()


@pytest.mark.parametrize(
    "work",
    [
        lambda session: take_snapshot(session, "demo", "there"),
        lambda session: take_snapshot(session, "demo", "No Label"),
        lambda session: return_to_snapshot(session, "demo", "nowhere"),
        lambda session: delete_snapshot(session, "demo", "nowhere"),
    ],
    ids=["taken", "no label", "return to none", "delete none"],
)
async def test_a_label_that_does_not_fit_is_refused_and_nothing_stops(
    installed: tuple[Session, SimWorld], tmp_path: Path, work: Work
) -> None:
    session, _ = installed
    await take_snapshot(session, "demo", "there")
    before = (_vm(tmp_path), len(session.look("demo").journal.records))
    with pytest.raises(UsageError):
        await work(session)
    assert (_vm(tmp_path), len(session.look("demo").journal.records)) == before


LATER: dict[str, Work] = {
    "restart": lambda session: restart(session, "demo"),
    "resize": lambda session: resize(session, "demo", Wish(data_disk=LARGER)),
    "take": lambda session: take_snapshot(session, "demo", "a"),
    "return": lambda session: return_to_snapshot(session, "demo", "a"),
    "delete": lambda session: delete_snapshot(session, "demo", "a"),
    "list": lambda session: list_snapshots(session, "demo"),
}


@pytest.mark.parametrize("verb", LATER)
async def test_an_unknown_cluster_is_said_and_nothing_is_made(tmp_path: Path, verb: str) -> None:
    session, world = session_in(tmp_path, HAPPY)
    with pytest.raises(ClusterUnknown):
        await LATER[verb](session)
    assert things_left(tmp_path, world) == []


@pytest.mark.parametrize("verb", ["resize", "take", "return"])
async def test_an_unfinished_installation_comes_first(tmp_path: Path, verb: str) -> None:
    session, _ = session_in(tmp_path, load_scenario("broken-step"))
    with pytest.raises(StepFailed):
        await session.apply(demo_config(), bundle=await simulated_bundle(tmp_path))
    with pytest.raises(UsageError) as caught:
        await LATER[verb](session)
    assert "edgewright resume demo" in caught.value.advice


async def test_a_stop_that_was_asked_for_while_waiting_keeps_the_wish(tmp_path: Path) -> None:
    session, _ = session_in(tmp_path, Scenario(title="x"))
    await session.apply(demo_config(), bundle=await simulated_bundle(tmp_path))
    await power(session, "demo", on=False)

    session.cancel()
    with pytest.raises(Cancelled):
        await resize(session, "demo", Wish(data_disk=LARGER))
    assert "edgewright resume demo" in (await cluster_status(session, "demo")).unfinished_change
    await session.resume("demo")
    assert (await cluster_status(session, "demo")).unfinished_change == ""
    assert _vm(tmp_path).node.file_system_size == LARGER
