"""Are the ports of this PC free that the cluster wants to use?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address

from installer.checks.base import Check, Finding, Verdict
from installer.config.model import EdgeCluster
from installer.facts.base import Facts
from installer.facts.ports import FACT as PORTS
from installer.facts.ports import Listener

_LOCAL = IPv4Address("127.0.0.1")


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A port that will listen on this PC, and the field of the cluster file that says so."""

    field: str
    protocol: str
    address: IPv4Address
    port: int


def judge(facts: Facts, config: EdgeCluster) -> Finding:
    """FAIL with every port that is taken."""
    return _judge(facts, config, shown_by="sudo ss -lptun")


def judge_windows(facts: Facts, config: EdgeCluster) -> Finding:
    """As `judge`, in the words of Windows."""
    return _judge(facts, config, shown_by="netstat -abno")


def _judge(facts: Facts, config: EdgeCluster, *, shown_by: str) -> Finding:
    listeners = facts.get(PORTS).listeners
    taken = [
        wanted
        for wanted in _wanted(config)
        if any(_is_taken(wanted, listener) for listener in listeners)
    ]
    if not taken:
        return Finding(verdict=Verdict.PASS, summary="All ports that are needed are free.")
    names = ", ".join(f"{wanted.protocol} {wanted.port} ({wanted.field})" for wanted in taken)
    return Finding(
        verdict=Verdict.FAIL,
        summary=f"Another program uses a port that is needed: {names}.",
        remedy=f"End that program (`{shown_by}` shows it), or choose another port for "
        f"{', '.join(wanted.field for wanted in taken)}.",
        evidence={
            wanted.field: f"{wanted.protocol} {wanted.address}:{wanted.port}" for wanted in taken
        },
    )


def _wanted(config: EdgeCluster) -> Iterator[_Wanted]:
    network = config.spec.network
    yield _Wanted("spec.network.apiPort", "tcp", _LOCAL, network.api_port)
    for index in range(len(config.spec.nodes)):
        field = f"spec.network.sshPort + {index}" if index else "spec.network.sshPort"
        yield _Wanted(field, "tcp", _LOCAL, network.ssh_port_of(index))
    for index, port in enumerate(network.ports):
        yield _Wanted(f"spec.network.ports[{index}].host", port.protocol, port.address, port.host)


def _is_taken(wanted: _Wanted, listener: Listener) -> bool:
    return (
        listener.protocol == wanted.protocol
        and listener.port == wanted.port
        and _collide(wanted.address, listener.address)
    )


def _collide(wanted: IPv4Address, used: IPv4Address | IPv6Address) -> bool:
    """Whether a socket at `used` keeps another one from `wanted`.

    A socket at `::` usually serves IPv4 as well (ipv6(7), IPV6_V6ONLY), which the kernel's table
    does not show: it counts.
    """
    if used.is_unspecified:
        return True
    return used == wanted or (wanted.is_unspecified and isinstance(used, IPv4Address))


CHECK = Check(
    id="port.conflict",
    title="The ports are free",
    judge=judge,
    windows=judge_windows,
    only_before=True,
)
