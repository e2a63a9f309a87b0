"""A simulated Windows PC answers with the keys with which the real scripts answer."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from installer.clock import VirtualClock
from installer.errors import PowerShellUnusable, UsageError
from installer.host.windows_script import windows_script
from installer.simulator.scenario import Scenario
from installer.simulator.windows_description import SimulatedWindows
from installer.simulator.windows_pc import SimWindowsPc
from installer.simulator.world import SimWorld
from tests.helpers.powershell_source import answer_keys, scripts

SCRIPTS = [name for name in scripts() if name.startswith("facts/")]


def pc(folder: Path, **parts: bool) -> SimWindowsPc:
    described = SimulatedWindows(**parts)
    world = SimWorld(Scenario(title="x", windows=described), folder, VirtualClock())
    return SimWindowsPc(world, described)


@pytest.mark.parametrize("name", SCRIPTS)
async def test_it_answers_as_the_script_does(name: str, tmp_path: Path) -> None:
    result = await pc(tmp_path).run(windows_script(name, "Asking", {"folder": "C:\\"}), timeout=5)
    assert set(json.loads(result.stdout)) == answer_keys(scripts()[name])


def test_every_part_of_it_has_its_script() -> None:
    parts = set(SimulatedWindows.model_fields) - {"constrained"}
    assert {f"facts/{part}" for part in parts} == set(SCRIPTS)


async def test_a_script_that_it_does_not_know_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        await pc(tmp_path).run(windows_script("job/state", "Asking"), timeout=5)


async def test_a_constrained_powershell_answers_nothing(tmp_path: Path) -> None:
    with pytest.raises(PowerShellUnusable):
        await pc(tmp_path, constrained=True).run(windows_script(SCRIPTS[0], "Asking"), timeout=5)


async def test_it_has_no_files(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        await pc(tmp_path).read_text("C:\\x")
    await pc(tmp_path).write_text("C:\\x", "x")
