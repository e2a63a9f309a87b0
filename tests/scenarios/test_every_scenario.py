"""Each scenario that ships ends as its story says: in a cluster, or in an error with a code."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import pytest

from installer.config.model import EdgeCluster
from installer.engine.plan import build_plan
from installer.errors import ClusterBusy, DiskFull, EdgewrightError, StepFailed, UsageError
from installer.events import Event, StepFinished
from installer.known_issues import find_known_issue
from installer.simulator.bundle import simulated_bundle
from installer.simulator.names import scenario_names
from installer.simulator.power import PcRestarted, PowerFailure
from installer.simulator.scenario import Scenario, load_scenario
from installer.simulator.state import load_state
from tests.helpers.clusters import possible_clusters
from tests.helpers.simulated import demo_config, installed_wholly, session_in, things_left

DEMO = demo_config()
# The code of the error, or what becomes of the program.
ENDS = {
    "happy-shop": "installed",
    "external-network": "installed",
    "flaky-step": "installed",
    "clock-forwards": "installed",
    "clock-backwards": "installed",
    "slow-pc": "installed",
    "low-memory": "host.not_eligible",
    "two-programs": "cluster.busy",
    "broken-step": "node.kubernetes_install_failed",
    "disk-full": "host.disk_full",
    "silent-node": "node.no_address",
    "api-never-ready": "node.kubernetes_not_ready",
    "corrupt-image": "bundle.tampered",
    "foreign-vm": "engine.foreign_resource",
    "port-taken": "node.vm_not_started",
    "power-cut": "PowerFailure",
    "restart": "PcRestarted",
}
# Every kind of step, with the first kind of cluster that has it.
STEPS = {
    step.kind: config
    for config in reversed(possible_clusters().values())
    for phase in build_plan(config)
    for step in phase.steps
}


async def _install(folder: Path, scenario: Scenario, config: EdgeCluster = DEMO) -> str:
    """How it ended: see ENDS."""
    session, world = session_in(folder, scenario)
    bundle = await simulated_bundle(folder, config.spec.distribution)
    try:
        await session.apply(config, bundle=bundle)
    except StepFailed as error:
        # Steps that run side by side may fail together, by the same cause.
        [code] = {cause.code for cause in error.causes if cause.advice}
        return code
    except EdgewrightError as error:
        return error.code if error.advice else "no advice"
    except PowerFailure as end:
        return type(end).__name__
    finally:
        world.other_program.end()
    installed_wholly(folder, world, config)
    return "installed"


async def _goes_on(folder: Path, scenario: Scenario, config: EdgeCluster = DEMO) -> None:
    session, world = session_in(folder, scenario)
    if session.store.begun("demo"):
        await session.resume("demo")
    else:
        bundle = await simulated_bundle(folder, config.spec.distribution)
        await session.apply(config, bundle=bundle)
    installed_wholly(folder, world, config)


async def _leaves_nothing(folder: Path, scenario: Scenario) -> None:
    session, world = session_in(folder, scenario)
    if session.store.exists("demo"):
        await session.remove("demo", even_finished=True)
    assert things_left(folder, world) == []


def test_every_scenario_is_known_here() -> None:
    assert set(ENDS) == set(scenario_names())


@pytest.mark.parametrize("name", scenario_names())
def test_every_scenario_tells_its_story_in_one_sentence(name: str) -> None:
    scenario = load_scenario(name)
    assert re.fullmatch(r"[A-Z][^.!?]+\.", scenario.story)
    assert not scenario.title.endswith(".")


@pytest.mark.parametrize("name", scenario_names())
async def test_a_scenario_ends_as_expected_and_has_two_ways_out(tmp_path: Path, name: str) -> None:
    scenario = load_scenario(name)
    for way in ("on", "back"):
        folder = tmp_path / way
        assert await _install(folder, scenario) == ENDS[name]
        if way == "back":
            # A lock is the other program's; all other trouble may last while all is taken back.
            still = scenario.model_copy(update={"locked": ()})
            await _leaves_nothing(folder, still)
        elif name != "low-memory":
            await _goes_on(folder, scenario.cured())


@pytest.mark.parametrize("step", STEPS)
async def test_the_disk_may_get_full_at_any_step(tmp_path: Path, step: str) -> None:
    scenario = load_scenario(f"disk-full:{step}")
    for way in ("on", "back"):
        folder = tmp_path / way
        assert await _install(folder, scenario, STEPS[step]) == DiskFull.code
        if way == "on":
            await _goes_on(folder, scenario.cured(), STEPS[step])
        else:
            await _leaves_nothing(folder, scenario)


async def test_a_full_disk_and_a_taken_port_are_explained(tmp_path: Path) -> None:
    for name, issue in (("disk-full", "host.disk_full"), ("port-taken", "qemu.port_taken")):
        session, _ = session_in(tmp_path / name, load_scenario(name))
        with pytest.raises(StepFailed) as caught:
            await session.apply(demo_config(), bundle=await simulated_bundle(tmp_path / name))
        known = find_known_issue(caught.value.details)
        assert known is not None
        assert known.id == issue


async def test_a_restart_brings_back_only_what_starts_with_the_pc(tmp_path: Path) -> None:
    restart = load_scenario("restart")
    assert await _install(tmp_path, restart) == PcRestarted.__name__
    assert not load_state(tmp_path).vms["demo-node"].running
    await _goes_on(tmp_path, restart)
    session, world = session_in(tmp_path, restart)
    with pytest.raises(PcRestarted):
        world.cut_power(restart=True)
    assert load_state(tmp_path).vms["demo-node"].running
    with pytest.raises(PcRestarted):
        await session.resume("demo")


@pytest.mark.parametrize("name", ["clock-forwards", "clock-backwards"])
async def test_no_time_is_measured_by_a_clock_that_people_set(tmp_path: Path, name: str) -> None:
    session, _ = session_in(tmp_path, load_scenario(name))
    events: list[Event] = []
    session.bus.subscribe(events.append)
    await session.apply(demo_config(), bundle=await simulated_bundle(tmp_path))
    seconds = [event.seconds for event in events if isinstance(event, StepFinished)]
    assert all(0 <= value < 3600 for value in seconds)
    times = [datetime.fromisoformat(r.at) for r in session.look("demo").journal.records]
    assert abs((times[-1] - times[0]).days) in (364, 365)


async def test_a_second_program_is_refused_at_every_line_and_harms_nothing(tmp_path: Path) -> None:
    session, world = session_in(tmp_path, load_scenario("happy-shop"))
    bundle, refused = await simulated_bundle(tmp_path), 0
    after_line = world.after_line

    def try_too(line: bytes) -> None:
        nonlocal refused
        after_line(line)
        second, _ = session_in(tmp_path, load_scenario("happy-shop"))
        assert second.store.is_busy("demo")
        if refused < 3:  # each waits half a second for the lock
            with pytest.raises(ClusterBusy), second.locked("demo"):
                pass
            refused += 1

    world.after_line = try_too  # type: ignore[method-assign]
    await session.apply(demo_config(), bundle=bundle)
    assert refused == 3
    installed_wholly(tmp_path, world)


def test_only_a_scenario_with_steps_lets_choose_one() -> None:
    with pytest.raises(UsageError, match="no step to choose"):
        load_scenario("happy-shop:create-vm")


def test_a_scenario_file_that_is_wrong_is_told_without_its_values(tmp_path: Path) -> None:
    file = tmp_path / "x.yaml"
    file.write_text("title: x\npc: {cpus: s3cret}\nother: s3cret\n")
    with pytest.raises(UsageError) as caught:
        load_scenario(str(file))
    assert "pc.cpus" in caught.value.details
    assert "s3cret" not in caught.value.details
