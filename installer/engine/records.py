"""The records of a journal, and how they are read back from its file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from installer.errors import JournalUnreadable

SCHEMA = 1
FILE_NAME = "journal.jsonl"
# The kinds of records that name a thing which was made.
_OWNING = ("own", "undone")


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One line of the journal.  `kind` is run, start, own, done, failed, finished, removing or
    undone; and, of what comes later, config, settled, snapshot (see changes) or join-file (see
    join_held).
    """

    seq: int
    at: str
    kind: str
    step: str = ""
    data: Mapping[str, object] = field(default_factory=dict)

    def line(self) -> bytes:
        """The record as it stands in the file."""
        body: dict[str, object] = {"v": SCHEMA, "seq": self.seq, "at": self.at, "kind": self.kind}
        if self.step:
            body["step"] = self.step
        if self.data:
            body["data"] = self.data
        return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def read_journal(path: Path) -> tuple[list[Record], int]:
    """The records of a journal and the number of bytes that they fill.

    A file that is not there gives none.  Raises JournalUnreadable when a line other than the
    last is damaged, or when a newer program wrote it.
    """
    if not path.exists():
        return [], 0
    content = path.read_bytes()
    lines = content.splitlines(keepends=True)
    records: list[Record] = []
    sound = 0
    for number, line in enumerate(lines, start=1):
        record = _parse_line(line)
        if record is None and number == len(lines):
            break
        if record is None:
            raise JournalUnreadable(
                "The journal of this cluster is damaged.", details=f"{path}, line {number}"
            )
        records.append(record)
        sound += len(line)
    return records, sound


def _parse_line(line: bytes) -> Record | None:
    """A record, or None for a damaged line."""
    if not line.endswith(b"\n"):
        return None
    try:
        body = json.loads(line)
        version = int(body["v"])
        record = Record(
            seq=int(body["seq"]),
            at=str(body["at"]),
            kind=str(body["kind"]),
            step=str(body.get("step", "")),
            data=dict(body.get("data", {})),
        )
    # Of a damaged line anything can come: brackets without end, numbers without bound.
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
        return None
    if record.kind in _OWNING and not {"what", "ident"} <= record.data.keys():
        return None
    if version > SCHEMA:
        raise JournalUnreadable(
            "A newer version of the program wrote the journal of this cluster.",
            details=f"journal schema {version}, this program knows {SCHEMA}",
        )
    return record
