"""The network as a picture that follows the form; it adds nothing that is not in the form."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.texts import tr
from gui.theme.icons import draw_icon
from gui.theme.theme import theme

_SMALLEST = (286, 430)
_WIDEST, _BOX = 420, 42
# In a narrower box the address needs all the room.
_ROOM_FOR_ICON = 150
_CENTER = Qt.AlignmentFlag.AlignCenter
_LINE = Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class _Box:
    icon: str
    title: str
    text: str
    tone: str = "text2"
    wrong: bool = False
    inside: bool = False  # inside the cluster only: drawn with dashes


class NetDiagram(QWidget):
    """This PC, the network inside it, the node, and the cluster's own networks."""

    def __init__(self) -> None:
        super().__init__()
        self._addresses: Mapping[str, str] = {}
        self._wrong: Collection[str] = ()
        self.setMinimumSize(*_SMALLEST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(tr("Picture of the network"))
        theme.changed.connect(self.update)

    def show_addresses(self, addresses: Mapping[str, str], wrong: Collection[str]) -> None:
        """Show other addresses; `wrong` are the fields that need a correction."""
        self._addresses, self._wrong = addresses, wrong
        self.setAccessibleDescription(", ".join(f"{k}: {v}" for k, v in addresses.items()))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's own name
        """Draw from the outside to the inside."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = float(min(self.width(), _WIDEST))
        painter.translate((self.width() - width) / 2, 0)
        middle, get = width / 2, self._addresses.get
        self._draw_pc(painter, width)
        painter.setPen(QPen(theme.color("neutral_mark"), 2))
        painter.drawLine(QPointF(middle, 2 + _BOX), QPointF(middle, 290))
        outside = bool(get("outside"))
        for box, top, wide in self._outside() if outside else self._inside():
            self._draw(painter, QRectF(middle - wide / 2, top, wide, _BOX), box)
        self._draw_chip(painter, middle, 92, get("adapter" if outside else "host", ""))
        self._draw_note(painter, middle, outside=outside)
        half = (width - 36) / 2
        pods = _Box(
            "cube", tr("Pods"), get("pods", ""), wrong="podCidr" in self._wrong, inside=True
        )
        services = _Box(
            "stack",
            tr("Services"),
            get("services", ""),
            wrong="serviceCidr" in self._wrong,
            inside=True,
        )
        self._draw(painter, QRectF(12, 304, half, _BOX), pods)
        self._draw(painter, QRectF(24 + half, 304, half, _BOX), services)
        painter.setPen(theme.color("text2"))
        painter.setFont(theme.font("caption"))
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap
        note = tr("Programs on this PC reach Kubernetes at {address}.", address=get("host", ""))
        painter.drawText(QRectF(0, 368, width, 40), flags, note)

    def _inside(self) -> tuple[tuple[_Box, int, int], ...]:
        """The boxes of nodes in a network of their own, each with its top and width."""
        get, bad = self._addresses.get, "subnet" in self._wrong
        title = tr("Your network and the internet")
        return (
            (_Box("globe", title, tr("as this PC reaches it")), 2, 250),
            (_Box("share-network", tr("Node network"), get("subnet", ""), wrong=bad), 166, 220),
            (self._node(wrong=bad or "lan" in self._wrong), 236, 220),
        )

    def _outside(self) -> tuple[tuple[_Box, int, int], ...]:
        """The boxes of nodes that stand in the network around this PC."""
        get, wrong = self._addresses.get, self._wrong
        net = bool({"outside-subnet", "outside-gateway"} & set(wrong))
        router = tr("{network} via {router}", network=get("outside"), router=get("router"))
        bad = any(key.startswith("outside-address") for key in wrong)
        return (
            (_Box("globe", tr("Your network"), router, wrong=net), 2, 280),
            (self._node(wrong=bad), 200, 220),
        )

    def _node(self, *, wrong: bool) -> _Box:
        count = int(self._addresses.get("count", "1"))
        title = tr("Node") if count == 1 else tr("{count} nodes", count=count)
        return _Box("terminal-window", title, self._addresses.get("node", ""), "s_linux", wrong)

    def _draw_pc(self, painter: QPainter, width: float) -> None:
        painter.setPen(QPen(theme.color("line_strong"), 1.2))
        painter.setBrush(theme.color("sunken"))
        painter.drawRoundedRect(QRectF(1, 92, width - 2, 268), 10, 10)
        draw_icon(painter, QRectF(12, 101, 16, 16), "desktop-tower", "text2")
        painter.setPen(theme.color("text"))
        painter.setFont(theme.font("caption_strong"))
        painter.drawText(QRectF(33, 100, 90, 18), _LINE, tr("This PC"))

    def _draw_chip(self, painter: QPainter, middle: float, y: float, text: str) -> None:
        painter.setFont(theme.font("mono"))
        wide = QFontMetrics(painter.font()).horizontalAdvance(text)
        wrong = "apiPort" in self._wrong
        chip = QRectF(middle - wide / 2 - 8, y - 11, wide + 16, 22)
        painter.setPen(
            QPen(theme.color("fail_mark" if wrong else "line_strong"), 2 if wrong else 1)
        )
        painter.setBrush(theme.color("card"))
        painter.drawRoundedRect(chip, 11, 11)
        painter.setPen(theme.color("fail" if wrong else "text"))
        painter.drawText(chip, _CENTER, text)

    def _draw_note(self, painter: QPainter, middle: float, *, outside: bool) -> None:
        text = tr("straight through") if outside else tr("address translation")
        painter.setFont(theme.font("caption"))
        wide = QFontMetrics(painter.font()).horizontalAdvance(text)
        pill = QRectF(middle - wide / 2 - 24, 128, wide + 36, 22)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("info_soft"))
        painter.drawRoundedRect(pill, 11, 11)
        draw_icon(painter, QRectF(pill.x() + 7, pill.y() + 4, 14, 14), "arrows-clockwise", "info")
        painter.setPen(theme.color("info"))
        painter.drawText(pill.adjusted(25, 0, 0, 0), _LINE, text)

    def _draw(self, painter: QPainter, place: QRectF, box: _Box) -> None:
        wrong = box.wrong
        pen = QPen(theme.color("fail_mark" if wrong else "line_strong"), 2 if wrong else 1.2)
        if box.inside:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(theme.color("sunken" if box.inside else "card"))
        painter.drawRoundedRect(place, 7, 7)
        left = 12.0
        if place.width() >= _ROOM_FOR_ICON:
            left = 34.0
            icon = QRectF(place.x() + 9, place.center().y() - 9, 18, 18)
            draw_icon(painter, icon, box.icon, box.tone)
        words = QRectF(place.x() + left, place.y() + 5, place.width() - left - 4, 16)
        painter.setPen(theme.color("text"))
        painter.setFont(theme.font("caption_strong"))
        self._draw_elided(painter, words, box.title)
        painter.setPen(theme.color("fail" if wrong else "text2"))
        painter.setFont(theme.font("mono"))
        self._draw_elided(painter, words.translated(0, 16), box.text)

    def _draw_elided(self, painter: QPainter, place: QRectF, text: str) -> None:
        metrics = QFontMetrics(painter.font())
        short = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(place.width()))
        painter.drawText(place, _LINE, short)
