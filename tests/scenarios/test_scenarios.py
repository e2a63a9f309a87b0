"""Whole installations on simulated PCs: the good day and the bad ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from installer.engine.access import power
from installer.engine.session import Session
from installer.engine.status import cluster_status
from installer.errors import (
    Cancelled,
    ClusterExists,
    ClusterUnknown,
    ForeignResource,
    NotEligible,
    StepFailed,
    UndoIncomplete,
    Undone,
    UsageError,
)
from installer.events import Event, QuestionAsked, RunFinished, StepFinished, StepRetry, StepStarted
from installer.simulator.bundle import simulated_bundle
from installer.simulator.description import SimulatedKvm, SimulatedPc
from installer.simulator.names import scenario_names
from installer.simulator.power import PowerFailure
from installer.simulator.scenario import Scenario, load_scenario
from installer.simulator.state import SimVmState
from installer.simulator.trouble import Fault
from tests.helpers.simulated import demo_config, installed_wholly, session_in, things_left

HAPPY = load_scenario("happy-shop")


async def _apply(session: Session) -> None:
    folder = session.store.root
    await session.apply(demo_config(), bundle=await simulated_bundle(folder))


def _events(session: Session) -> list[Event]:
    seen: list[Event] = []
    session.bus.subscribe(seen.append)
    return seen


async def test_the_good_day_ends_with_a_ready_cluster(tmp_path: Path) -> None:
    session, world = session_in(tmp_path, HAPPY)
    await _apply(session)
    installed_wholly(tmp_path, world)
    status = await cluster_status(session, "demo")
    assert (status.state, status.ready, status.missing) == ("installed", True, ())


async def test_the_times_of_a_plan_follow_what_runs_the_node(tmp_path: Path) -> None:
    slow = Scenario(title="no KVM", pc=SimulatedPc(kvm=SimulatedKvm(guest="hangs")))
    plans = [
        await session_in(tmp_path / name, scenario)[0].plan(demo_config())
        for name, scenario in (("kvm", HAPPY), ("tcg", slow))
    ]
    quick, patient = ({s.key: s.usual for p in plan for s in p.steps} for plan in plans)
    assert patient["demo-node/init-server"] == 10 * quick["demo-node/init-server"]
    assert patient["demo-node/create-vm"] == quick["demo-node/create-vm"]


async def test_a_second_apply_of_the_same_file_changes_nothing(tmp_path: Path) -> None:
    session, _ = session_in(tmp_path, HAPPY)
    await _apply(session)
    again, _ = session_in(tmp_path, HAPPY)
    await _apply(again)
    outcomes = {e.outcome for e in _events(again) if isinstance(e, StepFinished)}
    assert outcomes == {"skipped"}


async def test_another_file_for_an_existing_name_is_refused(tmp_path: Path) -> None:
    session, _ = session_in(tmp_path, HAPPY)
    await _apply(session)
    other = demo_config().model_dump(mode="json", by_alias=True)
    other["spec"]["nodes"][0]["cpus"] = 1
    with pytest.raises(ClusterExists):
        await session.apply(type(demo_config()).model_validate(other), bundle=tmp_path)


async def test_too_little_memory_is_said_before_anything_is_made(tmp_path: Path) -> None:
    session, world = session_in(tmp_path, load_scenario("low-memory"))
    with pytest.raises(NotEligible, match="cannot run it yet") as caught:
        await _apply(session)
    assert "memory" in caught.value.details
    assert things_left(tmp_path, world) == []


async def test_a_step_that_fails_twice_is_tried_again_and_works(tmp_path: Path) -> None:
    session, world = session_in(tmp_path, load_scenario("flaky-step"))
    await _apply(session)
    installed_wholly(tmp_path, world)
    retries = [event for event in _events(session) if isinstance(event, StepRetry)]
    assert [(event.step, event.attempt) for event in retries] == [
        ("demo-node/install-kubernetes", 1),
        ("demo-node/install-kubernetes", 2),
    ]


async def test_a_lasting_failure_is_kept_and_can_be_undone(tmp_path: Path) -> None:
    session, world = session_in(tmp_path, load_scenario("broken-step"))
    with pytest.raises(StepFailed, match="Control plane") as caught:
        await _apply(session)
    assert "API server did not become healthy" in caught.value.details
    status = await cluster_status(session, "demo")
    assert (status.state, status.unfinished_step) == ("interrupted", "demo-node/init-server")
    await session.remove("demo", even_finished=False)
    assert things_left(tmp_path, world) == []


async def test_undo_can_be_chosen_when_a_step_fails(tmp_path: Path) -> None:
    asked: list[QuestionAsked] = []

    async def undo(question: QuestionAsked) -> str:
        asked.append(question)
        return "undo"

    session, world = session_in(tmp_path, load_scenario("broken-step"), answer=undo)
    with pytest.raises(Undone):
        await _apply(session)
    assert things_left(tmp_path, world) == []
    assert asked[0].default == "keep"


async def test_retry_can_be_chosen_when_a_step_fails(tmp_path: Path) -> None:
    async def retry(_: QuestionAsked) -> str:
        return "retry"

    fault = Fault(at="job kubeadm-init", times=1, error="failed")
    session, world = session_in(tmp_path, Scenario(title="once", faults=(fault,)), answer=retry)
    await _apply(session)
    installed_wholly(tmp_path, world)


async def test_after_a_power_cut_the_installation_goes_on(tmp_path: Path) -> None:
    session, _ = session_in(tmp_path, load_scenario("power-cut"))
    with pytest.raises(PowerFailure):
        await _apply(session)
    again, world = session_in(tmp_path, load_scenario("power-cut"))
    assert (await cluster_status(again, "demo")).state == "interrupted"
    await again.resume("demo")
    installed_wholly(tmp_path, world)


# The two steps of the last phase run side by side: after them there is nothing to stop.
@pytest.mark.parametrize("at", range(1, 13))
async def test_a_stop_wherever_it_comes_can_be_resumed_or_undone(tmp_path: Path, at: int) -> None:
    for way in ("resume", "undo"):
        folder = tmp_path / way
        session, _ = session_in(folder, HAPPY)
        begun = 0

        def stop(event: Event, session: Session = session) -> None:
            nonlocal begun
            begun += isinstance(event, StepStarted)
            if begun == at:
                session.cancel()

        session.bus.subscribe(stop)
        with pytest.raises(Cancelled):
            await _apply(session)
        finished = [e for e in _events(session) if isinstance(e, RunFinished)]
        assert [event.outcome for event in finished] == ["cancelled"]
        again, world = session_in(folder, HAPPY)
        if way == "resume":
            await again.resume("demo")
            installed_wholly(folder, world)
        else:
            await again.remove("demo", even_finished=True)
            assert things_left(folder, world) == []


async def test_undo_of_a_complete_installation_is_refused(tmp_path: Path) -> None:
    session, _ = session_in(tmp_path, HAPPY)
    await _apply(session)
    with pytest.raises(UsageError) as caught:
        await session.remove("demo", even_finished=False)
    assert "destroy demo" in caught.value.advice
    assert (await cluster_status(session, "demo")).ready


async def test_a_removal_that_could_not_end_is_brought_to_its_end_by_undo(tmp_path: Path) -> None:
    session, world = session_in(tmp_path, HAPPY)
    await _apply(session)
    owner, world.state.vms["demo-node"].owner = world.state.vms["demo-node"].owner, "somebody"
    with pytest.raises(UndoIncomplete) as caught:
        await session.remove("demo", even_finished=True)
    assert "virtual machine demo-node" in caught.value.details
    assert session.look("demo").journal.is_removing()
    world.state.vms["demo-node"].owner = owner
    await session.remove("demo", even_finished=False)
    assert things_left(tmp_path, world) == []


async def test_a_foreign_virtual_machine_is_never_touched(tmp_path: Path) -> None:
    session, world = session_in(tmp_path, HAPPY)
    with world.change() as state:
        state.vms["demo-node"] = SimVmState(owner="somebody", created=True, running=True)
    with pytest.raises(StepFailed) as caught:
        await _apply(session)
    assert isinstance(caught.value.causes[0], ForeignResource)
    with pytest.raises(ClusterUnknown):
        await session.resume("other")
    assert world.state.vms["demo-node"].running


async def test_stopped_nodes_are_started_again_by_resume(tmp_path: Path) -> None:
    session, world = session_in(tmp_path, HAPPY)
    await _apply(session)
    await power(session, "demo", on=False)
    assert not world.state.vms["demo-node"].running
    assert not (await cluster_status(session, "demo")).ready
    await session.resume("demo")
    assert world.state.vms["demo-node"].running


def test_every_shipped_scenario_can_be_loaded() -> None:
    assert set(scenario_names()) >= {"happy-shop", "low-memory", "flaky-step", "power-cut"}
    for name in scenario_names():
        assert load_scenario(name).title


@pytest.mark.parametrize("what", ["no-such-pc", "missing.yaml"])
def test_an_unknown_scenario_is_a_clear_error(what: str) -> None:
    with pytest.raises(UsageError):
        load_scenario(what)
