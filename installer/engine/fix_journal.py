"""The journal of fixes, `<state>/fixes.jsonl`: one for the whole PC, beside those of clusters."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from installer.engine.journal import Journal
from installer.engine.lock import held
from installer.engine.session import Session

_JOURNAL, _LOCK = "fixes.jsonl", "fixes.lock"


def look_into_fixes(session: Session) -> Journal:
    """Only read it, whoever may be writing; raises JournalUnreadable."""
    return Journal.look(session.store.root, session.world.clock.now, name=_JOURNAL)


@contextlib.contextmanager
def open_fixes(session: Session) -> Iterator[Journal]:
    """The journal under its lock; raises ClusterBusy and JournalUnreadable."""
    root, world = session.store.root, session.world
    busy = "Another run changes this PC."
    with held(root / _LOCK, busy=busy, doing="Keeping a journal of changes to this PC"):
        journal = Journal.open(root, world.clock.now, world.journal_file, name=_JOURNAL)
        try:
            yield journal
        finally:
            journal.close()
