"""Which join files of a cluster there are, and whether each still lets nodes in; pure.

    join-file {id, role, expires, state}   in the journal; `state` is made or revoked

Whether a file lets anybody in is the cluster's to say; the journal keeps those it has forgotten.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from installer.cluster.inside import LiveTicket
from installer.engine.records import Record

RECORD = "join-file"
# What the cluster keeps about the ticket of a join file, with the role behind it.
PURPOSE = "edgewright join file: "


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldJoinFile:
    """A join file that was made.  `state` is valid, expired, revoked or unknown.

    Unknown is one that should be valid, and of which the cluster does not know any more.
    """

    ident: str
    role: str
    expires: str
    state: str


def held_join_files(
    records: Iterable[Record], live: Iterable[LiveTicket], now: datetime
) -> tuple[HeldJoinFile, ...]:
    """The join files, from the journal and from what the cluster knows; pure."""
    known = {ticket.ident: ticket for ticket in live}
    held: dict[str, HeldJoinFile] = {}
    for record in records:
        if record.kind == RECORD:
            words = {key: str(record.data[key]) for key in ("role", "expires")}
            state = str(record.data["state"])
            ident = str(record.data["id"])
            held[ident] = HeldJoinFile(ident=ident, state=state, **words)
    for ident, ticket in known.items():
        # Made right before a power cut: its file was never written, its ticket may be taken back.
        if ticket.purpose.startswith(PURPOSE) and ident not in held:
            role = ticket.purpose.removeprefix(PURPOSE)
            ends = ticket.expires.isoformat() if ticket.expires else ""
            held[ident] = HeldJoinFile(ident=ident, role=role, expires=ends, state="made")
    return tuple(
        dataclasses.replace(file, state=_state(file, known=file.ident in known, now=now))
        for file in held.values()
    )


def _state(file: HeldJoinFile, *, known: bool, now: datetime) -> str:
    if file.state == "revoked":
        return "revoked"
    if file.expires and datetime.fromisoformat(file.expires) <= now:
        return "expired"
    return "valid" if known else "unknown"
