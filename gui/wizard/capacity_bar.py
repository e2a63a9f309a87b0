"""A part of the PC as a bar: what the PC needs, what each node gets, what stays free."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.texts import tr
from gui.theme.theme import theme
from gui.viewmodels.shares import Share
from gui.widgets.marks import draw_mark

_HEIGHT, _TOP, _BAR = 62, 27, 30
_HATCH_ALPHA = 90
# Neighbours differ also for people with any kind of colour blindness.
_NODE_TONES = ("s_linux", "s_aux")


class CapacityBar(QWidget):
    """Labels stand inside where they fit; what is free is hatched, too much is crossed out."""

    def __init__(self, share: Share) -> None:
        super().__init__()
        self._share = share
        self.setFixedHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)
        self.show_share(share)

    def show_share(self, share: Share) -> None:
        """Show other numbers."""
        self._share = share
        parts = (f"{name} {share.text(steps)}" for name, steps, _ in self._parts())
        self.setAccessibleName(f"{share.title}: {', '.join(parts)}, {self._summary()}")
        self.update()

    def _parts(self) -> tuple[tuple[str, int, str], ...]:
        share = self._share
        alone = len(share.nodes) == 1
        nodes = (
            (tr("Node") if alone else name, steps, _NODE_TONES[index % len(_NODE_TONES)])
            for index, (name, steps) in enumerate(share.nodes)
        )
        return ((tr("This PC"), share.used, "s_host"), *nodes)

    def _summary(self) -> str:
        share = self._share
        if share.free < 0:
            return tr("{size} too much", size=share.text(-share.free))
        if not share.fits:
            return tr("{size} free, too little", size=share.text(share.free))
        return tr("{size} free", size=share.text(share.free))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's own name
        """Draw heading and bar."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_heading(painter)
        share, width = self._share, float(self.width())
        full = max(share.total, share.total - share.free) or 1
        frame = QRectF(0, _TOP, width, _BAR)
        clip = QPainterPath()
        clip.addRoundedRect(frame, 6, 6)
        painter.save()
        painter.setClipPath(clip)
        self._draw_free(painter, frame)
        end = width * share.total / full
        x = 0.0
        for name, steps, tone in self._parts():
            if not steps:
                continue
            part = QRectF(x, _TOP, width * steps / full, _BAR)
            painter.fillRect(part, theme.color(tone))
            seen = QRectF(x, _TOP, min(part.width(), max(0.0, end - x)) - 2, _BAR)
            self._draw_label(painter, seen, name, steps, "on_series")
            x += part.width()
            painter.fillRect(QRectF(x - 2, _TOP, 2, _BAR), theme.color("card"))
        if share.free > 0:
            rest = QRectF(x, _TOP, width - x, _BAR)
            self._draw_label(painter, rest, tr("Free"), share.free, "text")
        elif share.free < 0:
            over = QRectF(end, _TOP, width - end, _BAR)
            painter.fillRect(over, theme.color("fail_soft"))
            painter.fillRect(over, QBrush(theme.color("fail_mark"), Qt.BrushStyle.BDiagPattern))
        painter.restore()
        painter.setPen(QPen(theme.color("line_strong"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(frame.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        if share.free < 0:
            painter.setPen(QPen(theme.color("fail_mark"), 3))
            painter.drawLine(QPointF(end, _TOP - 4), QPointF(end, _TOP + _BAR + 4))

    def _draw_heading(self, painter: QPainter) -> None:
        share, left = self._share, Qt.AlignmentFlag.AlignVCenter
        painter.setFont(theme.font("small_strong"))
        painter.setPen(theme.color("text"))
        painter.drawText(QRectF(0, 0, 260, 22), left, share.title)
        offset = QFontMetrics(painter.font()).horizontalAdvance(share.title) + 8
        state, text = ("ok" if share.fits else "fail"), self._summary()
        wide = QFontMetrics(painter.font()).horizontalAdvance(text)
        painter.setPen(theme.color(state))
        painter.drawText(QRectF(self.width() - wide, 0, wide + 2, 22), left, text)
        draw_mark(painter, QRectF(self.width() - wide - 21, 4, 14, 14), state)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("text3"))
        whole = tr("{size} in this PC", size=share.text(share.total))
        painter.drawText(QRectF(offset, 0, 300, 22), left, whole)

    def _draw_free(self, painter: QPainter, frame: QRectF) -> None:
        painter.fillRect(frame, theme.color("s_free"))
        color = theme.color("line_strong")
        color.setAlpha(_HATCH_ALPHA)
        painter.fillRect(frame, QBrush(color, Qt.BrushStyle.BDiagPattern))

    def _draw_label(
        self, painter: QPainter, place: QRectF, name: str, steps: int, tone: str
    ) -> None:
        """The longest form of a label that fits; none when even the number does not."""
        painter.setFont(theme.font("caption_strong"))
        number = self._share.text(steps)
        for text in (f"{name}  {number}", number):
            wide = QFontMetrics(painter.font()).horizontalAdvance(text)
            if wide + 20 > place.width():
                continue
            if tone == "text":
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.color("s_free"))
                chip = QRectF(place.x() + 6, place.y() + 6, wide + 12, place.height() - 12)
                painter.drawRoundedRect(chip, 4, 4)
            painter.setPen(theme.color(tone))
            inside = place.adjusted(12 if tone == "text" else 10, 0, 0, 0)
            painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter, text)
            return
