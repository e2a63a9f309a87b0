"""What a page of rows shows: rows, a reason why there are none, and a warning above them; pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from gui.texts import tr
from gui.viewmodels.console.connection import clock_text
from gui.viewmodels.console.pages import KIND_TITLES
from gui.viewmodels.console.rows import RowsModel
from installer.api.console import FeedState, FeedWord


class Shape(StrEnum):
    """What stands in the place of the table, or the table itself."""

    TABLE = "table"
    LOADING = "loading"
    EMPTY = "empty"
    FILTERED = "filtered"
    DENIED = "denied"
    ABSENT = "absent"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Content:
    """A shape with its words; `again` offers to try again."""

    shape: Shape
    title: str = ""
    detail: str = ""
    evidence: str = ""
    again: bool = False


@dataclass(frozen=True, slots=True)
class Warn:
    """A banner above rows that are still good to look at."""

    state: str
    title: str
    detail: str = ""


def content_of(rows: RowsModel) -> Content:
    """What a list shows now."""
    state, name = rows.state, tr(KIND_TITLES[rows.kind.name][0])
    if state is None or (state.word is FeedWord.LOADING and not rows.total):
        return Content(Shape.LOADING, tr("Still reading {what}", what=name))
    if state.word is FeedWord.DENIED:
        return Content(
            Shape.DENIED,
            tr("You may not see {what}", what=name),
            tr(state.text) if state.text else tr("Your access does not allow to list them."),
            state.details,
            again=True,
        )
    if state.word is FeedWord.ABSENT:
        return Content(
            Shape.ABSENT, tr("This cluster does not have {what}", what=name), tr(state.text)
        )
    if rows.shown:
        return Content(Shape.TABLE)
    if state.word in (FeedWord.ERROR, FeedWord.STALE, FeedWord.RECONNECTING) and not rows.total:
        return Content(
            Shape.ERROR,
            tr("{what} could not be read", what=name),
            tr(state.text),
            state.details,
            again=True,
        )
    if rows.total:
        return Content(
            Shape.FILTERED,
            tr("Nothing fits the filter"),
            tr("{count} are there, and none has all of this.", count=rows.total),
        )
    return Content(Shape.EMPTY, tr("No {what} yet", what=name), tr("This list is empty."))


def warning_of(rows: RowsModel) -> Warn | None:
    """What is to be known about the rows that are shown."""
    state = rows.state
    if state is None or not rows.total:
        return None
    if state.word is FeedWord.STALE:
        title = tr("Not connected. This is the state of {time}", time=clock_text(state.since))
        return Warn("warn", title, _why(state))
    if state.word is FeedWord.RECONNECTING:
        return Warn("info", tr("Reconnecting. What is shown is some seconds old"), _why(state))
    if state.word is FeedWord.ERROR:
        return Warn("fail", tr("The cluster answers with an error"), _why(state))
    if state.skipped:
        title = tr("{count} objects could not be read and are left out", count=state.skipped)
        return Warn("warn", title, _why(state))
    return None


def _why(state: FeedState) -> str:
    return " ".join(part for part in (tr(state.text) if state.text else "", state.details) if part)


def count_words(rows: RowsModel) -> str:
    """How many are shown, of how many."""
    name = tr(KIND_TITLES[rows.kind.name][0])
    if rows.state is not None and rows.state.word is FeedWord.LOADING and rows.total:
        return tr("{count} {what} so far", count=rows.total, what=name)
    if rows.shown != rows.total:
        return tr("{shown} of {count} {what}", shown=rows.shown, count=rows.total, what=name)
    return tr("{count} {what}", count=rows.total, what=name)
