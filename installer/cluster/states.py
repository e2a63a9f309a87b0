"""How fresh what the console shows is: one state for each list that is followed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from installer.cluster.rows import Row


class FeedWord(StrEnum):
    """The state of one list in a word.

    LOADING       the first list is on its way
    LIVE          changes arrive as they happen
    RECONNECTING  the connection was lost a moment ago and is made anew; rows are still good
    STALE         nothing was heard for longer; rows are as they were at `since`
    DENIED        this user may not list it
    ABSENT        this cluster does not have such objects
    ERROR         the server answers, but not with what was asked; it is tried again
    SAVED         rows come from a file
    """

    LOADING = "loading"
    LIVE = "live"
    RECONNECTING = "reconnecting"
    STALE = "stale"
    DENIED = "denied"
    ABSENT = "absent"
    ERROR = "error"
    SAVED = "saved"


@dataclass(frozen=True, slots=True)
class FeedState:
    """A state, since when it holds (seconds since 1970), and a sentence for people.

    `details` is the server's or the connection's exact text.  `skipped` counts objects of the
    last list that could not be read and are left out.  `loaded` counts rows while loading.
    """

    word: FeedWord
    since: float
    text: str = ""
    details: str = ""
    skipped: int = 0
    loaded: int = 0


@dataclass(frozen=True, slots=True)
class Delta:
    """What changed in a list since the last delta; at most ten of them come in a second.

    `added` and `changed` hold the rows as they are now, `removed` their UIDs.  `state` is always
    the current one.  A delta without changes tells a new state.
    """

    kind: str
    added: tuple[Row, ...]
    changed: tuple[Row, ...]
    removed: tuple[str, ...]
    state: FeedState
