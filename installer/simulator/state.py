"""The simulated world's memory: it outlives the program, as a real PC's disks do."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, Field

FILE_NAME = ".simulated-world.json"


class SimNodeState(BaseModel):
    """What is in a node: its files, and how far it is."""

    first_boot_done: bool = False
    cloud_init_off: bool = False
    data_disk_ready: bool = False
    files: dict[str, str] = Field(default_factory=dict)
    jobs_done: list[str] = Field(default_factory=list)


class SimVmState(BaseModel):
    """A virtual machine and the node in it."""

    owner: str
    created: bool = False
    running: bool = False
    autostart: bool = False
    media: list[str] = Field(default_factory=list)
    node: SimNodeState = Field(default_factory=SimNodeState)


class SimState(BaseModel):
    """Everything that the simulated PC remembers."""

    vms: dict[str, SimVmState] = Field(default_factory=dict)
    fault_counts: dict[str, int] = Field(default_factory=dict)
    power_was_cut: bool = False


def load_state(folder: Path) -> SimState:
    """The state that an earlier program left, or that of a new PC."""
    path = folder / FILE_NAME
    return SimState.model_validate_json(path.read_text()) if path.exists() else SimState()


def save_state(folder: Path, state: SimState) -> None:
    """Remember the state."""
    folder.mkdir(parents=True, exist_ok=True)
    partial = folder / f"{FILE_NAME}.partial"
    partial.write_text(state.model_dump_json())
    partial.replace(folder / FILE_NAME)
