"""The journal: what a run did, written down before and after it does it.

One line of JSON for each record, on the disk before the engine goes on.  The line

    own  {what, ident}      stands *before* the thing is made: a removal may find less than is
                            listed, never more
    done                    stands *after* a step succeeded; whether it still holds is asked of
                            the machine itself at the next run

A power cut can tear the last line; it is cut off when the journal is opened again, because
what it would have said has not been acted upon.  No secret is ever written here.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from installer.engine.disk_trouble import disk_error
from installer.engine.records import FILE_NAME, Record, read_journal
from installer.files import sync_folder
from installer.steps.context import Owned


class JournalFile:
    """The open file; a simulated PC puts its own in this place to lose power at a line."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor: int | None = None

    def append(self, line: bytes) -> None:
        """Write one whole line and wait until it is on the disk; the first makes the file.

        When that fails nothing of the line is left.  Raises OSError.
        """
        if self._descriptor is None:
            self._descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            sync_folder(self._path.parent)
        size = os.fstat(self._descriptor).st_size
        try:
            _write_whole(self._descriptor, line)
        except OSError:
            # Behind a torn line no other one could be read.
            os.ftruncate(self._descriptor, size)
            raise

    def close(self) -> None:
        """Close the file."""
        if self._descriptor is not None:
            os.close(self._descriptor)


def _write_whole(descriptor: int, line: bytes) -> None:
    # A disk that is nearly full takes a part of the line and says nothing.
    if os.write(descriptor, line) < len(line):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    os.fsync(descriptor)


class Journal:
    """The records of one cluster, in memory and on disk."""

    def __init__(
        self, records: list[Record], file: JournalFile, now: Callable[[], datetime]
    ) -> None:
        self._records, self._file, self._now = records, file, now

    @classmethod
    def open(
        cls,
        folder: Path,
        now: Callable[[], datetime],
        open_file: Callable[[Path], JournalFile] = JournalFile,
        *,
        name: str = FILE_NAME,
    ) -> Journal:
        """Read what is there, cut off a torn last line and get ready to append.

        Raises JournalUnreadable.
        """
        path = folder / name
        records, sound = read_journal(path)
        if path.exists() and path.stat().st_size > sound:
            os.truncate(path, sound)
        return cls(records, open_file(path), now)

    @classmethod
    def look(cls, folder: Path, now: Callable[[], datetime], *, name: str = FILE_NAME) -> Journal:
        """Only read what is there, whoever may be writing; raises JournalUnreadable."""
        path = folder / name
        records, _ = read_journal(path)
        return cls(records, JournalFile(path), now)

    def append(self, kind: str, *, step: str = "", **data: object) -> Record:
        """Add a record; it is on the disk when this returns.  Raises DiskFull."""
        record = Record(
            seq=len(self._records) + 1,
            at=self._now().isoformat(timespec="milliseconds"),
            kind=kind,
            step=step,
            data=data,
        )
        try:
            self._file.append(record.line())
        except OSError as error:
            raise disk_error(error, "Writing the journal") from error
        self._records.append(record)
        return record

    def close(self) -> None:
        """Close the file; the records stay readable."""
        self._file.close()

    @property
    def records(self) -> tuple[Record, ...]:
        """All records in order."""
        return tuple(self._records)

    def run(self) -> Record | None:
        """The record that the first run wrote: config, environment, owner."""
        return next((record for record in self._records if record.kind == "run"), None)

    def is_done(self, step: str) -> bool:
        """Whether a step once ended well."""
        return any(record.kind == "done" and record.step == step for record in self._records)

    def was_started(self, step: str) -> bool:
        """Whether we ever began a step: what it makes may be there and is ours."""
        return any(record.kind == "start" and record.step == step for record in self._records)

    def is_finished(self) -> bool:
        """Whether the installation once ended with every step done, and no removal began since."""
        last = [record.kind for record in self._records if record.kind in ("finished", "undone")]
        return bool(last) and last[-1] == "finished"

    def is_removing(self) -> bool:
        """Whether a removal began and has not come to its end."""
        return any(record.kind == "removing" for record in self._records)

    def owned(self) -> Iterator[Owned]:
        """What was made and not yet removed, the newest first."""
        held: dict[Owned, None] = {}
        for record in self._records:
            if record.kind not in ("own", "undone"):
                continue
            owned = Owned(record.step, str(record.data["what"]), str(record.data["ident"]))
            held.pop(owned, None)
            if record.kind == "own":
                held[owned] = None
        yield from reversed(held)
