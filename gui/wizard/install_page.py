"""Install: the run as it goes, and what can be done when it stops."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from gui.texts import tr
from gui.viewmodels.install import InstallModel
from gui.viewmodels.install_words import Phase
from gui.viewmodels.wizard import WizardModel
from gui.widgets.buttons import button
from gui.widgets.cards import Card
from gui.widgets.layouts import Item, column, row, vbox
from gui.widgets.marks import Mark
from gui.widgets.rows import Evidence, ProgressBar
from gui.widgets.text import Elided, Text
from gui.wizard.announce import announce
from gui.wizard.confirm import Confirm, ask_undo
from gui.wizard.log_panel import LogPanel
from gui.wizard.page import WizardPage, clear
from gui.wizard.step_list import StepList

_TICK_MS = 500
_MARKS = {
    Phase.FAILED: "fail",
    Phase.STOPPED: "warn",
    Phase.UNDONE: "ok",
    Phase.KEPT: "info",
    Phase.UNDOING: "run",
}


class InstallPage(WizardPage):
    """Progress at the top, steps in the middle, the log at the bottom."""

    def __init__(self, model: WizardModel) -> None:
        super().__init__(tr("Install"), " ", width=980, scrolls=False)
        self._wizard = model
        self._model: InstallModel = model.install
        self._percent = Text("", "metric")
        self._position, self._times = Elided("", "body", "text2"), Text("", "small", "text2")
        self._bar = ProgressBar()
        self._stop = button(tr("&Stop…"), "danger", small=True)
        self._stop.setObjectName("stop")
        self._stop.clicked.connect(self._ask_stop)
        self._going = Card(margins=(18, 14, 18, 16), gap=9)
        line = (self._percent, 4, (self._position, 1), self._times, 4, self._stop)
        self._going.add(row(*line, gap=8), self._bar)
        self._result = vbox()
        self._steps, self._log = StepList(), LogPanel()
        self.add(self._going, self._result)
        self.add((self._steps, 1), self._log)
        self._shown: object = None
        self._model.changed.connect(self.refresh_soon)
        self._tick = QTimer(self)
        self._tick.setInterval(_TICK_MS)
        self._tick.timeout.connect(self.refresh)

    def refresh(self) -> None:
        """Show the run as it is now."""
        model, now = self._model, self._model.now
        running = model.phase in (Phase.RUNNING, Phase.STOPPING)
        self.title.setText(model.title)
        self.lead.setText(model.lead)
        self.lead.setVisible(running and bool(model.lead))
        self._going.setVisible(running)
        self._stop.setEnabled(model.phase is Phase.RUNNING)
        fraction = model.progress.fraction(now)
        self._percent.setText(f"{fraction:.0%}".replace("%", " %"))
        self._position.show_text(model.position)
        self._times.setText(model.times)
        name = f"{model.title}: {self._percent.text()}, {model.position}"
        self._bar.show_value(fraction, name)
        self._steps.refresh(model.progress, now)
        self._log.refresh(model.progress.log)
        state = (model.phase, model.failure)
        if state != self._shown:
            self._shown = state
            announce(self, model.failure.what if model.failure else model.title)
            clear(self._result)
            if not running and model.phase is not Phase.IDLE:
                self._result.addWidget(self._outcome())
        if model.busy != self._tick.isActive():
            (self._tick.start if model.busy else self._tick.stop)()

    def _outcome(self) -> QWidget:
        """What became of the run, and what can be done now."""
        model = self._model
        card = Card(margins=(18, 16, 18, 16), gap=8)
        failure = model.failure
        what = failure.what if failure else model.title
        words = Text(what, "section", wrap=True)
        below = Text(self._below(), "small", "text2", wrap=True)
        mark = Mark(_MARKS.get(model.phase, "ok"), 24)
        card.add(row(mark, 4, (column(words, below, gap=2), 1)))
        if failure is not None:
            for text in filter(None, (failure.why, failure.advice)):
                card.add(Text(text, "body", wrap=True))
            copy = button(tr("&Copy details"), "ghost", "copy", small=True)
            copy.setObjectName("copy-details")
            copy.clicked.connect(lambda: self._log.copy(failure.text()))
            short = "\n".join(failure.details.splitlines()[:_DETAIL_LINES])
            card.add(row((Evidence(f"{failure.code}  {short}".strip()), 1), copy, gap=4))
        card.add(4, self._buttons())
        return card

    def _below(self) -> str:
        model = self._model
        if model.phase in (Phase.FAILED, Phase.STOPPED):
            return f"{model.position}. {model.kept_steps}" if model.failure else model.kept_steps
        return model.lead

    def _buttons(self) -> QWidget:
        box = QWidget()
        model = self._model
        again = button(tr("&Try again from here"), "primary", "arrow-clockwise")
        again.setObjectName("try-again")
        again.clicked.connect(model.try_again)
        keep = button(tr("&Keep for inspection"))
        keep.setObjectName("keep")
        keep.clicked.connect(model.keep)
        undo = button(tr("&Undo everything…"), "danger")
        undo.setObjectName("undo")
        undo.clicked.connect(self._ask_undo)
        over = button(tr("Back to the &start"), "primary")
        over.setObjectName("start-over")
        over.clicked.connect(self._wizard.start_over)
        shown: tuple[Item, ...] = {
            Phase.FAILED: (again, keep, None, undo),
            Phase.STOPPED: (again, keep, None, undo),
            Phase.KEPT: (over, None),
            Phase.UNDONE: (over, None),
        }.get(model.phase, ())
        for unused in {again, keep, undo, over} - {item for item in shown if item is not None}:
            unused.deleteLater()
        box.setLayout(row(*shown, gap=8))
        return box

    def _ask_stop(self) -> None:
        Confirm(
            self.window(),
            tr("Stop the installation?"),
            tr("It stops at the next safe point. What is done is kept, and you can go on later."),
            verb=tr("&Stop"),
            agreed=self._model.cancel,
        ).open()

    def _ask_undo(self) -> None:
        ask_undo(self.window(), self._model.cluster, self._model.undo)


# The whole text is behind Copy details; so much explains itself at a glance.
_DETAIL_LINES = 4
