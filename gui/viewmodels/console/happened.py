"""Events of one object as a person reads them: what, how often, how long ago."""

from __future__ import annotations

from dataclasses import dataclass

from gui.texts import tr
from gui.viewmodels.console.clock import past_words
from gui.viewmodels.console.rows import RowsModel

_MOST = 40


@dataclass(frozen=True, slots=True)
class Happening:
    """A mark, the message of the cluster, and the words around it."""

    mark: str
    text: str
    detail: str


def happenings(rows: RowsModel, now: float) -> tuple[Happening, ...]:
    """The rows that are shown, the newest first."""
    kind, table = rows.kind, rows.table
    names = [column.name for column in kind.columns]
    message, reason = names.index("MESSAGE"), names.index("REASON")
    made = []
    for number in range(min(_MOST, table.rowCount())):
        row = table.row_at(number)
        facts = row.facts
        words = [kind.text(row, reason, now)]
        if facts.count > 1:
            words.append(tr("{count} times", count=facts.count))
        if facts.last_seen is not None:
            words.append(tr("{time} ago", time=past_words(facts.last_seen, now)))
        mark = "warn" if facts.warning else "info"
        made.append(Happening(mark, kind.text(row, message, now), ", ".join(words)))
    return tuple(made)
