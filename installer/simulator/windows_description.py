"""A Windows PC as a scenario describes it: what each script of `powershell/facts` would answer.

The names of the fields are the keys of the scripts' answers.  What is not said is as on a healthy
PC with Hyper-V.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from installer.units import GIB

DEFAULT_SWITCH = "c08cb7b8-9b3c-408e-8e30-5e16a3aeb444"


class _Answer(BaseModel):
    model_config = ConfigDict(
        frozen=True, extra="forbid", alias_generator=to_camel, populate_by_name=True
    )


class Computer(_Answer):
    """What `computer` answers: Windows, processor, memory, hypervisor."""

    edition: str = "Professional"
    build: int = 19045
    revision: int = 4291
    server: bool = False
    insider: bool = False
    language: str = "en-US"
    architecture: str = "AMD64"
    memory_total: int = 16 * GIB
    memory_free: int = 9 * GIB
    processors: int = 8
    processor: str = "Simulated processor"
    firmware: bool = False
    slat: bool = False
    monitor_mode: bool = False
    hypervisor: bool = True
    launched: bool = True
    maker: str = "Contoso"
    model: str = "Shop PC"
    board: str = "Board"


class HyperV(_Answer):
    """What `hyperv` answers; the states of features are 1 (on), 2 (off) and 3 (absent)."""

    features: dict[str, int] = Field(default_factory=lambda: {"Microsoft-Hyper-V": 1})
    module: bool = True
    service: str = "Running"
    launch: str = "Auto"
    restart: bool = False
    switches: tuple[dict[str, str], ...] = ()
    nats: tuple[dict[str, str], ...] = ()
    folder: str = r"C:\ProgramData\Microsoft\Windows\Hyper-V"
    folder_usable: bool = True


class Rights(_Answer):
    """What `rights` answers."""

    user: str = r"SHOP\ann"
    elevated: bool = True
    administrator: bool = True
    hyperv_in_token: bool = True
    hyperv_in_database: bool = True
    policy: str = "RemoteSigned"
    in_path: bool = True


class Network(_Answer):
    """What `network` answers; 4 is the internet."""

    adapters: tuple[dict[str, Any], ...] = (
        {
            "name": "Ethernet",
            "description": "Simulated adapter",
            "kind": "ethernet",
            "up": True,
            "default": True,
        },
    )
    routes: tuple[dict[str, str], ...] = ()
    name_servers: tuple[str, ...] = ("192.168.1.1",)
    proxy: str = ""
    exempt: str = ""
    reach: int = 4
    asks_who: bool = False


class Disk(_Answer):
    """What `disk` answers."""

    folder: str = r"C:\ProgramData"
    free: int = 150 * GIB
    file_system: str = "NTFS"
    root: str = "C:\\"
    network: bool = False
    compressed: bool = False
    encrypted: bool = False
    integrity: bool = False
    milliseconds: float = 2.0
    refused: str = ""
    sparse: tuple[str, ...] = ()
    vhd: str = "made"
    vhdx: str = "made"


class Programs(_Answer):
    """What `programs` answers."""

    protection: tuple[str, ...] = ("Windows Defender",)
    programs: tuple[str, ...] = ()


class Clock(_Answer):
    """What `clock` answers."""

    date: str = "2026-05-28"
    ahead: str = "0.0001234"
    kept: bool = True


class Power(_Answer):
    """What `power` answers; 0 is never."""

    plan: str = "8c5e7fda-e8bf-4a96-9a85-a6e23a8c635c"
    sleeps_after: int = 0


class Ports(_Answer):
    """What `ports` answers."""

    listeners: tuple[dict[str, Any], ...] = ()


class Clusters(_Answer):
    """What `clusters` answers."""

    clusters: tuple[str, ...] = ()


class SimulatedWindows(_Answer):
    """The PC; `constrained` is whether a rule leaves PowerShell a part of its language only, and
    then no script answers.
    """

    computer: Computer = Computer()
    hyperv: HyperV = HyperV()
    rights: Rights = Rights()
    network: Network = Network()
    disk: Disk = Disk()
    programs: Programs = Programs()
    clock: Clock = Clock()
    power: Power = Power()
    ports: Ports = Ports()
    clusters: Clusters = Clusters()
    constrained: bool = False
