"""What happened to one object, the newest first."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from gui.texts import tr
from gui.viewmodels.console.content import Shape, content_of
from gui.viewmodels.console.detail import DetailModel
from gui.viewmodels.console.filters import Filter
from gui.viewmodels.console.happened import Happening, happenings
from gui.viewmodels.console.rows import RowsModel
from gui.widgets.layouts import clear, column, row, scrolling, vbox
from gui.widgets.marks import Mark
from gui.widgets.states import Skeleton, empty_state
from gui.widgets.text import Text
from installer.api.console import Row


class EventsTab(QWidget):
    """A list of events of its own, which is followed while it is seen."""

    def __init__(self, detail: DetailModel) -> None:
        super().__init__()
        self._detail = detail
        self._rows: RowsModel | None = None
        self._shown: object = None
        body = QWidget()
        self._body = vbox(body, (0, 0, 4, 4), 12)
        vbox(self).addWidget(scrolling(body))

    def enter(self) -> None:
        """Follow the events of the object that is shown."""
        console = self._detail.console
        if console.cluster is None or not self.isVisibleTo(self.window()):
            return
        if self._rows is None:
            self._rows = RowsModel(console.cluster, console.kinds["events"], console.around)
            self._rows.changed.connect(self._refresh)
            self.destroyed.connect(self._rows.close)
        self._rows.show_only(self._about, Filter(words=("about",)))
        self._rows.open()
        self._refresh()

    def rest(self) -> None:
        """Follow no longer."""
        if self._rows is not None:
            self._rows.leave()

    def _refresh(self) -> None:
        rows = self._rows
        if rows is None:
            return
        content = content_of(rows)
        found = happenings(rows, self._detail.console.around.now())
        if (content, found) == self._shown:
            return
        self._shown = (content, found)
        clear(self._body)
        if content.shape is Shape.TABLE:
            for one in found:
                self._body.addLayout(_line(one))
            self._body.addStretch(1)
        elif content.shape is Shape.LOADING:
            self._body.addWidget(Skeleton())
        elif content.shape in (Shape.FILTERED, Shape.EMPTY):
            words = tr("Kubernetes forgets events after about an hour.")
            self._body.addWidget(empty_state("list-bullets", tr("No events lately"), words))
        else:
            detail = " ".join(filter(None, (content.detail, content.evidence)))
            self._body.addWidget(empty_state("list-bullets", content.title, detail))

    def _about(self, found: Row) -> bool:
        ref, facts = self._detail.ref, found.facts
        if ref is None or facts is None:
            return False
        about = facts.about
        if about.uid and ref.uid:
            return bool(about.uid == ref.uid)
        return bool(
            (about.kind, about.namespace, about.name) == (ref.kind, ref.namespace, ref.name)
        )


def _line(one: Happening) -> QHBoxLayout:
    mark = column(1, Mark(one.mark, 15), None, gap=0)
    words = column(
        Text(one.text, "small", wrap=True, select=True),
        Text(one.detail, "caption", "text3", wrap=True),
        gap=1,
    )
    return row(mark, (words, 1), gap=8)
