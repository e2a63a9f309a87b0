"""Tells how fresh a list is, without flicker: a short break is no alarm, a long one is."""

from __future__ import annotations

from collections.abc import Callable

from installer.cluster.feed_troubles import Trouble
from installer.cluster.inbox import Inbox
from installer.cluster.states import FeedState, FeedWord

_STALE_SECONDS = 10.0
_NAMED = 5


class Teller:
    """The state of one feed; belongs to its thread."""

    def __init__(self, inbox: Inbox, now: Callable[[], float]) -> None:
        self._inbox = inbox
        self._now = now
        self._contact = 0.0
        self._failing = False
        self._told: FeedState | None = None
        self.live = False
        self.skipped: list[str] = []

    def loading(self, loaded: int) -> None:
        """The first list is on its way; a try after a failure shows once something comes."""
        if not self.live and (loaded or not self._failing):
            since = self._told.since if self._told is not None and self._loading() else self._now()
            self._tell(FeedState(FeedWord.LOADING, since, loaded=loaded))

    def heard(self) -> None:
        """Something came: the rows are as the cluster has them."""
        self._contact = self._now()
        if not self.live or self._failing or self._skipped_changed():
            self.live, self._failing = True, False
            count = len(self.skipped)
            text = f"{count} objects could not be read and are left out." if count else ""
            details = "\n".join(self.skipped[:_NAMED])
            self._tell(FeedState(FeedWord.LIVE, self._contact, text, details, skipped=count))

    def failed(self, trouble: Trouble) -> None:
        """A try failed and will be repeated."""
        now = self._now()
        word = trouble.word or FeedWord.RECONNECTING
        old = self.live and now - self._contact > _STALE_SECONDS
        if word in (FeedWord.RECONNECTING, FeedWord.ERROR) and old:
            word = FeedWord.STALE
        since = self._contact if self.live else now
        self._failing = True
        if word in (FeedWord.DENIED, FeedWord.ABSENT):
            self.live = False
        self._tell(FeedState(word, since, trouble.text, trouble.details))

    def _loading(self) -> bool:
        return self._told is not None and self._told.word is FeedWord.LOADING

    def _skipped_changed(self) -> bool:
        return self._told is not None and self._told.skipped != len(self.skipped)

    def _tell(self, state: FeedState) -> None:
        if state != self._told:
            self._told = state
            self._inbox.tell(state)
