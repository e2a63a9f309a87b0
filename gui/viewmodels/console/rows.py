"""One list of objects as a page shows it: followed while somebody looks, filtered, counted."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from gui.viewmodels.console.columns import columns_of
from gui.viewmodels.console.filters import Filter, parse_filter
from gui.viewmodels.console.surroundings import Surroundings
from gui.viewmodels.console.table import TableModel
from installer.api.console import Delta, FeedState, FeedWord, Following, Kind, Row, Watched

_TYPING_MS = 120
# The cluster has answered, whatever it said.
_ANSWERS = (FeedWord.LIVE, FeedWord.SAVED, FeedWord.DENIED, FeedWord.ABSENT)
# Events are read from the newest, everything else from A.
_SORTS = {"events": "LAST SEEN"}


class RowsModel(QObject):
    """`changed` tells of state and counts, at most once for each delta."""

    changed = Signal()
    namespaces_changed = Signal()

    def __init__(self, cluster: Watched, kind: Kind, around: Surroundings) -> None:
        super().__init__()
        self.kind = kind
        self._cluster, self._around = cluster, around
        self.table = TableModel(columns_of(kind, around), sort=_SORTS.get(kind.name, "NAME"))
        self.filter = Filter()
        self.text = ""
        self.namespaces: list[str] = []
        self.problems = 0
        self.active = self.answered = False
        self._following: Following | None = None
        self._state: FeedState | None = None
        self._attention: set[str] = set()
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self._filter_text)

    @property
    def word(self) -> FeedWord:
        """How fresh the rows are."""
        return self._state.word if self._state else FeedWord.LOADING

    @property
    def state(self) -> FeedState | None:
        """The same with its sentence; None before anything was heard."""
        return self._state

    @property
    def total(self) -> int:
        """How many rows there are, those that are filtered out included."""
        return len(self.table.rows)

    @property
    def shown(self) -> int:
        """How many rows are shown."""
        return self.table.rowCount()

    @property
    def empty_columns(self) -> frozenset[str]:
        """Columns of figures where this cluster gives none."""
        figures = self._around.figures
        if figures is None:
            return frozenset()
        absent = {"CPU", "MEMORY"} if figures.source == "absent" else set()
        return frozenset(absent if figures.volumes else {*absent, "USED"})

    def open(self) -> None:
        """Somebody looks: follow, or go on following."""
        self.active = True
        if self._following is None:
            self._following = self._cluster.follow(self.kind.name, self._hear)
        else:
            self._following.resume()

    def leave(self) -> None:
        """Nobody looks any more."""
        self.active = False
        if self._following is not None:
            self._following.pause()

    def retry(self) -> None:
        """Begin anew."""
        self.close()
        self.table.reset({})
        self._state = None
        self._attention.clear()
        self.open()
        self.changed.emit()

    def close(self) -> None:
        """Let go."""
        self._typing.stop()
        if self._following is not None:
            self._following.close()
            self._following = None

    def type_filter(self, text: str) -> None:
        """Filter by words and labels, as soon as typing pauses."""
        self.text = text
        self._typing.start()

    def choose_namespace(self, namespace: str) -> None:
        """Show one namespace, or with none all."""
        self._use(parse_filter(self.text, namespace=namespace, only_problems=self._only_problems))

    def show_only_problems(self, *, only: bool) -> None:
        """Show only what needs attention."""
        self._use(parse_filter(self.text, namespace=self.filter.namespace, only_problems=only))

    def clear_filter(self) -> None:
        """Show everything."""
        self.text = ""
        self._typing.stop()
        self._use(Filter())

    def show_only(self, wanted: Callable[[Row], bool], name: Filter) -> None:
        """Show what a function wants instead of what is typed."""
        self.filter = name
        self.table.filter(wanted)
        self.changed.emit()

    def row(self, uid: str) -> Row | None:
        """A row by its uid."""
        return self.table.rows.get(uid)

    def find(self, namespace: str, name: str) -> Row | None:
        """A row by its name."""
        rows = self.table.rows.values()
        fitting = (row for row in rows if row.name == name and row.namespace == namespace)
        return next(fitting, None)

    @property
    def _only_problems(self) -> bool:
        return self.filter.only_problems

    def _filter_text(self) -> None:
        given = self.filter
        wanted = parse_filter(
            self.text, namespace=given.namespace, only_problems=given.only_problems
        )
        self._use(wanted)

    def _use(self, wanted: Filter) -> None:
        if wanted != self.filter:
            self.filter = wanted
            self.table.filter(wanted.wants)
            self.changed.emit()

    def _hear(self, delta: Delta) -> None:
        self._state = delta.state
        self.answered = self.answered or delta.state.word in _ANSWERS
        rows = (*delta.added, *delta.changed)
        if rows or delta.removed:
            self.table.apply(rows, delta.removed)
            self._count(rows, delta.removed)
        self.changed.emit()

    def _count(self, rows: tuple[Row, ...], removed: tuple[str, ...]) -> None:
        attention = self._attention
        attention.difference_update(removed)
        for row in rows:
            if row.attention:
                attention.add(row.uid)
            else:
                attention.discard(row.uid)
        self.problems = len(attention)
        new = {row.namespace for row in rows if row.namespace}.difference(self.namespaces)
        if new:
            self.namespaces = sorted({*self.namespaces, *new})
            self.namespaces_changed.emit()
