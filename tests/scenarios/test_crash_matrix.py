"""The power fails right before and right after every line of the journal, in every scenario.

Whatever the line, the installation can be brought to its end once the cause of trouble is gone,
and it can be taken back without a trace while the trouble lasts.  The normal run takes each
`STRIDE`-th moment; `dev.py test --long` takes all, of every kind of cluster.
"""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Callable
from pathlib import Path

import pytest

from installer.errors import Unexpected
from installer.simulator.bundle import simulated_bundle
from installer.simulator.names import scenario_names
from installer.simulator.power import PowerFailure
from installer.simulator.scenario import load_scenario
from installer.simulator.trouble import PowerCut
from tests.helpers.clusters import possible_clusters
from tests.helpers.crashes import Recording, go_back, record
from tests.helpers.long import LONG, sample
from tests.helpers.simulated import demo_config, installed_wholly, session_in, things_left

STRIDE = 8
# These end before anything is written down.
WITHOUT_JOURNAL = ("low-memory", "two-programs")
SCENARIOS = [name for name in scenario_names() if name not in WITHOUT_JOURNAL]
CLUSTERS = possible_clusters()
# All scenarios with the first kind of cluster; the others with the good day, unless it is long.
CASES = [
    (name, kind)
    for kind in CLUSTERS
    for name in SCENARIOS
    if LONG or kind == next(iter(CLUSTERS)) or name == "happy-shop"
]
Tell = Callable[[str], None]
# How many ways out were tried by each test.
TRIED: list[int] = []


@pytest.fixture
def tell(capsys: pytest.CaptureFixture[str]) -> Tell:
    """Print past pytest's capture: the count belongs into every test run."""

    def print_now(words: str) -> None:
        with capsys.disabled():
            print(f"\n  {words}")

    return print_now


def _moments(recording: Recording, case: tuple[str, str]) -> list[Path]:
    """The copies that are tried; each case begins at another one."""
    assert len(recording.copies) >= 8
    return list(sample(recording.copies, STRIDE, offset=CASES.index(case)))


async def _resume(recording: Recording, name: str, kind: str) -> None:
    config = CLUSTERS[kind]
    session, world = session_in(recording.folder, load_scenario(name).cured())
    if session.store.begun(config.name):
        await session.resume(config.name)
    else:
        bundle = await simulated_bundle(recording.folder, config.spec.distribution)
        await session.apply(config, bundle=bundle)
    installed_wholly(recording.folder, world, config)


async def _take_back(recording: Recording, name: str, kind: str) -> None:
    scenario = load_scenario(name).model_copy(update={"power_cut": None})
    session, world = session_in(recording.folder, scenario)
    if session.store.exists(CLUSTERS[kind].name):
        await session.remove(CLUSTERS[kind].name, even_finished=True)
    assert things_left(recording.folder, world) == []


@pytest.mark.timeout(3600 if LONG else 300)
@pytest.mark.parametrize(("name", "kind"), CASES)
def test_every_moment_can_be_resumed_and_taken_back(
    tmp_path: Path, name: str, kind: str, tell: Tell
) -> None:
    scenario = load_scenario(name)
    recording = asyncio.run(record(tmp_path, scenario, CLUSTERS[kind]))
    assert recording.error is None or Unexpected.code not in recording.error.details
    moments = _moments(recording, (name, kind))
    for copy in moments:
        for way in (_resume, _take_back):
            go_back(recording, copy, scenario)
            asyncio.run(way(recording, name, kind))
    TRIED.append(2 * len(moments))
    tell(
        f"{name}, {kind}: {len(moments)} of {len(recording.copies)} moments of a power cut, "
        f"{TRIED[-1]} ways out; {sum(TRIED)} in all so far"
    )


def test_every_line_of_a_removal_can_be_cut_and_repeated(tmp_path: Path, tell: Tell) -> None:
    happy, count = load_scenario("happy-shop"), 0
    bundle = asyncio.run(simulated_bundle(tmp_path / "bundle"))
    for number, when in itertools.product(range(1, 100), ("before", "after")):
        folder = tmp_path / f"{number}-{when}"
        session, _ = session_in(folder, happy)
        asyncio.run(session.apply(demo_config(), bundle=bundle))
        cut = PowerCut.model_validate({"line": number, "when": when})
        cut_there = happy.model_copy(update={"power_cut": cut})
        session, _ = session_in(folder, cut_there)
        try:
            asyncio.run(session.remove("demo", even_finished=True))
        except PowerFailure:
            count += 1
        else:
            break
        session, world = session_in(folder, happy)
        asyncio.run(session.remove("demo", even_finished=True))
        assert things_left(folder, world) == []
    assert count > 10
    tell(f"removal repeated after each of {count} power cuts")
