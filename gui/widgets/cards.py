"""Surfaces: a card, a choice that looks like a card, and a banner."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QRadioButton, QSizePolicy, QWidget

from gui.theme.theme import theme
from gui.theme.tokens import Radius
from gui.widgets.layouts import Item, Margins, column, hbox, put, row, vbox
from gui.widgets.marks import Mark, soft_tone, state_word
from gui.widgets.painted import Painted, smooth
from gui.widgets.text import Icon, Text

# A fact below a choice: its state, or none for a plain one, and its words.
Fact = tuple[str, str]


class Card(QFrame):
    """A white ground with a thin border; cards are never put into cards."""

    def __init__(self, margins: Margins = (16, 14, 16, 16), gap: int = 8) -> None:
        super().__init__()
        self.setObjectName("card")
        self.body = vbox(self, margins, gap)

    def add(self, *items: Item) -> None:
        """Append things."""
        put(self.body, *items)


class ChoiceCard(QRadioButton):
    """A radio button that looks like a card; keys, role and group are those of the real one."""

    def __init__(
        self, title: str, text: str = "", icon_name: str = "", facts: Sequence[Fact] = ()
    ) -> None:
        super().__init__()
        # Painted anew when the pointer comes and goes.
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName(title)
        words = (text, *(fact for _, fact in facts))
        self.setAccessibleDescription(". ".join(filter(None, words)))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._layout = layout = hbox(self, (16, 12, 16, 12), 12)
        if icon_name:
            layout.addWidget(Icon(icon_name, 24, "accent"), 0, Qt.AlignmentFlag.AlignTop)
        body = column(Text(title, "strong", wrap=True), gap=3)
        if text:
            body.addWidget(Text(text, "small", "text2", wrap=True))
        for state, fact in facts:
            mark = Mark(state, 14) if state else Icon("check-bold", 13, "text3")
            tone = state if state in ("warn", "fail") else "text2"
            beside = column(2, mark, None, gap=0)
            body.addLayout(row(beside, (Text(fact, "small", tone, wrap=True), 1), gap=6))
        body.addStretch(1)
        layout.addLayout(body, 1)
        layout.addSpacing(22)
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        theme.changed.connect(self.update)

    def hitButton(self, pos: QPoint) -> bool:  # noqa: N802 - Qt's own name
        """All of it can be pressed."""
        return self.rect().contains(pos)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's own name
        """As large as what is in it."""
        return self._layout.sizeHint()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's own name
        """As small as what is in it."""
        return self._layout.minimumSize()

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's own name
        """Its words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's own name
        """As high as its wrapped words."""
        return self._layout.heightForWidth(width)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's own name
        """Draw border and button; the words draw themselves."""
        del event
        painter = smooth(self)
        chosen, able = self.isChecked(), self.isEnabled()
        width = 2 if chosen else 1
        quiet = "line_strong" if able and self.underMouse() else "line"
        painter.setPen(QPen(theme.color("accent" if chosen else quiet), width))
        painter.setBrush(theme.color("card" if able else "sunken"))
        half = width / 2
        frame = QRectF(self.rect()).adjusted(half, half, -half, -half)
        painter.drawRoundedRect(frame, Radius.card, Radius.card)
        middle = QPointF(self.width() - 24, 24)
        ring = "accent" if chosen else "line_strong" if able else "line"
        painter.setPen(QPen(theme.color(ring), 1.5))
        painter.setBrush(theme.color("accent" if chosen else "card"))
        painter.drawEllipse(middle, 8, 8)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("on_accent"))
            painter.drawEllipse(middle, 3.2, 3.2)


class Banner(Painted):
    """One message of the weight of a page: mark, sentence, a line of detail, some buttons."""

    def __init__(
        self, state: str, title: str, detail: str = "", actions: Sequence[QAbstractButton] = ()
    ) -> None:
        super().__init__()
        self._state = state
        layout = hbox(self, (14, 11, 14, 11), 12)
        layout.addWidget(Mark(state, 20), 0, Qt.AlignmentFlag.AlignTop)
        words = column(Text(title, "strong", wrap=True), gap=2)
        if detail:
            words.addWidget(Text(detail, "small", "text2", wrap=True, select=True))
        layout.addLayout(words, 1)
        for action in actions:
            layout.addWidget(action, 0, Qt.AlignmentFlag.AlignVCenter)
        self.follow_width()
        self.setAccessibleName(f"{state_word(state)}: {title} {detail}".strip())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's own name
        """Draw the soft ground."""
        del event
        painter = smooth(self)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(f"{soft_tone(self._state)}_soft"))
        painter.drawRoundedRect(self.rect(), 8, 8)
