"""Versions of everything that runs, whether they go together, and the rules between them."""

from __future__ import annotations

from gui.console.board_page import BoardPage, fact_row
from gui.texts import tr
from gui.viewmodels.console.board import Board
from gui.viewmodels.console.console import ConsoleModel
from gui.viewmodels.console.phrases import in_words
from gui.widgets.cards import Card
from gui.widgets.layouts import Item, line
from gui.widgets.text import Text
from installer.api.console import Versions


class UpdatesPage(BoardPage[Versions]):
    """Shows what is; there is no button for an update that this program cannot do yet."""

    def __init__(self, model: ConsoleModel) -> None:
        board = Board(model, lambda cluster: cluster.versions(), "read versions")
        super().__init__(model, tr("Updates"), board)

    def show_value(self, value: Versions) -> list[Item]:
        """Versions first, then the rules."""
        running = Card(margins=(16, 12, 16, 12), gap=0)
        running.add(Text(tr("What runs"), "section"), 6)
        for number, part in enumerate(value.lines):
            mark = "warn" if part.attention else "ok"
            words = in_words(part.say)
            running.add(*([line()] if number else []))
            running.add(fact_row(mark, tr(part.part), part.version, words))
        shown: list[Item] = [running]
        if value.rules:
            rules = Card(margins=(16, 12, 16, 14), gap=6)
            rules.add(Text(tr("What goes together"), "section"))
            for rule in value.rules:
                rules.add(Text(in_words(rule), "small", "text2", wrap=True))
            shown.append(rules)
        return shown
