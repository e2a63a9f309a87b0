"""Which join files there are: the journal remembers, the cluster decides."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from installer.cluster.inside import LiveTicket
from installer.engine.join_held import PURPOSE, RECORD, held_join_files
from installer.engine.records import Record

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def _record(ident: str, ends: datetime, state: str = "made") -> Record:
    data = {"id": ident, "role": "worker", "expires": ends.isoformat(), "state": state}
    return Record(seq=1, at="", kind=RECORD, data=data)


@pytest.mark.parametrize(
    ("records", "live", "state"),
    [
        ([_record("a", NOW + HOUR)], ["a"], "valid"),
        ([_record("a", NOW + HOUR)], [], "unknown"),
        ([_record("a", NOW)], ["a"], "expired"),
        ([_record("a", NOW - HOUR)], [], "expired"),
        ([_record("a", NOW + HOUR), _record("a", NOW + HOUR, "revoked")], [], "revoked"),
        ([_record("a", NOW - HOUR), _record("a", NOW - HOUR, "revoked")], [], "revoked"),
    ],
)
def test_each_has_the_state_that_says_whether_it_lets_nodes_in(
    records: list[Record], live: list[str], state: str
) -> None:
    tickets = [LiveTicket(ident, NOW + HOUR, f"{PURPOSE}worker") for ident in live]
    [held] = held_join_files(records, tickets, NOW)
    assert (held.ident, held.role, held.state) == ("a", "worker", state)


def test_a_ticket_whose_file_was_never_written_is_found_and_others_are_none_of_ours() -> None:
    tickets = [
        LiveTicket("a", NOW + HOUR, f"{PURPOSE}server"),
        LiveTicket("b", NOW + HOUR, "edgewright: a node may join"),
        LiveTicket("c", None, ""),
    ]
    [held] = held_join_files([Record(seq=1, at="", kind="run")], tickets, NOW)
    assert (held.ident, held.role, held.state) == ("a", "server", "valid")
