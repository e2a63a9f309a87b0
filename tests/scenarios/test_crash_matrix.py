"""The power fails right before and right after every line of the journal.

Whatever the line, the installation can afterwards be brought to its end, and it can be taken
back without a trace.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path

import pytest

from installer.engine.records import FILE_NAME, read_journal
from installer.simulator.bundle import simulated_bundle
from installer.simulator.scenario import PowerCut, Scenario
from installer.simulator.world import PowerFailure, SimWorld
from tests.helpers.simulated import demo_config, installed_wholly, session_in, things_left

Case = Callable[[Path, int, str], Coroutine[None, None, None]]
HAPPY = Scenario(title="everything works")


async def _install(folder: Path, scenario: Scenario, bundle: Path) -> SimWorld:
    session, world = session_in(folder, scenario)
    await session.apply(demo_config(), bundle=bundle)
    return world


async def _cut(folder: Path, line: int, when: str, bundle: Path) -> None:
    """Install until the power fails at this line."""
    scenario = Scenario(
        title="cut", power_cut=PowerCut.model_validate({"line": line, "when": when})
    )
    with pytest.raises(PowerFailure):
        await _install(folder, scenario, bundle)


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return asyncio.run(simulated_bundle(tmp_path_factory.mktemp("bundle")))


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory, bundle: Path) -> int:
    folder = tmp_path_factory.mktemp("count")
    asyncio.run(_install(folder, HAPPY, bundle))
    records, _ = read_journal(folder / "demo" / FILE_NAME)
    return len(records)


def test_every_line_can_be_resumed(tmp_path: Path, lines: int, bundle: Path) -> None:
    async def one(folder: Path, line: int, when: str) -> None:
        await _cut(folder, line, when, bundle)
        session, world = session_in(folder, HAPPY)
        if session.store.begun("demo"):
            await session.resume("demo")
        else:
            await session.apply(demo_config(), bundle=bundle)
        installed_wholly(folder, world)

    count = _matrix(tmp_path, lines, one)
    print(f"\nresumed after {count} power cuts ({lines} journal lines)")


def test_every_line_can_be_taken_back(tmp_path: Path, lines: int, bundle: Path) -> None:
    async def one(folder: Path, line: int, when: str) -> None:
        await _cut(folder, line, when, bundle)
        session, world = session_in(folder, HAPPY)
        if session.store.exists("demo"):
            await session.remove("demo", even_finished=True)
        assert things_left(folder, world) == []

    count = _matrix(tmp_path, lines, one)
    print(f"\ntaken back after {count} power cuts ({lines} journal lines)")


def test_every_line_of_a_removal_can_be_cut_and_repeated(
    tmp_path: Path, lines: int, bundle: Path
) -> None:
    count = 0
    for number in range(1, 200):
        folder = tmp_path / str(number)
        asyncio.run(_install(folder, HAPPY, bundle))
        cut = PowerCut(line=number)
        session, _ = session_in(folder, Scenario(title="cut", power_cut=cut))
        try:
            asyncio.run(session.remove("demo", even_finished=True))
        except PowerFailure:
            count += 1
        else:
            break
        session, world = session_in(folder, HAPPY)
        asyncio.run(session.remove("demo", even_finished=True))
        assert things_left(folder, world) == []
    assert count > 5
    print(f"\nremovals repeated after {count} power cuts")


def _matrix(tmp_path: Path, lines: int, one: Case) -> int:
    count = 0
    for line in range(1, lines + 1):
        for when in ("before", "after"):
            folder = tmp_path / f"{line}-{when}"
            asyncio.run(one(folder, line, when))
            count += 1
    assert count >= 50
    return count
