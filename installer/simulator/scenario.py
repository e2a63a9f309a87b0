"""A simulated PC, described in a file: what it has, what goes wrong, when its power fails."""

from __future__ import annotations

from pathlib import Path

import yaml

from installer.errors import UsageError
from installer.resources import resource_path
from installer.simulator.description import SimulatedPc
from installer.simulator.names import scenario_names
from installer.simulator.recorded import is_record, read_record
from installer.simulator.trouble import DiskFull, Troubles
from installer.simulator.windows_description import SimulatedWindows
from installer.simulator.wrong_places import wrong_places


class Scenario(Troubles):
    """One simulated world; `story` says in one sentence what happens and how it ends.

    With `windows` it is that PC, otherwise `pc`, which runs Linux.
    """

    title: str
    story: str = ""
    pc: SimulatedPc = SimulatedPc()
    windows: SimulatedWindows | None = None

    def cured(self) -> Scenario:
        """The same PC after the causes of all trouble were removed; it gets no faster."""
        return Scenario(title=self.title, pc=self.pc, windows=self.windows, slowness=self.slowness)


def load_scenario(what: str) -> Scenario:
    """The scenario of this name that ships with the program, or of this file.

    A file may also be the record of a PC (`recorded`).  `disk-full:create-vm` chooses the step
    at which the disk gets full.  Raises UsageError when there is none, or when it is not a
    scenario.
    """
    if is_record(what):
        record = read_record(Path(what))
        return Scenario(title=record.title, pc=record.pc, windows=record.windows)
    is_file = what.endswith((".yaml", ".yml"))
    name, _, step = (what, "", "") if is_file else what.partition(":")
    path = Path(what) if is_file else _shipped(name)
    try:
        scenario = Scenario.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise UsageError(f"The scenario {what} cannot be read.", details=str(error)) from error
    except (ValueError, yaml.YAMLError) as error:
        raise UsageError(f"{what} is not a scenario.", details=wrong_places(error)) from error
    return _at_step(scenario, name, step) if step else scenario


def _at_step(scenario: Scenario, name: str, step: str) -> Scenario:
    if scenario.disk_full is None:
        raise UsageError(
            f"The simulated PC {name} has no step to choose.",
            resolution=f"Give {name} alone, or a step of another one: disk-full:create-vm.",
        )
    return scenario.model_copy(update={"disk_full": DiskFull(step=step)})


def _shipped(name: str) -> Path:
    if name not in scenario_names():
        raise UsageError(
            f"There is no simulated PC named {name}.",
            resolution=f"Choose one of: {', '.join(scenario_names())}; or give a .yaml file of a "
            "scenario, or the .json file of a recorded PC.",
        )
    return resource_path(f"scenarios/{name}.yaml")
