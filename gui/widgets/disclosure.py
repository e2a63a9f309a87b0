"""The small arrow that opens and closes a row.

Rows come by the dozen, so Tab stops at one of them only and the arrow keys walk along them, as in
a list.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton

from gui.texts import tr
from gui.theme.icons import icon

_SIDE = 24
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class Disclosure(QPushButton):
    """Says to a screen reader whose details it opens."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title
        self.setProperty("kind", "ghost")
        self.setProperty("icononly", True)  # noqa: FBT003 - Qt's own form
        self.setProperty("small", True)  # noqa: FBT003 - as above
        self.setIconSize(QSize(14, 14))
        self.setFixedSize(_SIDE, _SIDE)
        self.setAutoDefault(False)
        self.show_open(on=False)

    def show_open(self, *, on: bool) -> None:
        """Show whether the row is open."""
        self.setIcon(icon("caret-down-bold" if on else "caret-right"))
        words = tr("Hide details of {title}") if on else tr("Show details of {title}")
        self.setAccessibleName(words.format(title=self._title))
        self.setToolTip(tr("Hide details") if on else tr("Show details"))

    def neighbours(self) -> list[Disclosure]:
        """All arrows of the same list that can be seen, from the top."""
        holder = self.parentWidget()
        area = holder.parentWidget() if holder is not None else None
        found = area.findChildren(Disclosure) if area is not None else [self]
        seen = [arrow for arrow in found if arrow.isVisible()]
        return sorted(seen, key=lambda arrow: arrow.mapToGlobal(arrow.rect().topLeft()).y())

    @property
    def takes_tab(self) -> bool:
        """Whether Tab stops here: where the focus is already, else at the first of the list."""
        arrows = self.neighbours()
        focused = next((arrow for arrow in arrows if arrow.hasFocus()), None)
        return self is (focused or arrows[0])

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own name
        """Up and down walk along the list."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        arrows = self.neighbours()
        place = min(max(arrows.index(self) + step, 0), len(arrows) - 1)
        arrows[place].setFocus(Qt.FocusReason.TabFocusReason)
