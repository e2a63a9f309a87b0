"""The order in which Tab walks through the window: list, page, footer; each from its top.

Qt's own order is that in which controls were made, and pages make theirs anew all the time.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QButtonGroup,
    QComboBox,
    QRadioButton,
    QWidget,
)

from gui.widgets.disclosure import Disclosure

# Controls whose tops differ by less stand in one line.
_LINE = 12


def focusable(areas: Sequence[QWidget]) -> list[QWidget]:
    """The controls that Tab reaches, in order."""
    found: list[QWidget] = []
    for area in areas:
        inside = [widget for widget in area.findChildren(QWidget) if _takes_tab(widget)]
        found += sorted(inside, key=lambda widget: _place(widget, area))
    return found


def step(areas: Sequence[QWidget], *, forward: bool) -> bool:
    """Move the focus on by one control, round the ends."""
    order = focusable(areas)
    if not order:
        return False
    current: QWidget | None = areas[0].window().focusWidget()
    while current is not None and current not in order:
        current = current.parentWidget()
    if current is None:
        index = 0 if forward else -1
    else:
        index = (order.index(current) + (1 if forward else -1)) % len(order)
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    order[index].setFocus(reason)
    return True


def _takes_tab(widget: QWidget) -> bool:
    if not (widget.isVisible() and widget.isEnabled()):
        return False
    if not widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        return False
    parent = widget.parentWidget()
    # The edit line inside of another control belongs to it.
    if isinstance(parent, (QAbstractSpinBox, QComboBox)):
        return False
    if isinstance(widget, Disclosure):
        return widget.takes_tab
    if isinstance(widget, QRadioButton) and not widget.isChecked():
        # The arrow keys walk inside a group; Tab enters at the one that is chosen.
        group: QButtonGroup | None = widget.group()
        chosen: QAbstractButton | None = group.checkedButton() if group is not None else None
        return chosen is None
    return True


def _place(widget: QWidget, area: QWidget) -> tuple[int, int]:
    point = widget.mapTo(area, QPoint(0, 0))
    return point.y() // _LINE, point.x()
