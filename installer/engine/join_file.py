"""A join file: what another PC needs for its nodes to join a cluster, as text and back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from installer.distributions.base import JoinTicket, Role
from installer.engine.join_seal import open_sealed, read_sealed, seal
from installer.errors import JoinFileUnreadable


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinFile:
    """An open join file.

    `members` are the cluster's nodes when it was made, name and address; `outside` is what the
    cluster file of the first PC says of the network of all nodes, but for the adapter.
    """

    cluster: str
    role: Role
    distribution: str
    version: str
    pod_cidr: str
    service_cidr: str
    expires: datetime
    members: Mapping[str, str]
    outside: Mapping[str, Any]
    ticket: JoinTicket = field(repr=False)

    @property
    def ident(self) -> str:
        """By what it is listed and revoked."""
        return self.ticket.ident


def join_file_text(join: JoinFile, passphrase: str) -> str:
    """The file, sealed; its head says to everybody which file it is.

    Raises UsageError for a passphrase that is too short.
    """
    head = {
        "cluster": join.cluster,
        "id": join.ident,
        "role": join.role,
        "expires": join.expires.isoformat(timespec="seconds"),
    }
    content = {
        "cluster": join.cluster,
        "role": join.role,
        "distribution": join.distribution,
        "version": join.version,
        "podCidr": join.pod_cidr,
        "serviceCidr": join.service_cidr,
        "expires": join.expires.isoformat(),
        "members": dict(join.members),
        "outside": dict(join.outside),
        "ticket": join.ticket.record(),
    }
    return seal(head, json.dumps(content).encode(), passphrase)


def join_file_head(data: bytes) -> Mapping[str, str]:
    """What a sealed file says of itself: cluster, id, role, expires; raises JoinFileUnreadable."""
    return read_sealed(data).head


def open_join_file(data: bytes, passphrase: str) -> JoinFile:
    """Open a file; raises JoinFileUnreadable and JoinFileLocked."""
    content = open_sealed(read_sealed(data), passphrase)
    try:
        return _join_file(json.loads(content))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise JoinFileUnreadable(
            "The join file was made by another version of the program.",
            details=type(error).__name__,
            resolution="Use the same version of the program on both PCs.",
        ) from error


def _join_file(content: Any) -> JoinFile:
    return JoinFile(
        cluster=str(content["cluster"]),
        role="server" if content["role"] == "server" else "worker",
        distribution=str(content["distribution"]),
        version=str(content["version"]),
        pod_cidr=str(content["podCidr"]),
        service_cidr=str(content["serviceCidr"]),
        expires=datetime.fromisoformat(content["expires"]),
        members={str(name): str(address) for name, address in content["members"].items()},
        outside=dict(content["outside"]),
        ticket=JoinTicket.of_record(content["ticket"]),
    )
