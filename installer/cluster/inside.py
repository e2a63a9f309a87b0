"""What a cluster says of its nodes and tickets, asked by kubectl inside one of its nodes.

From this PC the API is reached only where a server of the cluster runs on it; a PC that has but
joined a cluster asks its own nodes.  `access` is the path of an access file in the node.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from installer.cluster.api import ClusterHealth, NodeHealth
from installer.errors import HostUnreachable
from installer.host.base import HostDriver, checked
from installer.host.script import node_script

_SECONDS = 180.0


@dataclass(frozen=True, slots=True)
class LiveTicket:
    """A ticket that the cluster knows; `expires` is None for one that never ends."""

    ident: str
    expires: datetime | None
    purpose: str


async def members(server: HostDriver, access: str) -> dict[str, str]:
    """The address of each node that the cluster knows, by its name; raises CommandFailed."""
    question = node_script("members", "Asking the cluster for its nodes", {"ACCESS": access})
    answer = await checked(server, question, timeout=_SECONDS)
    return {name: address for name, _, address in map(_parted, answer.splitlines()) if name}


def _parted(line: str) -> tuple[str, str, str]:
    return line.strip().partition(" ")


async def member_health(nodes: Mapping[str, HostDriver], access: str) -> ClusterHealth:
    """How the cluster sees these nodes, by what each is told of itself.

    Raises HostUnreachable when a node does not answer, or the cluster does not answer it.
    """
    seen = [await _health(node, access, name) for name, node in nodes.items()]
    missing = [f"node {node.name} is not ready: {node.reason}" for node in seen if not node.ready]
    return ClusterHealth(seen[0].version, tuple(seen), tuple(missing))


async def _health(node: HostDriver, access: str, name: str) -> NodeHealth:
    question = node_script(
        "member", f"Asking the cluster about {name}", {"ACCESS": access, "NODE": name}
    )
    result = await node.run(question, timeout=_SECONDS)
    if result.returncode != 0:
        raise HostUnreachable(
            f"The cluster does not answer its node {name}.", details=result.output[-600:]
        )
    ready, version, reason = [*result.stdout.split("\n", 2), "", ""][:3]
    return NodeHealth(name, ready.strip() == "True", reason.strip(), version.strip())


async def live_tickets(server: HostDriver, access: str) -> tuple[LiveTicket, ...]:
    """The tickets that the cluster knows, ended ones not yet swept included."""
    question = node_script("tickets", "Asking the cluster for its tickets", {"ACCESS": access})
    answer = await checked(server, question, timeout=_SECONDS)
    return tuple(_ticket(line) for line in answer.splitlines() if line.strip())


def _ticket(line: str) -> LiveTicket:
    """A line of id, end and purpose, each in base64 and the last two possibly empty."""
    ident, end, purpose = [*(_decoded(word) for word in line.split(" ")), "", ""][:3]
    return LiveTicket(ident, datetime.fromisoformat(end) if end else None, purpose)


def _decoded(word: str) -> str:
    try:
        return base64.b64decode(word).decode(errors="replace")
    except binascii.Error:
        return ""


async def revoke_ticket(server: HostDriver, access: str, ident: str) -> None:
    """Take a ticket back; one that is gone already is no error."""
    command = node_script(
        "revoke-ticket", "Taking the ticket back", {"ACCESS": access, "TICKET": ident}
    )
    await checked(server, command, timeout=_SECONDS)


async def forget_node(server: HostDriver, access: str, name: str) -> None:
    """Take a node off the list of the cluster; one that is gone already is no error."""
    command = node_script(
        "forget-node", f"Taking {name} off the list", {"ACCESS": access, "NODE": name}
    )
    await checked(server, command, timeout=_SECONDS)
