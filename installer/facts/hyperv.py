"""How Hyper-V is on this PC: switched on, complete, at work, and what it holds."""

from __future__ import annotations

import json
from dataclasses import dataclass
from ipaddress import IPv4Network

from installer.facts.base import windows_fact

# Win32_OptionalFeature.InstallState.
_ON, _OFF = 1, 2
_MAIN = "Microsoft-Hyper-V"


@dataclass(frozen=True, slots=True)
class VirtualSwitch:
    """A switch: its id, its name, its type (`External`, `Internal`, `Private`) and its adapter."""

    id: str
    name: str
    type: str
    adapter: str


@dataclass(frozen=True, slots=True)
class Nat:
    """A network whose addresses Windows translates."""

    name: str
    network: IPv4Network


@dataclass(frozen=True, slots=True)
class HyperV:
    """`offered` is whether this Windows has Hyper-V, `on` whether it is switched on, `module`
    whether its commands are installed, `service` the state of vmms (`Running`, `Stopped`,
    `Disabled`, `Missing`).

    `launch` is the boot setting hypervisorlaunchtype, empty when it was not shown; `restart` is
    whether Windows waits for one; `folder` is where Hyper-V keeps machines by itself, and `usable`
    whether it can be reached.
    """

    offered: bool
    on: bool
    module: bool
    service: str
    launch: str
    restart: bool
    switches: tuple[VirtualSwitch, ...]
    nats: tuple[Nat, ...]
    folder: str
    usable: bool


def parse(text: str) -> HyperV:
    """Read the account; raises KeyError or ValueError when it is none."""
    account = json.loads(text)
    state = int(account["features"].get(_MAIN, 0))
    return HyperV(
        offered=state in (_ON, _OFF),
        on=state == _ON,
        module=bool(account["module"]),
        service=account["service"],
        launch=account["launch"],
        restart=bool(account["restart"]),
        switches=tuple(
            VirtualSwitch(entry["id"], entry["name"], entry["type"], entry["adapter"])
            for entry in account["switches"]
        ),
        nats=tuple(
            Nat(entry["name"], IPv4Network(entry["network"], strict=False))
            for entry in account["nats"]
        ),
        folder=account["folder"],
        usable=bool(account["folderUsable"]),
    )


FACT = windows_fact("host.hyperv", "hyperv", parse)
