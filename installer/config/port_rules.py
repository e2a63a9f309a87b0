"""The rules between the ports of this PC that a cluster file gives away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from pydantic.alias_generators import to_camel

from installer.config.refusal import Refusal


class Listening(Protocol):
    """A port of the PC that something listens at."""

    @property
    def protocol(self) -> str:
        """Either tcp or udp."""
        ...

    @property
    def host(self) -> int:
        """Its number."""
        ...


def taken(owner: str, *, found: str = "", at: tuple[str | int, ...] = ()) -> Refusal:
    """Why a port cannot be had: `owner` is the key that has it."""
    return Refusal(
        message=f"{owner} uses this port of the PC already",
        found=found,
        allowed="a port from 1 to 65535 that nothing else in this file uses",
        at=at,
    )


def port_clashes(ports: Sequence[Listening], network: Mapping[str, Any]) -> list[Refusal]:
    """The published ports that are taken; `network` has the fields that were judged before."""
    owners = {
        ("tcp", network[name]): to_camel(name)
        for name in ("api_port", "ssh_port")
        if name in network
    }
    clashes = []
    for index, port in enumerate(ports):
        owner = owners.setdefault((port.protocol, port.host), f"ports[{index}]")
        if owner != f"ports[{index}]":
            clashes.append(taken(owner, found=str(port.host), at=(index, "host")))
    return clashes
