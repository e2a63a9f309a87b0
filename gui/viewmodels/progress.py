"""The picture of a run, made from its events: steps, times, what is waited for, and the log."""

from __future__ import annotations

from dataclasses import dataclass, field

from gui.viewmodels.log_words import log_line, retry_text
from installer.api import (
    Event,
    Notice,
    PhaseInfo,
    PhaseStarted,
    QuestionAsked,
    ResourceOwned,
    ResourceRemoved,
    RunFinished,
    RunStarted,
    StepFinished,
    StepProgress,
    StepRetry,
    StepStarted,
    redact,
)

# How much of a step without a fraction counts as done at most, however long it takes.
_NEVER_MORE = 0.95
_OF_A_RUN = (
    RunStarted,
    PhaseStarted,
    StepStarted,
    StepProgress,
    StepRetry,
    StepFinished,
    ResourceOwned,
    ResourceRemoved,
    Notice,
    QuestionAsked,
    RunFinished,
)
_STATES = {"done": "ok", "skipped": "ok", "failed": "fail", "stopped": "neutral"}


@dataclass
class StepLine:
    """A step.  `state` is wait, run, ok, fail or neutral; times are seconds.

    `title` and `text` are the engine's words, translated where they are shown.
    """

    key: str
    title: str
    usual: float
    phase: int
    state: str = "wait"
    started: float = 0.0
    seconds: float = 0.0
    text: str = ""
    fraction: float | None = None

    def spent(self, now: float) -> float:
        """How long it took, or takes until now."""
        return now - self.started if self.state == "run" else self.seconds

    def share(self, now: float) -> float:
        """How much of it is done, from 0 to 1."""
        if self.state == "ok":
            return 1.0
        if self.state != "run":
            return 0.0
        if self.fraction is not None:
            return self.fraction
        return min(_NEVER_MORE, self.spent(now) / self.usual) if self.usual else 0.0


@dataclass
class Progress:
    """Everything that is known of one run."""

    kind: str = ""
    steps: dict[str, StepLine] = field(default_factory=dict)
    log: list[str] = field(default_factory=list)
    started: float = 0.0
    over: bool = False

    def take(self, event: Event, now: float) -> bool:
        """Take an event into the picture; `now` is the clock of the run.

        Returns whether it has anything to do with a run.
        """
        if not isinstance(event, _OF_A_RUN):
            return False
        title = self._change(event, now)
        words = log_line(event, title)
        if words:
            self.log.append(f"{event.at:%H:%M:%S}  {redact(words)}")
        return True

    def _change(self, event: Event, now: float) -> str:
        """Changes the picture; returns the title of the step that the event is about."""
        match event:
            case RunStarted():
                self._begin(event.kind, event.phases, now)
            case StepStarted() | StepProgress() | StepRetry() | StepFinished():
                return self._step(event, now)
            case ResourceRemoved():
                self._remove(event)
            case RunFinished():
                self.over = True
        return ""

    def _begin(self, kind: str, phases: tuple[PhaseInfo, ...], now: float) -> None:
        self.kind, self.started, self.over = kind, now, False
        if phases or kind == "remove":
            self.steps = {
                step.key: StepLine(step.key, step.title, step.usual, number)
                for number, phase in enumerate(phases, start=1)
                for step in phase.steps
            }

    def _remove(self, event: ResourceRemoved) -> None:
        """What is taken away is shown like a step that is done, or that failed."""
        key = f"{event.kind} {event.ident}"
        state = "fail" if event.problem else "ok"
        text = f"{event.ident}: {event.problem}" if event.problem else event.ident
        self.steps[key] = StepLine(key, event.kind, 0.0, 0, state=state, text=text)

    def _step(
        self, event: StepStarted | StepProgress | StepRetry | StepFinished, now: float
    ) -> str:
        line = self.steps.setdefault(event.step, StepLine(event.step, event.step, 0.0, 0))
        match event:
            case StepStarted():
                line.state, line.started, line.text, line.fraction = "run", now, "", None
            case StepProgress():
                line.text, line.fraction = event.text, event.fraction
            case StepRetry():
                line.text = retry_text(event)
            case StepFinished():
                line.state, line.seconds = _STATES[event.outcome], event.seconds
                line.text = event.reason
        return line.title

    def fraction(self, now: float) -> float:
        """How much is done, weighted by the usual time of each step."""
        if self.over and self.steps:
            return 1.0 if self.count("ok") == len(self.steps) else self._done(now)
        return self._done(now)

    def _done(self, now: float) -> float:
        total = sum(line.usual for line in self.steps.values())
        done = sum(line.usual * line.share(now) for line in self.steps.values())
        return done / total if total else 0.0

    def remaining(self, now: float) -> float:
        """The seconds that are usually left; steps of a phase run side by side."""
        longest: dict[int, float] = {}
        for line in self.steps.values():
            left = line.usual * (1 - line.share(now))
            longest[line.phase] = max(longest.get(line.phase, 0.0), left)
        return sum(longest.values())

    @property
    def current(self) -> StepLine | None:
        """The step that runs, or the one that failed."""
        lines = self.steps.values()
        for state in ("fail", "run"):
            found = next((line for line in lines if line.state == state), None)
            if found is not None:
                return found
        return None

    def count(self, state: str) -> int:
        """How many steps are in a state."""
        return sum(line.state == state for line in self.steps.values())
