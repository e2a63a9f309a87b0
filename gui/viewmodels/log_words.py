"""A line of the log for each event of a run, in the language in use."""

from __future__ import annotations

from gui.engine_words import said
from gui.texts import later, tr
from installer.api import (
    Event,
    Notice,
    PhaseStarted,
    ResourceOwned,
    ResourceRemoved,
    RunFinished,
    RunStarted,
    StepFinished,
    StepProgress,
    StepRetry,
    StepStarted,
)

_KINDS = {
    "install": later("Installing {name}"),
    "resume": later("Continuing with {name}"),
    "remove": later("Removing {name}"),
}
_ENDS = {
    "done": later("Done"),
    "skipped": later("Was done before"),
    "failed": later("Failed"),
    "stopped": later("Stopped"),
    "cancelled": later("Stopped"),
    "removed": later("Everything was undone"),
}


def retry_text(event: StepRetry) -> str:
    """Why a step is tried again, in English: it is translated where it is shown."""
    again = later("Trying again in {seconds} s.")
    return f"{event.reason} {again.format(seconds=round(event.delay))}"


def log_line(event: Event, title: str) -> str:
    """The line, or nothing; `title` is that of the step the event is about."""
    match event:
        case StepStarted() | StepProgress() | StepRetry() | StepFinished():
            return _step_line(event, said(title))
        case RunStarted(kind=kind, cluster=name):
            return tr(_KINDS.get(kind, kind), name=name)
        case PhaseStarted(index=index, total=total):
            return f"{index}/{total} {said(event.title)}"
        case ResourceOwned(kind=kind, ident=ident):
            return tr("Made: {thing}", thing=f"{said(kind)} {ident}")
        case ResourceRemoved(kind=kind, ident=ident, problem=problem):
            return _parts(tr("Removed: {thing}", thing=f"{said(kind)} {ident}"), said(problem))
        case Notice(text=text):
            return said(text)
        case RunFinished(outcome=outcome, reason=reason):
            return _parts(_end(outcome), said(reason))
    return ""


def _step_line(event: StepStarted | StepProgress | StepRetry | StepFinished, title: str) -> str:
    match event:
        case StepStarted(attempt=attempt):
            return f"{title} ({attempt})" if attempt > 1 else title
        case StepProgress(text=text):
            return f"{title}: {said(text)}"
        case StepRetry():
            return f"{title}: {said(retry_text(event))}"
        case StepFinished(outcome=outcome, reason=reason):
            return _parts(f"{title}: {_end(outcome)}", said(reason))


def _end(outcome: str) -> str:
    return tr(_ENDS.get(outcome, outcome))


def _parts(first: str, second: str) -> str:
    return f"{first}. {second}" if second else first
