"""The journal of fixes, `<state>/fixes.jsonl`: one for the whole PC, beside those of clusters."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator

import filelock

from installer.engine.disk_trouble import disk_error
from installer.engine.journal import Journal
from installer.engine.records import read_journal
from installer.engine.session import Session
from installer.errors import ClusterBusy

_JOURNAL, _LOCK = "fixes.jsonl", "fixes.lock"
_LOCK_SECONDS = 0.5


def look_into_fixes(session: Session) -> Journal:
    """Only read it, whoever may be writing; raises JournalUnreadable."""
    path = session.store.root / _JOURNAL
    records, _ = read_journal(path)
    return Journal(records, session.world.journal_file(path), session.world.clock.now)


@contextlib.contextmanager
def open_fixes(session: Session) -> Iterator[Journal]:
    """The journal under its lock; raises ClusterBusy and JournalUnreadable."""
    path = session.store.root / _JOURNAL
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = filelock.FileLock(path.with_name(_LOCK), timeout=_LOCK_SECONDS)
        lock.acquire()
    except filelock.Timeout as error:
        raise ClusterBusy("Another run changes this PC.", details=str(error)) from error
    except OSError as error:
        raise disk_error(error, "Keeping a journal of changes to this PC") from error
    try:
        records, sound = read_journal(path)
        if path.exists() and path.stat().st_size > sound:
            os.truncate(path, sound)
        journal = Journal(records, session.world.journal_file(path), session.world.clock.now)
        try:
            yield journal
        finally:
            journal.close()
    finally:
        lock.release()
