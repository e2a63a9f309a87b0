"""One object in the side panel: read when the cursor rests on it, and again when it changes."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from gui.cells import State
from gui.viewmodels.console.actions import ActionState, actions_of, judge
from gui.viewmodels.console.columns import state_of_row
from gui.viewmodels.console.console import ConsoleModel
from gui.viewmodels.console.deeds import ref_of
from gui.viewmodels.failure import Failure, explain
from installer.api.console import Detail, Kind, Ref, Row

# Who holds an arrow key down reads nothing on the way.
_REST_MS = 150


class DetailModel(QObject):
    """`changed`: another object, or more is known of it."""

    changed = Signal()

    def __init__(self, console: ConsoleModel) -> None:
        super().__init__()
        self.console = console
        self.kind: Kind | None = None
        self.row: Row | None = None
        self.others: tuple[Row, ...] = ()
        self.detail: Detail | None = None
        self.failure: Failure | None = None
        self.actions: tuple[ActionState, ...] = ()
        self._version = ""
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self.read)

    @property
    def rows(self) -> tuple[Row, ...]:
        """All objects that are selected."""
        return self.others or ((self.row,) if self.row is not None else ())

    @property
    def state(self) -> State | None:
        """The state of the object."""
        if self.kind is None or self.row is None:
            return None
        return state_of_row(self.kind, self.row)

    @property
    def ref(self) -> Ref | None:
        """The object's name."""
        return ref_of(self.kind, self.row) if self.kind and self.row else None

    def show(self, kind: Kind, row: Row, others: tuple[Row, ...] = ()) -> None:
        """Show an object, or with `others` several at once."""
        same = self.row is not None and self.row.uid == row.uid and self.others == others
        if same and row.version == self._version and self.row == row:
            return
        if not same:
            self.detail, self.failure = None, None
        self.kind, self.row, self.others = kind, row, others
        self._version = row.version
        self.actions = actions_of(kind.name, count=len(self.rows))
        self._rest.start()
        self.changed.emit()

    def forget(self) -> None:
        """Show nothing."""
        self._rest.stop()
        self.kind, self.row, self.detail, self.failure = None, None, None, None
        self.others, self.actions = (), ()
        self.changed.emit()

    def read(self) -> None:
        """Read the object as a whole, and what may be done with it."""
        self._rest.stop()
        ref = self.ref
        if ref is not None and self.console.cluster is not None:
            self.console.work.start(self._read(ref), "read an object", failed=self._failed)

    async def _read(self, ref: Ref) -> None:
        cluster, kind = self.console.cluster, self.kind
        if cluster is None or kind is None:
            return
        rows = self.rows
        judged = await judge(cluster, kind, rows, self.actions)
        if self.rows == rows:
            self.actions = judged
            self.changed.emit()
        if self.others:
            return
        detail = await cluster.detail(ref)
        if self.ref == ref:
            self.detail, self.failure = detail, None
            self.changed.emit()

    def _failed(self, error: BaseException) -> None:
        self.failure = explain(error)
        self.changed.emit()
