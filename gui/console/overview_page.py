"""The first page: what is wrong, then how much is taken, then how that went."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from gui.console.page import ConsolePage
from gui.console.support_dialog import ask_for_support
from gui.console.usage_charts import UsageCharts
from gui.texts import tr
from gui.viewmodels.console.console import ConsoleModel
from gui.viewmodels.console.overview import OverviewModel
from gui.viewmodels.console.overview_parts import Attention, Gauge, Tile
from gui.widgets.buttons import button
from gui.widgets.cards import Banner, Card
from gui.widgets.layouts import Item, clear, column, hbox, line, row, vbox
from gui.widgets.marks import Mark
from gui.widgets.states import Skeleton, error_state
from gui.widgets.text import Elided, Text
from gui.widgets.usage import UsageBar

_LOUD = ("warn", "fail")


class OverviewPage(ConsolePage):
    """Made anew where it has changed, part by part."""

    def __init__(self, model: ConsoleModel) -> None:
        super().__init__(model, tr("Overview"))
        self.overview = OverviewModel(model)
        support = button(tr("Save a file for &support…"), icon_name="download-simple")
        support.setObjectName("support")
        support.clicked.connect(lambda: ask_for_support(self.window(), model))
        if not model.read_only:
            self.head.addWidget(support)
        self._tiles, self._middle, self._blind = hbox(gap=12), hbox(gap=12), vbox(gap=8)
        self._attention = Card(margins=(16, 12, 12, 8), gap=2)
        self._capacity = Card(margins=(16, 12, 16, 14), gap=10)
        self._middle.addWidget(self._attention, 11)
        self._middle.addWidget(self._capacity, 8)
        self._waiting = Skeleton()
        self._waiting.setMinimumHeight(220)
        self._charts = UsageCharts(self.overview, model.around.now)
        self._silent = Card()
        self._silent.setMinimumHeight(320)
        self.add(
            self._waiting, self._silent, self._blind, self._tiles, self._middle, self._charts, None
        )
        self._shown: dict[str, object] = {}
        self._tile_cards: list[QWidget] = []
        self.overview.changed.connect(self.refresh_soon)

    def enter(self) -> None:
        """Read what is dated."""
        self.overview.enter()

    def leave(self) -> None:
        """Rest."""
        self.overview.leave()

    def refresh(self) -> None:
        """Show what has changed."""
        silence = self.overview.silence
        known = self.overview.known and silence is None
        self._waiting.setVisible(not known and silence is None)
        self._silent.setVisible(silence is not None)
        for shown in (self._attention, self._capacity, self._charts, *self._tile_cards):
            shown.setVisible(known)
        if known:
            self._show_parts()
        elif silence is not None and self._is_new("silence", silence):
            self._show_silence(*silence)

    def _show_parts(self) -> None:
        overview = self.overview
        if self._is_new("tiles", overview.tiles):
            clear(self._tiles)
            self._tile_cards = [self._tile(tile) for tile in overview.tiles]
            for card in self._tile_cards:
                self._tiles.addWidget(card, 1)
        if self._is_new("blind", overview.blind):
            clear(self._blind)
            for kind, why in overview.blind:
                title = tr("{what} are not part of this", what=kind)
                self._blind.addWidget(Banner("warn", title, why))
        if self._is_new("attention", (overview.attention, overview.more, overview.sentence)):
            self._show_attention()
        if self._is_new("gauges", (overview.gauges, overview.no_figures, overview.dated)):
            self._show_capacity()
        self._charts.refresh()

    def _show_silence(self, why: str, details: str) -> None:
        clear(self._silent.body)
        again = button(tr("&Try again"), "primary")
        again.setObjectName("try-again")
        again.clicked.connect(self.model.open)
        title = tr("The cluster could not be reached")
        self._silent.add(error_state(title, why, details, [again]))

    def _is_new(self, part: str, shown: object) -> bool:
        if self._shown.get(part, self) == shown:
            return False
        self._shown[part] = shown
        return True

    def _tile(self, tile: Tile) -> QWidget:
        card = Card(margins=(16, 12, 14, 13), gap=2)
        loud = tile.state in _LOUD
        words = Elided(
            tile.word, "small_strong" if loud else "small", tile.state if loud else "text2"
        )
        of = Elided(tile.of, "small", "text3")
        show = button(tile.title, "link")
        show.setObjectName(f"tile-{tile.kind}")
        show.clicked.connect(lambda: self.overview.open(tile.kind))
        card.add(
            row(show, None, margins=(-5, 0, 0, 0)),
            row(Text(tile.figure, "metric"), (of, 1), gap=6),
            row(Mark(tile.state, 15), (words, 1), gap=6),
        )
        card.setAccessibleName(f"{tile.title}: {tile.figure} {tile.of}, {tile.word}")
        return card

    def _show_attention(self) -> None:
        card, overview = self._attention, self.overview
        clear(card.body)
        items = overview.attention
        events = button(tr("All events"), "link")
        events.setObjectName("all-events")
        events.clicked.connect(lambda: overview.open("events"))
        title = Text(tr("Needs attention"), "section")
        count = Text(str(len(items) + overview.more) if items else "", "small", "text3")
        card.add(row(title, count, None, events))
        if not items:
            words = overview.sentence or tr("Nothing needs attention.")
            card.add(row(Mark("ok", 18), (Text(words, "body", wrap=True), 1), gap=10))
        for number, item in enumerate(items):
            card.add(*([line()] if number else []), self._attention_row(item, number))
        if overview.more:
            card.add(Text(tr("and {count} more", count=overview.more), "small", "text3"))
        card.add(None)

    def _attention_row(self, item: Attention, number: int) -> QWidget:
        holder = QWidget()
        layout = hbox(holder, (0, 7, 0, 7), 12)
        layout.addWidget(Mark(item.state, 18), 0, Qt.AlignmentFlag.AlignTop)
        words = column(
            Text(item.title, "strong", wrap=True), Text(item.detail, "small", "text2", wrap=True)
        )
        layout.addLayout(words, 1)
        show = button(tr("Show"), small=True, name=tr("Show {what}", what=item.title))
        show.setObjectName(f"attention-{number}")
        show.clicked.connect(lambda: self.overview.open(item.kind, item.ref))
        layout.addWidget(show, 0, Qt.AlignmentFlag.AlignVCenter)
        return holder

    def _show_capacity(self) -> None:
        card = self._capacity
        clear(card.body)
        card.add(Text(tr("Capacity of all nodes"), "section"))
        for gauge in self.overview.gauges:
            card.add(_gauge(gauge))
        if self.overview.no_figures:
            card.add(Text(self.overview.no_figures, "small", "text3", wrap=True))
        if self.overview.dated:
            card.add(line(), Text(tr("Versions and dates"), "section"))
        for one in self.overview.dated:
            name = Elided(one.name, "small", middle=True)
            card.add(row(Mark(one.mark, 15), (name, 1), Text(one.words, "small", "text2")))
        card.add(None)


def _gauge(gauge: Gauge) -> Item:
    lines: list[Item] = [
        Text(gauge.title, "small_strong", "text2"),
        UsageBar(gauge.fraction, gauge.text),
    ]
    if gauge.detail:
        lines.append(Text(gauge.detail, "caption", "text3"))
    return column(*lines, gap=1)
