"""The frame of a page: title, one sentence, and a body that scrolls at a width to read."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLayout, QWidget

from gui.widgets.layouts import Item, hbox, put, scrolling, vbox
from gui.widgets.text import Text

_MARGINS, _GAP = (32, 26, 32, 24), 16
# Against a stretch of 1 the body gets all the room up to its greatest width.
_ALL = 10_000


class Page(QWidget):
    """`title` and `lead` are the labels at the top, `body` is the column below."""

    def __init__(
        self,
        title: str,
        lead: str = "",
        *,
        width: int = 900,
        actions: Sequence[QAbstractButton] = (),
        scrolls: bool = True,
        center: bool = False,
    ) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(title)
        body = QWidget()
        self.body = vbox(body, _MARGINS, _GAP)
        self.title = Text(title, "title", wrap=True)
        self.lead = Text(lead, "body", "text2", wrap=True)
        self.lead.setVisible(bool(lead))
        words = vbox(gap=4)
        words.addWidget(self.title)
        words.addWidget(self.lead)
        head = hbox(gap=8)
        head.addLayout(words, 1)
        for action in actions:
            head.addWidget(action, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(head)
        whole = QWidget()
        line = hbox(whole)
        if center:
            line.addStretch(1)
        line.addWidget(body, _ALL)
        line.addStretch(1)
        body.setMaximumWidth(width + _MARGINS[0] + _MARGINS[2])
        vbox(self).addWidget(scrolling(whole) if scrolls else whole)

    def section(self, text: str) -> None:
        """A heading between parts of the page, nearer to what follows than to what is before."""
        self.body.addSpacing(8)
        self.body.addWidget(Text(text, "section"))
        self.body.addSpacing(-6)

    def add(self, *items: Item, stretch: int = 0) -> None:
        """Append items to the body, see `layouts.put`."""
        for item in items:
            put(self.body, (item, stretch) if isinstance(item, QWidget | QLayout) else item)
