"""What actions on a cluster tell: permission, preview, and the account of a longer deed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from installer.cluster.rows import Ref


@dataclass(frozen=True, slots=True)
class Permission:
    """Whether this user may do something, and if not, why, in a sentence."""

    allowed: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class FieldConflict:
    """A field that another manager owns: path, who, and both values as text."""

    path: str
    manager: str
    theirs: str
    ours: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What applying a text would do to one object, found out by a dry run at the server.

    `diff` is a unified diff of before and after as YAML; empty when nothing would change.
    """

    ref: Ref
    creates: bool
    diff: str
    conflicts: tuple[FieldConflict, ...] = ()
    warnings: tuple[str, ...] = ()


class DeedWord(StrEnum):
    """How far a longer deed is."""

    WORKING = "working"
    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class DeedStep:
    """One thing that a longer deed does (a pod that moves, a stage of a growth), in words."""

    ref: Ref
    word: DeedWord
    text: str
    details: str = ""


@dataclass(frozen=True, slots=True)
class DeedState:
    """The account of a drain or an expansion as it stands; the last one is DONE or FAILED."""

    word: DeedWord
    text: str
    steps: tuple[DeedStep, ...] = ()
