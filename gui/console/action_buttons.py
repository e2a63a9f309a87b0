"""The buttons of an object; one that may not be pressed says why, in words below."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from gui.console.drain_dialog import DrainDialog
from gui.console.expand_dialog import ExpandDialog
from gui.console.question import Question
from gui.console.scale_dialog import ScaleDialog
from gui.texts import tr
from gui.theme.theme import theme
from gui.viewmodels.console.actions import ActionState
from gui.viewmodels.console.deeds import Deeds
from gui.viewmodels.console.detail import DetailModel
from gui.viewmodels.console.pages import KIND_TITLES
from gui.widgets.buttons import button
from gui.widgets.layouts import row, vbox
from gui.widgets.text import Text

# As much as fits beside each other in the panel at its narrowest.
_ROOM = 286


class ActionButtons(QWidget):
    """Made anew when what is allowed becomes known; `wants_logs` asks for the log."""

    wants_logs = Signal()

    def __init__(self, detail: DetailModel) -> None:
        super().__init__()
        self._detail = detail
        self._deeds = Deeds(detail.console)
        layout = vbox(self, gap=6)
        shown = [state for state in detail.actions if not _replaced(state, detail.actions)]
        for line in _lines([self._button(state) for state in shown]):
            layout.addLayout(row(*line, None))
        for reason in dict.fromkeys(state.reason for state in shown if state.reason):
            names = [tr(s.action.title) for s in shown if s.reason == reason]
            plain = ", ".join(name.replace("&", "").rstrip("…") for name in names)
            words = tr("{action}: {reason}", action=plain, reason=tr(reason))
            layout.addWidget(Text(words, "caption", "text3", wrap=True))
        if not shown:
            self.hide()

    def _button(self, state: ActionState) -> QPushButton:
        action = state.action
        kind = "danger" if action.danger else "default"
        made = button(tr(action.title), kind, action.icon, small=True)
        made.setObjectName(f"do-{action.key}")
        made.setEnabled(state.enabled)
        made.setToolTip(tr(state.reason) if state.reason else "")
        made.setAccessibleDescription(tr(state.reason) if state.reason else "")
        made.clicked.connect(lambda: self._do(action.key))
        return made

    def _do(self, key: str) -> None:
        detail = self._detail
        console, ref, found = detail.console.console, detail.ref, detail.row
        if key == "logs":
            self.wants_logs.emit()
        if console is None or ref is None or found is None:
            return
        match key:
            case "delete":
                self._ask_delete()
            case "restart":
                self._deeds.restart(ref)
            case "scale":
                ScaleDialog(self.window(), detail, self._deeds).open()
            case "cordon" | "uncordon":
                self._deeds.cordon(ref.name, closed=key == "cordon")
            case "drain":
                DrainDialog(self.window(), detail.console, ref.name).open()
            case "expand":
                ExpandDialog(self.window(), detail.console, ref, found).open()

    def _ask_delete(self) -> None:
        detail = self._detail
        kind, rows = detail.kind, detail.rows
        if kind is None:
            return
        what = tr(KIND_TITLES[kind.name][1])
        title = (
            tr("Delete {what} {name}?", what=what, name=rows[0].name)
            if len(rows) == 1
            else tr("Delete {count} objects?", count=len(rows))
        )
        deeds = self._deeds
        Question(
            self.window(),
            title,
            _lost(kind.name),
            verb=tr("&Delete"),
            agreed=lambda: deeds.delete(kind, rows),
            danger=True,
        ).open()


def _lines(buttons: list[QPushButton]) -> list[list[QPushButton]]:
    """Buttons in lines, each as full as there is room."""
    lines: list[list[QPushButton]] = []
    room = 0
    for made in buttons:
        made.ensurePolished()
        width = made.sizeHint().width() + 8
        if not lines or width > room:
            lines.append([])
            room = theme.px(_ROOM)
        lines[-1].append(made)
        room -= width
    return lines


def _replaced(state: ActionState, states: tuple[ActionState, ...]) -> bool:
    """Of two opposite actions only the one that makes sense is shown."""
    opposite = {"cordon": "uncordon", "uncordon": "cordon"}.get(state.action.key)
    other = next((s for s in states if s.action.key == opposite), None)
    if other is None:
        return False
    senseless = (tr("It is closed already."), tr("It is open."))
    if state.reason in senseless:
        return True
    return state.action.key == "uncordon" and other.reason not in senseless


def _lost(kind: str) -> str:
    """What goes with an object of a kind."""
    undo = tr("You can take it back for some seconds.")
    losses = {
        "pods": tr("A pod that belongs to something is replaced by a new one."),
        "claims": tr("The data in its volume is lost, unless its class keeps released volumes."),
        "deployments": tr("Its pods are deleted too."),
        "statefulsets": tr("Its pods are deleted too. Their volume claims stay."),
        "daemonsets": tr("Its pods are deleted too."),
        "jobs": tr("Its pods and their logs are deleted too."),
        "cronjobs": tr("It starts nothing more. Its jobs are deleted too."),
        "services": tr("What uses its name or address finds nothing there any more."),
        "ingresses": tr("What comes from outside by its hosts is not let in any more."),
    }
    return f"{losses.get(kind, '')} {undo}".strip()
