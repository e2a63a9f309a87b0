"""Paints the cells of a table: all of it, so that a row looks the same in every theme."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from gui.cells import Column, Kind, Role, State, Usage, Value
from gui.theme.theme import theme
from gui.widgets.mark_shapes import draw_mark
from gui.widgets.usage import draw_usage

_PAD, _FIRST_PAD, _EDGE = 8, 15, 3
_MARK, _REASON_ROOM = 15, 24
_TONES = {"run": "text", "wait": "text2", "ok": "text", "neutral": "text2"}
_LOUD = ("fail", "warn")
Index = QModelIndex | QPersistentModelIndex


class RowDelegate(QStyledItemDelegate):
    """The ring of the keyboard goes round the row, not round a cell."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint ground, ring and content of one cell."""
        view = option.widget
        if not isinstance(view, QTableView):
            return
        painter.save()
        place = QRectF(option.rect)
        self._ground(painter, option, view, index)
        left = _FIRST_PAD if index.column() == 0 else _PAD
        inner = place.adjusted(left, 0, -_PAD, 0)
        column: Column = index.data(Role.COLUMN)
        value: Value = index.data(Role.VALUE)
        if isinstance(value, State):
            draw_state(painter, inner, value)
        elif isinstance(value, Usage) and value.fraction is not None:
            bar = max(40.0, min(84.0, inner.width() - 110))
            draw_usage(painter, inner, value.fraction, value.text, bar)
        else:
            _draw_text(painter, inner, str(value), column)
        painter.restore()

    def _ground(
        self, painter: QPainter, option: QStyleOptionViewItem, view: QTableView, index: Index
    ) -> None:
        rect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        pointed = index.row() == view.property("hover")
        tone = "selected" if chosen else "hover" if pointed else "card"
        painter.fillRect(rect, theme.color(tone))
        color = theme.color("line")
        color.setAlpha(120)
        # A filled rectangle costs a tenth of a line.
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, color)
        if chosen and index.column() == 0:
            painter.fillRect(rect.x(), rect.y(), _EDGE, rect.height(), theme.color("accent"))
        if view.hasFocus() and view.currentIndex().row() == index.row():
            focus = theme.color("focus")
            painter.fillRect(rect.x(), rect.y(), rect.width(), 2, focus)
            painter.fillRect(rect.x(), rect.bottom() - 1, rect.width(), 2, focus)
            if index.column() == _last_column(view):
                painter.fillRect(rect.right() - 1, rect.y(), 2, rect.height(), focus)


def _last_column(view: QTableView) -> int:
    shown = [n for n in range(view.model().columnCount()) if not view.isColumnHidden(n)]
    return shown[-1] if shown else 0


def draw_state(painter: QPainter, place: QRectF, state: State) -> None:
    """Paint the mark, the plain word, and where there is room the exact one."""
    top = place.center().y() - _MARK / 2
    draw_mark(painter, QRectF(place.x(), top, _MARK, _MARK), state.mark)
    rest = place.adjusted(_MARK + 7, 0, 0, 0)
    font = theme.font("small_strong" if state.mark in _LOUD else "small")
    width = _draw(painter, rest, state.word, font, _TONES.get(state.mark, state.mark))
    rest.adjust(width + 8, 0, 0, 0)
    if state.reason and rest.width() > _REASON_ROOM:
        _draw(painter, rest, state.reason, theme.font("caption"), "text3")


def _draw_text(painter: QPainter, place: QRectF, text: str, column: Column) -> None:
    main = column.kind is Kind.MAIN
    font = theme.font("small")
    mode = Qt.TextElideMode.ElideMiddle if main else Qt.TextElideMode.ElideRight
    side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
    _draw(painter, place, text, font, "text" if main else "text2", mode=mode, side=side)


def _draw(
    painter: QPainter,
    place: QRectF,
    text: str,
    font: QFont,
    tone: str,
    *,
    mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
    side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> float:
    """Paint one line and return its width."""
    painter.setFont(font)
    painter.setPen(theme.color(tone))
    metrics = QFontMetrics(font)
    short = metrics.elidedText(text, mode, int(place.width()))
    flags = side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
    painter.drawText(place, int(flags), short)
    return metrics.horizontalAdvance(short)
