"""The console of the cluster that is chosen: its lists, its figures, and where one looks.

Pages are models of their own; this one opens the cluster, keeps one list of each kind, and tells
the header what it must know.  Nothing is read before a page asks for it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, Signal

from gui.cells import State
from gui.texts import tr
from gui.viewmodels.console.badges import weigh
from gui.viewmodels.console.choice import Choice
from gui.viewmodels.console.clock import Now, now
from gui.viewmodels.console.connection import connection_words, health_words, worst
from gui.viewmodels.console.notices import Notices
from gui.viewmodels.console.pages import PageName, page_of
from gui.viewmodels.console.removals import Removals
from gui.viewmodels.console.rows import RowsModel
from gui.viewmodels.console.surroundings import Surroundings
from gui.viewmodels.console.usage_poll import UsagePoll
from gui.viewmodels.work import Work
from installer.api import EdgewrightError
from installer.api.console import (
    Console,
    FeedState,
    FeedWord,
    Kind,
    Overview,
    Ref,
    Row,
    Stoppable,
    Watched,
    all_kinds,
)

_FINISH_SECONDS = 3.0
# This list is always followed: small, and it tells whether the cluster answers.
_PULSE = "nodes"


class ConsoleModel(QObject):
    """`opened`: another cluster; `changed`: header and badges; `asked_for`: show an object."""

    opened = Signal()
    changed = Signal()
    usage_changed = Signal()
    asked_for = Signal(PageName, str, object)

    def __init__(self, choices: Sequence[Choice], chosen: int = 0, *, clock: Now = now) -> None:
        super().__init__()
        self.choices = tuple(choices)
        self.chosen = chosen
        self.work = Work()
        self.notices = Notices()
        self.removals = Removals(self.work, self.notices)
        self.kinds: Mapping[str, Kind] = all_kinds()
        self.around = Surroundings(clock)
        self.cluster: Watched | None = None
        self.problem: EdgewrightError | None = None
        self.overview: Overview | None = None
        self.lists: dict[str, RowsModel] = {}
        self._overview: Stoppable | None = None
        self._gravity: dict[str, str] = {}
        self._badges: dict[PageName, tuple[str, int]] = {}
        self._poll = UsagePoll(self.work, self.around)
        self._poll.changed.connect(self.usage_changed)

    @property
    def title(self) -> str:
        """What the cluster is called."""
        return self.choices[self.chosen].title

    @property
    def read_only(self) -> bool:
        """Whether nothing can be changed here."""
        return self.cluster is None or self.cluster.read_only

    @property
    def console(self) -> Console | None:
        """The cluster for what changes it; None when it is only a file."""
        cluster = self.cluster
        # A file is Watched alone; read_only tells the two apart without importing either.
        return None if cluster is None or cluster.read_only else cluster  # type: ignore[return-value]

    def open(self) -> None:
        """Look at the chosen cluster."""
        self.close()
        try:
            self.cluster = self.choices[self.chosen].open()
        except EdgewrightError as error:
            self.problem = error
        else:
            self._overview = self.cluster.follow_overview(self._hear_overview)
            self.rows(_PULSE).open()
            self._poll.start(self.cluster)
        self.opened.emit()
        self.changed.emit()

    def choose(self, number: int) -> None:
        """Look at another cluster."""
        if number != self.chosen:
            self.chosen = number
            self.open()

    def close(self) -> None:
        """Let go of the cluster."""
        self.removals.send_now()
        self._poll.stop()
        for rows in self.lists.values():
            rows.close()
        self.lists.clear()
        if self._overview is not None:
            self._overview.close()
        if self.cluster is not None:
            self.cluster.close()
        self.cluster, self.overview, self._overview, self.problem = None, None, None, None

    async def finish(self) -> None:
        """Let go of everything; a deletion that is under way may end, within some seconds."""
        self.removals.send_now()
        await self.work.settle(_FINISH_SECONDS)
        self.close()
        await self.work.stop()

    def rows(self, kind: str) -> RowsModel:
        """The list of a kind, which is made when it is first wanted."""
        if kind not in self.lists:
            assert self.cluster is not None
            made = RowsModel(self.cluster, self.kinds[kind], self.around)
            made.changed.connect(self.changed)
            self.lists[kind] = made
        return self.lists[kind]

    def leave(self, kind: str) -> None:
        """No page looks at a kind any more; the pulse goes on."""
        if kind in self.lists and kind != _PULSE:
            self.lists[kind].leave()

    @property
    def connection(self) -> State:
        """How fresh everything is, in words."""
        if self.problem is not None:
            return State("fail", tr("Cannot connect"))
        return connection_words(self.feed)

    @property
    def feed(self) -> FeedState | None:
        """The worst of what is followed now; a kind that is denied says so on its own page."""
        states = [rows.state for rows in self.lists.values() if rows.active]
        heard = [s for s in states if s is not None and s.word is not FeedWord.DENIED]
        return worst(heard or states)

    @property
    def health(self) -> State | None:
        """The health of the cluster; None before it has answered for the first time."""
        known = self.overview is not None and any(rows.answered for rows in self.lists.values())
        return health_words(self.overview.health) if known and self.overview else None

    @property
    def silence(self) -> FeedState | None:
        """Why the cluster has never answered so far; None when it has, or is still being asked."""
        feed = self.feed
        if feed is None or any(rows.answered for rows in self.lists.values()):
            return None
        return None if feed.word is FeedWord.LOADING else feed

    def badge(self, page: PageName) -> tuple[str, int]:
        """How many objects of a page need attention, and how badly."""
        return self._badges.get(page, ("", 0))

    def gravity(self, kind: str) -> str:
        """How bad the worst object of a kind is: `fail` or `warn`."""
        return self._gravity.get(kind, "warn")

    def show(self, kind: str, uid: str = "", row: Row | None = None) -> None:
        """Ask the window for the page of a kind, and for an object there."""
        self.asked_for.emit(page_of(kind), kind, row.uid if row is not None else uid)

    def show_ref(self, kind: str, ref: Ref) -> None:
        """Ask for an object by its name."""
        row = self.rows(kind).find(ref.namespace, ref.name)
        self.show(kind, ref.uid, row)

    def kind_of(self, ref: Ref) -> str:
        """The kind of an object that is named; empty for one that the console does not list."""
        fitting = (name for name, kind in self.kinds.items() if kind.word == ref.kind)
        return next(fitting, "")

    def _hear_overview(self, overview: Overview) -> None:
        self.overview = overview
        self._gravity, self._badges = weigh(overview)
        self.changed.emit()
