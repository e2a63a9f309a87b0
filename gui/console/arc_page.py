"""Azure Arc as seen from inside the cluster; not connected is a quiet, usual state."""

from __future__ import annotations

from PySide6.QtCore import QDateTime

from gui.console.board_page import BoardPage, fact_row
from gui.texts import language, later, tr
from gui.viewmodels.console.board import Board
from gui.viewmodels.console.clock import past_words
from gui.viewmodels.console.console import ConsoleModel
from gui.viewmodels.console.phrases import in_words
from gui.widgets.cards import Card
from gui.widgets.layouts import Item, line
from gui.widgets.rows import key_values
from gui.widgets.states import empty_state
from gui.widgets.text import Text
from installer.api.console import ArcState

_WORDS = {
    "connected": ("ok", later("Connected")),
    "trouble": ("fail", later("Connected, with trouble")),
    "unknown": ("neutral", later("Not known")),
}
_ROLES = (
    ("agent", later("Agents")),
    ("extension", later("Extensions")),
    ("gitops", later("GitOps configurations")),
)


class ArcPage(BoardPage[ArcState]):
    """Reads only: connecting needs an account and is no part of this page."""

    def __init__(self, model: ConsoleModel) -> None:
        board = Board(model, lambda cluster: cluster.arc(), "read Azure Arc")
        super().__init__(model, tr("Azure Arc"), board)

    def show_value(self, value: ArcState) -> list[Item]:
        """The state, then agents, extensions and configurations."""
        if value.word == "not connected":
            card = Card()
            words = in_words(value.say) or tr("The cluster works without it.")
            card.add(empty_state("cloud", tr("Not connected to Azure Arc"), words))
            return [card]
        mark, word = _WORDS.get(value.word, ("neutral", value.word))
        top = Card(margins=(16, 10, 16, 14), gap=4)
        top.add(fact_row(mark, tr(word), "", in_words(value.say)))
        facts = self._facts(value)
        if facts:
            top.add(key_values(facts, 150))
        shown: list[Item] = [top]
        for role, title in _ROLES:
            parts = [part for part in value.parts if part.role == role]
            if not parts:
                continue
            card = Card(margins=(16, 12, 16, 12), gap=0)
            card.add(Text(tr(title), "section"), 4)
            for number, part in enumerate(parts):
                card.add(*([line()] if number else []))
                state = "warn" if part.attention else "ok"
                beside = "  ".join(filter(None, (part.word, part.version)))
                card.add(fact_row(state, part.name, beside, in_words(part.say)))
            shown.append(card)
        return shown

    def _facts(self, value: ArcState) -> list[tuple[str, str]]:
        facts = []
        if value.last_contact is not None:
            past = past_words(value.last_contact, self.model.around.now())
            facts.append((tr("Last contact"), tr("{time} ago", time=past)))
        if value.certificate_expires is not None:
            moment = QDateTime.fromMSecsSinceEpoch(int(value.certificate_expires * 1000))
            written = language.locale.toString(
                moment.date(), language.locale.FormatType.ShortFormat
            )
            facts.append((tr("Certificate ends"), written))
        if value.resource:
            facts.append((tr("Azure resource"), value.resource))
        return facts
