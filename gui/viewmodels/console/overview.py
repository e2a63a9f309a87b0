"""The first page: counts, what needs attention, how much is taken, and how that went."""

from __future__ import annotations

from collections import deque

from PySide6.QtCore import QObject, Signal

from gui.texts import number_text, tr
from gui.viewmodels.console.board import Board
from gui.viewmodels.console.certificates import SOON, rows_of
from gui.viewmodels.console.console import ConsoleModel
from gui.viewmodels.console.overview_parts import (
    Attention,
    Dated,
    Gauge,
    Reading,
    Tile,
    attention_of,
    bytes_text,
    gauge_of,
    tile_of,
    title_of,
)
from gui.viewmodels.console.phrases import in_words
from installer.api.console import Ref, Usage

# An hour of readings, one each 15 seconds.
_KEPT = 240
_MOST_ITEMS = 5
# What has a tile, in this order.
_TILES = ("nodes", "pods", "deployments", "claims")


class OverviewModel(QObject):
    """`changed` tells that something else is to be shown."""

    changed = Signal()

    def __init__(self, console: ConsoleModel) -> None:
        super().__init__()
        self._console = console
        self.readings: deque[Reading] = deque(maxlen=_KEPT)
        self.versions = Board(console, lambda cluster: cluster.versions(), "read versions")
        self.ends = Board(console, lambda cluster: cluster.certificates(), "read certificates")
        for board in (self.versions, self.ends):
            board.changed.connect(self.changed)
        console.changed.connect(self.changed)
        console.usage_changed.connect(self._keep)
        console.opened.connect(self.readings.clear)

    @property
    def known(self) -> bool:
        """Whether anything was heard."""
        return self._console.overview is not None

    @property
    def sentence(self) -> str:
        """The health of the cluster in a sentence."""
        overview = self._console.overview
        return in_words(overview.say) if overview is not None else ""

    @property
    def blind(self) -> tuple[tuple[str, str], ...]:
        """What could not be read, and why."""
        overview = self._console.overview
        found = overview.blind.items() if overview is not None else ()
        kinds: dict[str, list[str]] = {}
        for kind, reason in found:
            kinds.setdefault(in_words(reason), []).append(title_of(kind))
        return tuple((", ".join(names), reason) for reason, names in kinds.items())

    @property
    def silence(self) -> tuple[str, str] | None:
        """Why the cluster has never answered: a sentence and the exact text; None when it has."""
        feed = self._console.silence
        return None if feed is None else (in_words(feed.text), feed.details)

    @property
    def tiles(self) -> tuple[Tile, ...]:
        """The figures at the top; what may not be read has none."""
        overview = self._console.overview
        if overview is None:
            return ()
        return tuple(
            tile_of(kind, *overview.counts[kind], self._console.gravity(kind))
            for kind in _TILES
            if kind in overview.counts
        )

    @property
    def attention(self) -> tuple[Attention, ...]:
        """The most important first, not more than fit a page."""
        overview = self._console.overview
        items = overview.attention if overview is not None else ()
        return tuple(
            attention_of(item) for item in sorted(items, key=lambda item: item.rank)[:_MOST_ITEMS]
        )

    @property
    def more(self) -> int:
        """How many need attention and are not shown."""
        overview = self._console.overview
        return max(0, len(overview.attention) - _MOST_ITEMS) if overview is not None else 0

    @property
    def gauges(self) -> tuple[Gauge, ...]:
        """Processor, memory and room for pods over all nodes."""
        overview = self._console.overview
        if overview is None:
            return ()
        cpu, memory, pods = overview.cpu, overview.memory, overview.pods
        made = [gauge_of(tr("CPU"), cpu, number_text), gauge_of(tr("Memory"), memory, bytes_text)]
        if pods.total:
            taken = pods.used if pods.used is not None else pods.requested
            words = tr("{used} of {total}", used=number_text(taken), total=number_text(pods.total))
            made.append(Gauge(tr("Pods"), taken / pods.total, words, ""))
        return tuple(gauge for gauge in made if gauge is not None)

    @property
    def dated(self) -> tuple[Dated, ...]:
        """The version of Kubernetes, and what ends within two months."""
        made = []
        if self.versions.value is not None and self.versions.value.server:
            made.append(Dated("ok", "Kubernetes", self.versions.value.server))
        now = self._console.around.now()
        made += [
            Dated(row.state.mark, row.certificate.name, row.state.word)
            for row in rows_of(self.ends.value or (), now).values()
            if row.days is not None and row.days < SOON
        ]
        return tuple(made)

    def enter(self) -> None:
        """Somebody looks."""
        self.versions.enter()
        self.ends.enter()

    def leave(self) -> None:
        """Nobody looks."""
        self.versions.leave()
        self.ends.leave()

    @property
    def figures(self) -> Usage | None:
        """The newest figures of use."""
        return self._console.around.figures

    @property
    def no_figures(self) -> str:
        """Why there are no figures of use; empty where there are some or they are on their way."""
        figures = self.figures
        if figures is None or figures.source != "absent":
            return ""
        return in_words(figures.why) or tr("This cluster gives no figures of use.")

    def open(self, kind: str, ref: Ref | None = None) -> None:
        """Show a kind, or one of its objects, on its page."""
        if ref is None:
            self._console.show(kind)
        else:
            self._console.show_ref(kind, ref)

    def _keep(self) -> None:
        figures = self.figures
        if figures is not None and figures.nodes:
            uses = figures.nodes.values()
            cpu, memory = sum(u.cpu for u in uses), float(sum(u.memory for u in uses))
            self.readings.append(Reading(figures.at, cpu, memory))
        self.changed.emit()
