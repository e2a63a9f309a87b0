"""The power fails at every line that a later change writes: the same command ends the same way."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import pytest

from installer.engine.access import power
from installer.engine.resize import Wish, resize
from installer.engine.session import Session
from installer.engine.snapshots import list_snapshots, return_to_snapshot, take_snapshot
from installer.engine.status import cluster_status
from installer.errors import UsageError
from installer.simulator.bundle import simulated_bundle
from installer.simulator.power import PowerFailure
from installer.simulator.scenario import Scenario, load_scenario
from installer.simulator.state import load_state
from installer.simulator.trouble import Fault, PowerCut
from installer.units import GIB, Size
from tests.helpers.simulated import demo_config, session_in, things_left

HAPPY = load_scenario("happy-shop")
LARGER = Size(40 * GIB)
WISH = Wish(data_disk=LARGER, cpus=3)
Work = Callable[[Session], Awaitable[object]]


async def _prepare(folder: Path, *, snapshot: bool) -> None:
    session, _ = session_in(folder, HAPPY)
    await session.apply(demo_config(), bundle=await simulated_bundle(folder))
    if snapshot:
        await take_snapshot(session, "demo", "old")
        await resize(session, "demo", WISH)


def _cuts(tmp_path: Path, work: Work, *, snapshot: bool) -> Iterator[Path]:
    """A folder for each line and side in which the power has just failed there."""
    for line in range(1, 30):
        for when in ("before", "after"):
            folder = tmp_path / f"{line}-{when}"
            asyncio.run(_prepare(folder, snapshot=snapshot))
            cut = PowerCut.model_validate({"line": line, "when": when})
            session, _ = session_in(folder, HAPPY.model_copy(update={"power_cut": cut}))
            try:
                asyncio.run(_run(work, session))
            except PowerFailure:
                yield folder
            else:
                assert line > 1
                return


async def _run(work: Work, session: Session) -> None:
    await work(session)


@pytest.mark.parametrize("way", ["again", "resume"])
def test_a_resize_goes_on_after_every_power_cut(tmp_path: Path, way: str) -> None:
    async def work(session: Session) -> None:
        await resize(session, "demo", WISH)

    for folder in _cuts(tmp_path, work, snapshot=False):
        session, _ = session_in(folder, HAPPY)
        config = session.look("demo").config().spec.nodes[0]
        status = asyncio.run(cluster_status(session, "demo"))
        pending = config.data_disk == LARGER and load_state(folder).vms["demo-node"].cpus != 3
        assert not pending or status.unfinished_change
        if way == "again" or config.data_disk != LARGER:
            asyncio.run(work(session))
        else:
            asyncio.run(session.resume("demo"))
        asyncio.run(power(session, "demo", on=True))
        vm = load_state(folder).vms["demo-node"]
        assert (vm.data_size, vm.node.file_system_size, vm.cpus) == (LARGER, LARGER, 3)
        assert asyncio.run(cluster_status(session, "demo")).unfinished_change == ""


def test_a_snapshot_that_broke_off_holds_nothing_and_can_be_taken_again(tmp_path: Path) -> None:
    async def work(session: Session) -> None:
        await take_snapshot(session, "demo", "new")

    count = 0
    for folder in _cuts(tmp_path, work, snapshot=False):
        session, _ = session_in(folder, HAPPY)
        held = asyncio.run(list_snapshots(session, "demo"))
        if not any(snapshot.whole for snapshot in held):
            asyncio.run(work(session))
            # A node that ran when it began runs again; before its first line nobody knew of it.
            assert load_state(folder).vms["demo-node"].running is bool(held)
        [snapshot] = asyncio.run(list_snapshots(session, "demo"))
        assert snapshot.whole
        count += 1
    assert count >= 4


def test_a_return_that_broke_off_blocks_every_start_until_it_ended(tmp_path: Path) -> None:
    async def work(session: Session) -> None:
        await return_to_snapshot(session, "demo", "old")

    blocked = 0
    for folder in _cuts(tmp_path, work, snapshot=True):
        session, _ = session_in(folder, HAPPY)
        if asyncio.run(cluster_status(session, "demo")).unfinished_change:
            blocked += 1
            for start in (power(session, "demo", on=True), session.resume("demo")):
                with pytest.raises(UsageError, match="broken off"):
                    asyncio.run(start)
        asyncio.run(work(session))
        vm, node = load_state(folder).vms["demo-node"], session.look("demo").config().spec.nodes[0]
        assert vm.data_size == node.data_disk < LARGER
        assert asyncio.run(cluster_status(session, "demo")).unfinished_change == ""
        asyncio.run(power(session, "demo", on=True))
        asyncio.run(session.remove("demo", even_finished=True))
        assert things_left(folder, session_in(folder, HAPPY)[1]) == []
    assert blocked >= 3


async def test_a_snapshot_that_fails_leaves_the_cluster_running(tmp_path: Path) -> None:
    await _prepare(tmp_path, snapshot=False)
    fault = Fault(at="vm take snapshot", error="failed")
    session, _ = session_in(tmp_path, Scenario(title="x", faults=(fault,)))
    with pytest.raises(Exception, match="set-up command failed"):
        await take_snapshot(session, "demo", "new")
    assert load_state(tmp_path).vms["demo-node"].running
    [held] = await list_snapshots(session, "demo")
    assert not held.whole
    await take_snapshot(session, "demo", "new")
    [held] = await list_snapshots(session, "demo")
    assert held.whole
