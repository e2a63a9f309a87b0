"""The power fails right before and right after every line of the journal.

Whatever the line, the installation can afterwards be brought to its end, and it can be taken
back without a trace.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from installer.engine.records import FILE_NAME, read_journal
from installer.simulator.bundle import simulated_bundle
from installer.simulator.scenario import PowerCut, Scenario, load_scenario
from installer.simulator.world import PowerFailure, SimWorld
from tests.helpers.simulated import demo_config, installed_wholly, session_in, things_left

# A PC with too little memory writes no journal; a power cut is what is added to these.
SCENARIOS = ("happy-shop", "flaky-step")
Tell = Callable[[str], None]


@pytest.fixture
def tell(capsys: pytest.CaptureFixture[str]) -> Tell:
    """Print past pytest's capture: the count belongs into every test run."""

    def print_now(words: str) -> None:
        with capsys.disabled():
            print(f"\n  {words}")

    return print_now


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return asyncio.run(simulated_bundle(tmp_path_factory.mktemp("bundle")))


async def _install(folder: Path, scenario: Scenario, bundle: Path) -> SimWorld:
    session, world = session_in(folder, scenario)
    await session.apply(demo_config(), bundle=bundle)
    return world


def _lines(folder: Path, scenario: Scenario, bundle: Path) -> int:
    """How many lines the journal of a whole installation has."""
    asyncio.run(_install(folder, scenario, bundle))
    records, _ = read_journal(folder / "demo" / FILE_NAME)
    assert len(records) > 30
    return len(records)


def _cuts(folder: Path, scenario: Scenario, bundle: Path) -> Iterator[Path]:
    """A state folder for each line and side, in which the power has just failed there."""
    for line in range(1, _lines(folder / "count", scenario, bundle) + 1):
        for when in ("before", "after"):
            cut = PowerCut.model_validate({"line": line, "when": when})
            place = folder / f"{line}-{when}"
            with pytest.raises(PowerFailure):
                asyncio.run(_install(place, scenario.model_copy(update={"power_cut": cut}), bundle))
            yield place


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_line_can_be_resumed(tmp_path: Path, bundle: Path, name: str, tell: Tell) -> None:
    scenario, count = load_scenario(name), 0
    for folder in _cuts(tmp_path, scenario, bundle):
        session, world = session_in(folder, scenario)
        if session.store.begun("demo"):
            asyncio.run(session.resume("demo"))
        else:
            asyncio.run(session.apply(demo_config(), bundle=bundle))
        installed_wholly(folder, world)
        count += 1
    tell(f"{name}: resumed after each of {count} power cuts")


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_line_can_be_taken_back(tmp_path: Path, bundle: Path, name: str, tell: Tell) -> None:
    scenario, count = load_scenario(name), 0
    for folder in _cuts(tmp_path, scenario, bundle):
        session, world = session_in(folder, scenario)
        if session.store.exists("demo"):
            asyncio.run(session.remove("demo", even_finished=True))
        assert things_left(folder, world) == []
        count += 1
    tell(f"{name}: taken back after each of {count} power cuts")


def test_every_line_of_a_removal_can_be_cut_and_repeated(
    tmp_path: Path, bundle: Path, tell: Tell
) -> None:
    happy, count = load_scenario("happy-shop"), 0
    for number in range(1, 100):
        folder = tmp_path / str(number)
        asyncio.run(_install(folder, happy, bundle))
        cut = happy.model_copy(update={"power_cut": PowerCut(line=number)})
        session, _ = session_in(folder, cut)
        try:
            asyncio.run(session.remove("demo", even_finished=True))
        except PowerFailure:
            count += 1
        else:
            break
        session, world = session_in(folder, happy)
        asyncio.run(session.remove("demo", even_finished=True))
        assert things_left(folder, world) == []
    assert count > 5
    tell(f"removal repeated after each of {count} power cuts")
