"""A simulated PC, described in a file: what it has, what goes wrong, when its power fails."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import yaml
from pydantic import ValidationError

from installer.errors import UsageError
from installer.resources import resource_path
from installer.simulator.description import Part, SimulatedPc
from installer.simulator.recorded import is_record, read_record


class Fault(Part):
    """Something that goes wrong at a point of the simulated world, a number of times."""

    at: str
    times: int = 1
    error: Literal["unreachable", "timeout", "failed"]
    words: str = ""


class PowerCut(Part):
    """The PC loses power at a line of a journal, once."""

    line: int
    when: Literal["before", "after"] = "after"


class Scenario(Part):
    """One simulated world."""

    title: str
    pc: SimulatedPc = SimulatedPc()
    faults: tuple[Fault, ...] = ()
    power_cut: PowerCut | None = None


def load_scenario(what: str) -> Scenario:
    """The scenario of this name that ships with the program, or of this file.

    A file may also be the record of a PC (`recorded`).  Raises UsageError when there is none, or
    when it is not a scenario.
    """
    if is_record(what):
        record = read_record(Path(what))
        return Scenario(title=record.title, pc=record.pc)
    path = Path(what) if what.endswith((".yaml", ".yml")) else _shipped(what)
    try:
        return Scenario.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise UsageError(f"The scenario {what} cannot be read.", details=str(error)) from error
    except (ValidationError, yaml.YAMLError) as error:
        raise UsageError(f"{what} is not a scenario.", details=str(error)) from error


def scenario_names() -> tuple[str, ...]:
    """The scenarios that ship with the program."""
    return tuple(sorted(path.stem for path in resource_path("scenarios").glob("*.yaml")))


def _shipped(name: str) -> Path:
    if name not in scenario_names():
        raise UsageError(
            f"There is no simulated PC named {name}.",
            resolution=f"Choose one of: {', '.join(scenario_names())}; or give a .yaml file of a "
            "scenario, or the .json file of a recorded PC.",
        )
    return resource_path(f"scenarios/{name}.yaml")
