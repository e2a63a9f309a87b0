"""The kinds of a page, side by side."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from gui.texts import tr
from gui.viewmodels.console.pages import KIND_TITLES
from gui.widgets.segments import Segments


class KindSegments(Segments):
    """`kind_chosen` carries the name of a kind; with only one kind nothing is shown."""

    kind_chosen = Signal(str)

    def __init__(self, name: str, kinds: Sequence[str]) -> None:
        super().__init__(name, [tr(KIND_TITLES[kind][0]) for kind in kinds])
        self._kinds = tuple(kinds)
        for number, kind in enumerate(kinds):
            self.part(number).setObjectName(f"kind-{kind}")
        self.show_where(room=True)
        self.chosen.connect(lambda number: self.kind_chosen.emit(self._kinds[number]))

    def show_where(self, *, room: bool) -> None:
        """Show it where there is room."""
        if not room or len(self._kinds) < 2:
            self.hide()
        elif self.parent() is not None:
            self.show()

    def choose_kind(self, kind: str) -> None:
        """Choose a kind of this page; another one changes nothing."""
        if kind in self._kinds:
            self.choose(self._kinds.index(kind))
