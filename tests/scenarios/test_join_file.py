"""Nodes of a second PC join the cluster of a first one, by a join file; both are simulated."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from installer.config.model import EdgeCluster
from installer.distributions.base import Role
from installer.engine.health import RungState
from installer.engine.join_file import JoinFile
from installer.engine.joining import (
    forget_member,
    list_join_files,
    make_join_file,
    revoke_join_file,
)
from installer.engine.session import Session
from installer.engine.status import cluster_status
from installer.errors import (
    EdgewrightError,
    JoinFileExpired,
    JoinFileNeeded,
    JoinFileUnfit,
    NotJoinable,
    StepFailed,
    UsageError,
)
from installer.events import Event, Notice, StepFinished
from installer.simulator.bundle import simulated_bundle
from installer.simulator.state import load_state, save_state
from installer.simulator.trouble import Fault
from tests.helpers.simulated import demo_config, session_in, things_left
from tests.helpers.two_pcs import begun, first_pc, join_file_of, pc_with_bridge, second_pc

BROKEN = (Fault(at="job *-join", error="failed", times=9),)


@pytest.fixture
def one(tmp_path: Path) -> Path:
    return tmp_path / "one"


@pytest.fixture
def two(tmp_path: Path) -> Path:
    return tmp_path / "two"


async def _apply(folder: Path, config: EdgeCluster, join: JoinFile | None, **pc: object) -> None:
    session, _ = session_in(folder, pc_with_bridge(**pc))
    bundle = await simulated_bundle(folder, config.spec.distribution)
    await session.apply(config, bundle=bundle, join=join)


def _notices(session: Session) -> list[str]:
    """What the user is told from here on; filled as it is told."""
    told: list[str] = []

    def hear(event: Event) -> None:
        if isinstance(event, Notice):
            told.append(event.text)

    session.bus.subscribe(hear)
    return told


@pytest.mark.parametrize("distribution", ["kubeadm", "k3s"])
async def test_a_worker_of_another_pc_joins_and_is_looked_after_there(
    one: Path, two: Path, distribution: str
) -> None:
    await begun(one, distribution)
    await _apply(two, second_pc(distribution=distribution), await join_file_of(one))
    vm = load_state(two).vms["till-2"]
    assert [job for job in vm.node.jobs_done if job.endswith(("-init", "-join"))] == [
        f"{distribution}-join"
    ]
    assert vm.running
    assert not vm.media
    assert not (two / "demo" / "join-ticket").exists()
    assert not (two / "demo" / "kubeconfig").exists()

    session, world = session_in(two, pc_with_bridge())
    status = await cluster_status(session, "demo", ladder=True)
    assert (status.state, status.ready, status.missing) == ("installed", True, ())
    [ladder] = status.ladders
    assert {rung.state for rung in ladder.rungs} == {RungState.OK}
    assert "coredns" not in [rung.name for rung in ladder.rungs]
    await session.remove("demo", even_finished=True)
    assert things_left(two, world) == []


async def test_a_further_server_brings_the_access_file_and_leaves_in_good_order(
    one: Path, two: Path
) -> None:
    await begun(one)
    config = second_pc("worker", "server")
    await _apply(two, config, await join_file_of(one, "server"))
    session, world = session_in(two, pc_with_bridge())
    assert (two / "demo" / "kubeconfig").exists()
    status = await cluster_status(session, "demo")
    assert (status.ready, [node.name for node in status.nodes]) == (True, ["till-2", "till-3"])
    told = _notices(session)
    await session.remove("demo", even_finished=True)
    assert told == [
        f"On the PC that began the cluster, run `edgewright forget-node demo {name}`."
        for name in ("till-2", "till-3")
    ]
    assert things_left(two, world) == []


async def test_a_server_that_cannot_leave_is_removed_all_the_same_and_that_is_said(
    one: Path, two: Path
) -> None:
    await begun(one)
    await _apply(two, second_pc("server"), await join_file_of(one, "server"))
    session, world = session_in(two, pc_with_bridge())
    with world.change() as state:
        state.vms["till-2"].running = False
    told = _notices(session)
    await session.remove("demo", even_finished=True)
    assert "till-2 could not leave its cluster" in told[0]
    assert "forget-node demo till-2" in told[1]
    assert things_left(two, world) == []


async def test_nothing_that_lets_nodes_in_is_in_a_journal_or_an_event(one: Path, two: Path) -> None:
    await begun(one)
    session, _ = session_in(one, pc_with_bridge())
    events: list[Event] = []
    session.bus.subscribe(events.append)
    join = await make_join_file(session, "demo", "server")
    await _apply(two, second_pc("server"), join)
    said = repr(events) + repr(join)
    said += "".join(path.read_text() for path in (*one.rglob("*.jsonl"), *two.rglob("*.jsonl")))
    for secret in (join.ticket.token, join.ticket.certificate_key):
        assert secret
        assert secret not in said


async def test_several_are_valid_at_once_and_each_ends_for_itself(one: Path) -> None:
    await begun(one)
    day = await join_file_of(one)
    hour = await join_file_of(one, valid=3600)
    gone = await join_file_of(one, "server")
    assert len({day.ident, hour.ident, gone.ident}) == 3
    assert day.expires - hour.expires > timedelta(hours=22)
    session, world = session_in(one, pc_with_bridge())
    await revoke_join_file(session, "demo", gone.ident)
    await revoke_join_file(session, "demo", gone.ident)
    assert set(world.state.tickets) >= {day.ident, hour.ident}
    states = {file.ident: file.state for file in await list_join_files(session, "demo")}
    assert states == {day.ident: "valid", hour.ident: "valid", gone.ident: "revoked"}
    clock = world.clock
    await clock.sleep(3 * 3600)
    states = {file.ident: file.state for file in await list_join_files(session, "demo")}
    assert states == {day.ident: "valid", hour.ident: "expired", gone.ident: "revoked"}
    # Somebody took it out of the cluster by other means.
    with world.change() as state:
        del state.tickets[day.ident]
    states = {file.ident: file.state for file in await list_join_files(session, "demo")}
    assert states[day.ident] == "unknown"
    with pytest.raises(UsageError, match="no join file abcdef"):
        await revoke_join_file(session, "demo", "abcdef")


async def test_a_cluster_inside_its_pc_makes_no_join_file_and_says_why(one: Path) -> None:
    session, _ = session_in(one, pc_with_bridge())
    await session.apply(demo_config(), bundle=await simulated_bundle(one))
    with pytest.raises(NotJoinable, match="no other PC") as caught:
        await make_join_file(session, "demo", "worker")
    assert "network.external" in caught.value.advice


@pytest.mark.parametrize(
    ("distribution", "role", "valid", "error"),
    [
        ("k3s", "server", None, NotJoinable),
        ("kubeadm", "server", 3 * 3600.0, UsageError),
        ("kubeadm", "worker", 400 * 24 * 3600.0, UsageError),
    ],
)
async def test_what_no_ticket_can_hold_is_refused(
    one: Path, distribution: str, role: Role, valid: float | None, error: type[EdgewrightError]
) -> None:
    await begun(one, distribution)
    with pytest.raises(error):
        await join_file_of(one, role, valid=valid)
    assert load_state(one).tickets == {}


async def test_the_pc_that_joined_makes_no_join_file_itself(one: Path, two: Path) -> None:
    await begun(one)
    await _apply(two, second_pc(), await join_file_of(one))
    with pytest.raises(NotJoinable, match="another one began it"):
        await join_file_of(two)


async def test_nodes_that_shall_join_need_a_join_file_and_others_take_none(
    one: Path, two: Path
) -> None:
    with pytest.raises(JoinFileNeeded):
        await _apply(two, second_pc(), None)
    await begun(one)
    with pytest.raises(JoinFileUnfit, match="begins a cluster of its own"):
        await _apply(two, first_pc(), await join_file_of(one))
    assert not (two / "demo").exists()


async def test_a_join_file_that_has_ended_is_refused_before_anything_is_made(
    one: Path, two: Path
) -> None:
    await begun(one)
    join = await join_file_of(one, valid=60)
    session, world = session_in(two, pc_with_bridge())
    await world.clock.sleep(24 * 3600)
    with pytest.raises(JoinFileExpired):
        await session.apply(second_pc(), bundle=await simulated_bundle(two), join=join)
    assert not (two / "demo").exists()


async def test_one_that_ends_on_the_way_is_replaced_by_a_new_one(one: Path, two: Path) -> None:
    await begun(one)
    with pytest.raises(StepFailed):
        await _apply(two, second_pc(), await join_file_of(one, valid=3600), faults=BROKEN)
    session, world = session_in(two, pc_with_bridge())
    await world.clock.sleep(2 * 3600)
    with pytest.raises(StepFailed, match="has ended") as caught:
        await session.resume("demo")
    assert "resume demo --join FILE" in caught.value.details
    await session.resume("demo", join=await join_file_of(one))
    assert "kubeadm-join" in load_state(two).vms["till-2"].node.jobs_done
    assert not (two / "demo" / "join-ticket").exists()


async def test_the_ticket_waits_for_the_resume_readable_by_its_owner_alone(
    one: Path, two: Path
) -> None:
    await begun(one)
    with pytest.raises(StepFailed):
        await _apply(two, second_pc(), await join_file_of(one), faults=BROKEN)
    ticket = two / "demo" / "join-ticket"
    assert ticket.stat().st_mode & 0o077 == 0
    session, _ = session_in(two, pc_with_bridge())
    events: list[Event] = []
    session.bus.subscribe(events.append)
    await session.resume("demo")
    done = [e.step for e in events if isinstance(e, StepFinished) and e.outcome == "done"]
    assert "till-2/join-node" in done
    assert not ticket.exists()
    await session.resume("demo")


@pytest.mark.parametrize("content", [None, "", "{}", "[1]", '{"server": "x"}'])
async def test_a_ticket_that_was_lost_is_asked_for_again(
    one: Path, two: Path, content: str | None
) -> None:
    await begun(one)
    with pytest.raises(StepFailed):
        await _apply(two, second_pc(), await join_file_of(one), faults=BROKEN)
    ticket = two / "demo" / "join-ticket"
    ticket.unlink()
    if content is not None:
        ticket.write_text(content)
    session, _ = session_in(two, pc_with_bridge())
    with pytest.raises(StepFailed) as caught:
        await session.resume("demo")
    assert "--join FILE" in caught.value.details
    await session.resume("demo", join=await join_file_of(one))


async def test_a_node_that_is_gone_is_forgotten_and_no_other(one: Path, two: Path) -> None:
    await begun(one)
    state = load_state(one)
    state.strangers = ["till-2"]
    save_state(one, state)
    session, world = session_in(one, pc_with_bridge())
    assert "node till-2 is not ready" in (await cluster_status(session, "demo")).missing[0]
    # A PC that is switched off keeps nobody from going on.
    await session.resume("demo")
    with pytest.raises(UsageError, match="a node of this PC"):
        await forget_member(session, "demo", "till-1")
    with pytest.raises(UsageError, match="knows no node till-9"):
        await forget_member(session, "demo", "till-9")
    await forget_member(session, "demo", "till-2")
    assert world.state.strangers == []
    assert (await cluster_status(session, "demo")).ready
