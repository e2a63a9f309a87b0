"""What the detail view shows of one object; made from the whole object when it is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from installer.cluster.phrases import Phrase
from installer.cluster.rows import Ref, Row


@dataclass(frozen=True, slots=True)
class Line:
    """A labelled line of a summary; `label` is an English word or kubectl's own."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class ConditionLine:
    """A condition of an object: its type, whether it holds, and why, in the cluster's words."""

    name: str
    status: str
    reason: str
    message: str
    since: float | None
    good: bool | None  # None where the condition is neither


@dataclass(frozen=True, slots=True)
class ContainerLine:
    """A container of a pod: what it does now, how it ended last, and that in plain words."""

    name: str
    role: str  # "init", "sidecar", "main" or "debug"
    image: str
    state: str
    say: Phrase
    attention: bool
    restarts: int
    exit_code: int | None
    last_end: str
    requests: str
    limits: str

    @property
    def plain(self) -> str:
        """The sentence in English."""
        return str(self.say)


@dataclass(frozen=True, slots=True)
class Detail:
    """One object as a whole: row, summary, and its text.

    `yaml` is to be looked at: inert, bounded, secrets hidden.  `editable` is to be edited and
    applied; it is empty for a secret.
    """

    ref: Ref
    row: Row
    owners: tuple[Ref, ...]  # the nearest first
    lines: tuple[Line, ...]
    conditions: tuple[ConditionLine, ...]
    containers: tuple[ContainerLine, ...]
    yaml: str
    editable: str
    whole: Mapping[str, Any]
