"""A simulated PC, described in a file: what it has, what goes wrong, when its power fails."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError
from pydantic.alias_generators import to_camel

from installer.errors import UsageError
from installer.resources import resource_path
from installer.units import GIB, Size


def _size(value: object) -> object:
    return Size.parse(value) if isinstance(value, str) else value


_Size = Annotated[Any, BeforeValidator(_size)]


class _Part(BaseModel):
    model_config = ConfigDict(
        frozen=True, extra="forbid", alias_generator=to_camel, populate_by_name=True
    )


class SimulatedPc(_Part):
    """What the PC has."""

    cpus: int = 8
    memory_total: _Size = Size(16 * GIB)
    memory_available: _Size = Size(11 * GIB)
    disk_free: _Size = Size(180 * GIB)
    architecture: str = "x86_64"
    qemu: bool = True
    firmware: bool = True
    accelerator: Literal["kvm", "tcg", "none"] = "kvm"
    listening_ports: tuple[int, ...] = (22, 631)
    routes: tuple[str, ...] = ("192.168.20.0/24",)


class Fault(_Part):
    """Something that goes wrong at a point of the simulated world, a number of times."""

    at: str
    times: int = 1
    error: Literal["unreachable", "timeout", "failed"]
    words: str = ""


class PowerCut(_Part):
    """The PC loses power at a line of a journal, once."""

    line: int
    when: Literal["before", "after"] = "after"


class Scenario(_Part):
    """One simulated world."""

    title: str
    pc: SimulatedPc = SimulatedPc()
    faults: tuple[Fault, ...] = ()
    power_cut: PowerCut | None = None


def load_scenario(what: str) -> Scenario:
    """The scenario of this name that ships with the program, or of this file.

    Raises UsageError when there is none, or when it is not a scenario.
    """
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
            resolution=f"Choose one of: {', '.join(scenario_names())}; or give a .yaml file.",
        )
    return resource_path(f"scenarios/{name}.yaml")
