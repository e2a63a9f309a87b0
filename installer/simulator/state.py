"""The simulated world's memory: it outlives the program, as a real PC's disks do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import BaseModel, Field

FILE_NAME = ".simulated-world.json"


class SimNodeState(BaseModel):
    """What is in a node: its files, and how far it is."""

    first_boot_done: bool = False
    cloud_init_off: bool = False
    data_disk_ready: bool = False
    file_system_size: int = 0
    files: dict[str, str] = Field(default_factory=dict)
    jobs_done: list[str] = Field(default_factory=list)
    shares_ready: bool = False
    # The files of add-ons whose objects are in the cluster; a first server has them.
    add_ons: list[str] = Field(default_factory=list)


class SimSnapshot(BaseModel):
    """What a snapshot of a virtual machine holds."""

    data_size: int
    node: SimNodeState


class SimVmState(BaseModel):
    """A virtual machine and the node in it."""

    owner: str
    created: bool = False
    running: bool = False
    # The network devices that each of its starts makes.
    devices: list[str] = Field(default_factory=list)
    autostart: bool = False
    cpus: int = 0
    memory: int = 0
    data_size: int = 0
    snapshots: dict[str, SimSnapshot] = Field(default_factory=dict)
    media: list[str] = Field(default_factory=list)
    node: SimNodeState = Field(default_factory=SimNodeState)


class SimPcState(BaseModel):
    """What an administrator has changed on the PC since it was set up.

    `files` by path, `settings` by name (sysctl); `members` are those of the group kvm.  The
    `logon` knows only those who were in it when the program was started.
    """

    packages: list[str] = Field(default_factory=list)
    modules: list[str] = Field(default_factory=list)
    files: dict[str, str] = Field(default_factory=dict)
    settings: dict[str, str] = Field(default_factory=dict)
    members: list[str] = Field(default_factory=list)
    logon: list[str] = Field(default_factory=list)
    # What a Windows PC answers otherwise since, by script and key.
    windows: dict[str, dict[str, Any]] = Field(default_factory=dict)


class SimTicket(BaseModel):
    """A ticket with which nodes may join the cluster of this PC."""

    expires: str
    purpose: str


class SimState(BaseModel):
    """Everything that the simulated PC remembers."""

    vms: dict[str, SimVmState] = Field(default_factory=dict)
    # Network devices of virtual machines, by whom they were made.
    devices: dict[str, str] = Field(default_factory=dict)
    pc: SimPcState = Field(default_factory=SimPcState)
    tickets: dict[str, SimTicket] = Field(default_factory=dict)
    tickets_made: int = 0
    # Nodes of the cluster that are on other PCs, and of which it hears nothing.
    strangers: list[str] = Field(default_factory=list)
    fault_counts: dict[str, int] = Field(default_factory=dict)
    power_was_cut: bool = False
    # How many seconds the PC's clock was set ahead of the right time.
    clock_ahead: float = 0.0
    # A file of a bundle that trouble has changed; empty for none.
    damaged_file: str = ""


def lose_power(state: SimState, *, restart: bool) -> None:
    """The PC goes down; after a restart the nodes that start with it run again."""
    state.devices = {}
    for vm in state.vms.values():
        vm.running = restart and vm.autostart
        if vm.running:
            state.devices |= dict.fromkeys(vm.devices, vm.owner)


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
