"""Everything that happens, as one stream of typed events.

    engine --publish--> EventBus (ring of the last 10,000) --call--> journal view, log, CLI, window

A subscriber that comes late gets what is still in the ring first, so a page that is opened in
the middle of an installation shows it from the start.  The engine never prints and never asks:
a question is an event too, with a safe default.
"""

from __future__ import annotations

import dataclasses
import logging
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

_log = logging.getLogger(__name__)
_EPOCH = datetime.fromtimestamp(0, UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Base of all events; the bus fills `seq` (from 1, without gaps) and `at`."""

    seq: int = 0
    at: datetime = _EPOCH


@dataclass(frozen=True, slots=True, kw_only=True)
class FactRead(Event):
    """A fact of the PC was read, or could not be."""

    fact: str
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckFinished(Event):
    """A check has its finding."""

    check: str
    title: str
    verdict: str
    summary: str
    remedy: str
    mandatory: bool
    evidence: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StepInfo:
    """A step as it stands in a plan: `usual` is its time in seconds in an ordinary run."""

    key: str
    title: str
    description: str
    usual: float


@dataclass(frozen=True, slots=True)
class PhaseInfo:
    """A phase as it stands in a plan: its steps may run side by side."""

    title: str
    steps: tuple[StepInfo, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunStarted(Event):
    """A run begins: `kind` is install, resume or remove."""

    cluster: str
    kind: str
    phases: tuple[PhaseInfo, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseStarted(Event):
    """A phase begins; `index` counts from 1."""

    title: str
    index: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StepStarted(Event):
    """A step begins, or begins again after a fault that may pass."""

    step: str
    title: str
    attempt: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class StepProgress(Event):
    """What a step does or waits for; `fraction` from 0 to 1 where it is known."""

    step: str
    text: str
    fraction: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRetry(Event):
    """A step met a fault that may pass by itself and will be tried again."""

    step: str
    attempt: int
    delay: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StepFinished(Event):
    """A step ended: `outcome` is done, skipped (was done before), failed or stopped."""

    step: str
    title: str
    outcome: str
    seconds: float
    code: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceOwned(Event):
    """Something is about to be made that a removal will have to take away."""

    kind: str
    ident: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceRemoved(Event):
    """Something that was made has been taken away; `problem` says why not."""

    kind: str
    ident: str
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice(Event):
    """A sentence that the user should know, not an error."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionAsked(Event):
    """A decision is due; whoever can ask the user answers, otherwise `default` holds."""

    question: str
    text: str
    options: tuple[str, ...]
    default: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RunFinished(Event):
    """A run ended: `outcome` is done, failed, cancelled or removed."""

    cluster: str
    outcome: str
    seconds: float
    code: str = ""
    reason: str = ""


Subscriber = Callable[[Event], None]


class EventBus:
    """Numbers events, keeps the newest and hands each to every subscriber at once."""

    def __init__(self, now: Callable[[], datetime], *, size: int = 10_000) -> None:
        self._now = now
        self._ring: deque[Event] = deque(maxlen=size)
        self._subscribers: list[Subscriber] = []
        self._seq = 0

    @property
    def last(self) -> int:
        """The number of the newest event; 0 before the first."""
        return self._seq

    def publish(self, event: Event) -> None:
        """Stamp the event and deliver it; a subscriber's fault never reaches the engine."""
        self._seq += 1
        stamped = dataclasses.replace(event, seq=self._seq, at=self._now())
        self._ring.append(stamped)
        for subscriber in tuple(self._subscribers):
            self._deliver(subscriber, stamped)

    def subscribe(self, subscriber: Subscriber, *, after: int = 0) -> Callable[[], None]:
        """Deliver what the ring still holds after `after`, then every event to come.

        Returns a function that ends the subscription.
        """
        for event in tuple(self._ring):
            if event.seq > after:
                self._deliver(subscriber, event)
        self._subscribers.append(subscriber)
        return lambda: self._subscribers.remove(subscriber)

    def _deliver(self, subscriber: Subscriber, event: Event) -> None:
        try:
            subscriber(event)
        except Exception:  # noqa: BLE001 - the border between the engine and its watchers
            _log.exception("a subscriber failed on %s", type(event).__name__)


def event_record(event: Event) -> dict[str, object]:
    """The event as plain data for JSON, with its type's name under `event`."""
    record: dict[str, object] = {"event": type(event).__name__, **dataclasses.asdict(event)}
    record["at"] = event.at.isoformat()
    return record
