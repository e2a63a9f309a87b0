"""Shows how a run goes: live on a terminal, in plain lines elsewhere, as JSON for programs."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Iterator

from rich.live import Live

from installer.cli.board import Board
from installer.cli.output import console, duration
from installer.clock import Clock
from installer.engine.session import Session
from installer.events import (
    Event,
    EventBus,
    Notice,
    PhaseStarted,
    ResourceRemoved,
    RunFinished,
    RunStarted,
    StepFinished,
    StepProgress,
    StepRetry,
    StepStarted,
    Subscriber,
    event_record,
)


@contextlib.contextmanager
def showing_progress(session: Session, how: str) -> Iterator[None]:
    """Show what happens in a session until the block ends; `how` is auto, plain or json."""
    bus, clock = session.bus, session.world.clock
    if how == "json":
        with _subscribed(bus, _print_json):
            yield
    elif how == "plain" or not console.is_terminal:
        printer = PlainPrinter(clock)
        with _subscribed(bus, printer.show):
            yield
    else:
        board = Board(clock)
        with (
            Live(board, console=console, refresh_per_second=8, redirect_stderr=True),
            _subscribed(bus, board.show),
        ):
            yield


@contextlib.contextmanager
def _subscribed(bus: EventBus, show: Subscriber) -> Iterator[None]:
    # A second try in the same session must not tell the first one again.
    end = bus.subscribe(show, after=bus.last)
    try:
        yield
    finally:
        end()


def _print_json(event: Event) -> None:
    sys.stdout.write(json.dumps(event_record(event), default=str) + "\n")
    sys.stdout.flush()


class PlainPrinter:
    """One line for each thing that happens; what a step waits for at most every ten seconds."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last: dict[str, tuple[str, float]] = {}

    def show(self, event: Event) -> None:
        """Print an event when it is worth a line."""
        line = self._line(event)
        if line:
            console.print(line, markup=False, soft_wrap=True)

    def _line(self, event: Event) -> str:
        match event:
            case RunStarted():
                return f"{event.kind} {event.cluster}"
            case PhaseStarted():
                return f"[{event.index}/{event.total}] {event.title}"
            case StepStarted():
                again = f" (try {event.attempt})" if event.attempt > 1 else ""
                return f"  {event.title}{again} ..."
            case StepProgress():
                return self._progress(event)
            case StepRetry():
                return f"    {event.reason} Trying again in {event.delay:.0f} s."
            case StepFinished():
                return f"  {event.title}: {event.outcome} ({duration(event.seconds)})"
            case ResourceRemoved():
                return f"  {event.kind} {event.ident}: {event.problem or 'removed'}"
            case Notice():
                return f"  note: {event.text}"
            case RunFinished():
                return f"{event.outcome} after {duration(event.seconds)}"
            case _:
                return ""

    def _progress(self, event: StepProgress) -> str:
        text, at = self._last.get(event.step, ("", 0.0))
        now = self._clock.monotonic()
        if event.text == text or now - at < 10:
            return ""
        self._last[event.step] = (event.text, now)
        return f"    {event.text}"
