"""A page that shows something that is asked for as a whole: loading, failed, or the thing."""

from __future__ import annotations

from typing import Generic, TypeVar

from PySide6.QtWidgets import QWidget

from gui.console.page import ConsolePage
from gui.texts import tr
from gui.viewmodels.console.board import Board
from gui.viewmodels.console.console import ConsoleModel
from gui.widgets.buttons import button
from gui.widgets.cards import Banner, Card
from gui.widgets.layouts import Item, clear, column, put, row, vbox
from gui.widgets.marks import Mark
from gui.widgets.states import Loading, error_state
from gui.widgets.text import Text

T = TypeVar("T")
_LEAST = 320


class BoardPage(ConsolePage, Generic[T]):
    """What is derived from this says what to ask and how to show it."""

    def __init__(self, model: ConsoleModel, title: str, board: Board[T]) -> None:
        super().__init__(model, title)
        self._board = board
        again = button(tr("&Read again"), icon_name="arrows-clockwise")
        again.setObjectName("read-again")
        again.clicked.connect(board.read)
        self.head.addWidget(again)
        self._content = vbox(gap=14)
        self.add(self._content, None)
        self._shown: object = self
        board.changed.connect(self.refresh_soon)

    def enter(self) -> None:
        """Read it."""
        self._board.enter()

    def leave(self) -> None:
        """Rest."""
        self._board.leave()

    def refresh(self) -> None:
        """Show the newest."""
        value, failure = self._board.value, self._board.failure
        if (value, failure) == self._shown:
            return
        self._shown = (value, failure)
        clear(self._content)
        if value is None and failure is None:
            self._content.addWidget(_tall(Loading(tr("Still reading"))))
        elif value is None and failure is not None:
            again = button(tr("&Try again"), "primary")
            again.setObjectName("try-again")
            again.clicked.connect(self._board.read)
            card = Card()
            card.add(error_state(failure.what, failure.advice, failure.details, [again]))
            self._content.addWidget(_tall(card))
        elif value is not None:
            if failure is not None:
                self._content.addWidget(Banner("warn", failure.what, failure.advice))
            put(self._content, *self.show_value(value))

    def show_value(self, value: T) -> list[Item]:
        """The content of the page."""
        raise NotImplementedError


def _tall(shown: QWidget) -> QWidget:
    shown.setMinimumHeight(_LEAST)
    return shown


def fact_row(mark: str, title: str, value: str, words: str) -> Item:
    """A line of a board: what, its value, and what that means."""
    lines: list[Item] = [row(Text(title, "strong"), Text(value, "small", "text2"), None, gap=10)]
    if words:
        lines.append(Text(words, "small", "text2", wrap=True))
    sign = column(1, Mark(mark, 18), None, gap=0)
    return row(sign, (column(*lines, gap=1), 1), gap=12, margins=(0, 5, 0, 5))
