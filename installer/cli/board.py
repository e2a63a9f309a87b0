"""The live picture of a run on a terminal: phases, steps, times, and what is being waited for."""

from __future__ import annotations

from dataclasses import dataclass, field

from rich.console import RenderableType
from rich.spinner import Spinner
from rich.table import Table
from rich.text import Text

from installer.cli.output import duration
from installer.clock import Clock
from installer.events import (
    Event,
    Notice,
    PhaseStarted,
    ResourceRemoved,
    RunFinished,
    RunStarted,
    StepFinished,
    StepProgress,
    StepRetry,
    StepStarted,
)

_MARKS = {
    "waiting": ("·", "dim"),
    "done": ("✓", "green"),
    "skipped": ("✓", "dim green"),
    "failed": ("✗", "bold red"),
    "stopped": ("‖", "yellow"),
}


@dataclass
class _Row:
    title: str
    usual: float
    state: str = "waiting"
    started: float = 0.0
    seconds: float = 0.0
    text: str = ""
    spinner: Spinner = field(default_factory=lambda: Spinner("dots", style="cyan"))


class Board:
    """Collects events and draws them; `rich.live` asks for the picture some times a second."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._title = "Looking at this PC"
        self._phase = ""
        self._rows: dict[str, _Row] = {}
        self._notes: list[Text] = []
        self._usual = 0.0
        self._started = self._clock.monotonic()
        self._over = False

    def show(self, event: Event) -> None:
        """Take an event into the picture."""
        match event:
            case RunStarted():
                self._begin(event)
            case PhaseStarted():
                self._phase = f", {event.index} of {event.total}: {event.title}"
            case StepStarted() if event.step in self._rows:
                row = self._rows[event.step]
                row.state, row.started = "running", self._clock.monotonic()
            case StepProgress() if event.step in self._rows:
                percent = "" if event.fraction is None else f"{event.fraction:.0%}  "
                self._rows[event.step].text = percent + event.text
            case StepRetry() if event.step in self._rows:
                row = self._rows[event.step]
                row.text = f"{event.reason} Trying again in {event.delay:.0f} s."
            case StepFinished() if event.step in self._rows:
                row = self._rows[event.step]
                row.state, row.seconds, row.text = event.outcome, event.seconds, event.reason
            case ResourceRemoved():
                words = event.problem or "removed"
                style = "red" if event.problem else "green"
                self._notes.append(Text(f"{event.kind} {event.ident}: {words}", style=style))
            case Notice():
                self._notes.append(Text(event.text, style="yellow"))
            case RunFinished():
                self._over, self._phase = True, ""

    def _begin(self, event: RunStarted) -> None:
        verb = {"install": "Installing", "resume": "Going on with", "remove": "Removing"}
        self._title = f"{verb.get(event.kind, event.kind)} {event.cluster}"
        self._rows = {
            step.key: _Row(step.title, step.usual) for phase in event.phases for step in phase.steps
        }
        self._usual = sum(max(step.usual for step in phase.steps) for phase in event.phases)
        self._started, self._over = self._clock.monotonic(), False

    def __rich__(self) -> RenderableType:
        grid = Table.grid(padding=(0, 1))
        grid.add_column(width=2, no_wrap=True)
        grid.add_column(overflow="fold")
        grid.add_column(justify="right", no_wrap=True)
        head = Text(self._title, style="bold").append(self._phase, style="not bold")
        grid.add_row("", head, Text(self._total(), style="dim"))
        for row in self._rows.values():
            grid.add_row(
                _mark(row), _words(row), Text(_time(row, self._clock.monotonic()), style="dim")
            )
        for note in self._notes:
            grid.add_row("", note, "")
        return grid

    def _total(self) -> str:
        if self._over or not self._usual:
            return ""
        elapsed = self._clock.monotonic() - self._started
        return f"{duration(elapsed)}, usually {duration(self._usual)}"


def _mark(row: _Row) -> RenderableType:
    if row.state == "running":
        return row.spinner
    mark, style = _MARKS.get(row.state, ("?", ""))
    return Text(mark, style=style)


def _words(row: _Row) -> Text:
    text = Text(row.title, style="dim" if row.state in ("waiting", "skipped") else "")
    if row.text and row.state in ("running", "failed"):
        text.append(f"\n{row.text}", style="red" if row.state == "failed" else "cyan")
    return text


def _time(row: _Row, now: float) -> str:
    if row.state == "running":
        elapsed = duration(now - row.started)
        return f"{elapsed} of usually {duration(row.usual)}"
    if row.state in ("done", "failed"):
        return duration(row.seconds)
    return "done before" if row.state == "skipped" else ""
