"""Processor and memory over the last hour, as far as this window was open."""

from __future__ import annotations

import math

from PySide6.QtWidgets import QWidget

from gui.texts import number_text, size_text, tr
from gui.viewmodels.console.clock import Now
from gui.viewmodels.console.overview import OverviewModel
from gui.viewmodels.console.overview_parts import points
from gui.widgets.cards import Card
from gui.widgets.chart import Chart, Line
from gui.widgets.layouts import hbox, row, vbox
from gui.widgets.text import Text
from installer.api import GIB

_MARGINS = (16, 10, 10, 8)


class UsageCharts(QWidget):
    """Two charts; where there are no figures a sentence says so, and no line is drawn at zero."""

    def __init__(self, overview: OverviewModel, now: Now) -> None:
        super().__init__()
        self._overview, self._now = overview, now
        self._cpu, self._memory = Chart(tr("CPU, last hour")), Chart(tr("Memory, last hour"))
        self._cpu_now, self._memory_now = (Text("", "small", "text3") for _ in range(2))
        self._none = Text("", "small", "text3", wrap=True)
        self._both = QWidget()
        line = hbox(self._both, gap=12)
        for title, said, chart in (
            (tr("CPU"), self._cpu_now, self._cpu),
            (tr("Memory"), self._memory_now, self._memory),
        ):
            card = Card(_MARGINS, 2)
            card.add(row(Text(title, "section"), said, None), chart)
            line.addWidget(card, 1)
        layout = vbox(self, gap=4)
        layout.addWidget(self._both)
        layout.addWidget(self._none)

    def refresh(self) -> None:
        """Show the readings."""
        overview = self._overview
        shown = points(list(overview.readings), self._now())
        self._both.setVisible(bool(shown))
        reason = overview.no_figures or tr("The first figures of use are on their way.")
        self._none.setText("" if shown else reason)
        self._none.setVisible(not shown)
        if not shown:
            return
        times = (tr("60 min"), "40", "20", tr("now"))
        last = shown[-1][0]
        top = _nice(max(one.cpu for one, _ in shown))
        words = tr("now {value}", value=number_text(last.cpu, 2))
        self._cpu_now.setText(words)
        self._cpu.show_lines(
            [Line(tr("CPU"), tuple((place, one.cpu) for one, place in shown))],
            top=top,
            marks=("0", number_text(top / 2, 2), number_text(top, 2)),
            times=times,
            said=words,
        )
        most = _nice(max(one.memory for one, _ in shown) / GIB) * GIB
        words = tr("now {value}", value=size_text(int(last.memory)))
        self._memory_now.setText(words)
        self._memory.show_lines(
            [Line(tr("Memory"), tuple((place, one.memory) for one, place in shown))],
            top=most,
            marks=("0", size_text(int(most / 2)), size_text(int(most))),
            times=times,
            said=words,
        )


def _nice(value: float) -> float:
    """The next of 1, 2 and 5 times a power of ten: a top of an axis that can be read."""
    if value <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(value))
    return next((step * power for step in (1, 2, 5) if step * power >= value), 10 * power)
