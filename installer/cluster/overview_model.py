"""What the first page of the console shows, and the boards beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from installer.cluster.phrases import Phrase
from installer.cluster.rows import Ref


class Health(StrEnum):
    """The state of a cluster in one word."""

    HEALTHY = "healthy"
    ATTENTION = "attention"
    TROUBLE = "trouble"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class AttentionItem:
    """Something to look at: which objects (one, or several of one cause), and why.

    `rank` orders items; the smallest is the most important.  `page` is the kind to open.
    """

    rank: int
    page: str
    refs: tuple[Ref, ...]
    word: str
    say: Phrase

    @property
    def plain(self) -> str:
        """The sentence in English."""
        return str(self.say)


@dataclass(frozen=True, slots=True)
class Capacity:
    """A resource over all ready nodes: what there is, what pods asked for, what is taken now.

    In processors or bytes.  `used` is None where no figures exist; `limits` is what pods may take.
    """

    total: float
    requested: float
    limits: float
    used: float | None


@dataclass(frozen=True, slots=True)
class Overview:
    """The first page: health, what needs attention, counts, capacity, and how fresh it is.

    `blind` names kinds that could not be read, each with the reason: health knows nothing of them.
    """

    health: Health
    say: Phrase
    attention: tuple[AttentionItem, ...]
    counts: Mapping[str, tuple[int, int]]  # kind -> (objects, of which need attention)
    cpu: Capacity
    memory: Capacity
    pods: Capacity
    blind: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Certificate:
    """Something that expires.

    `source` is `api-server`, `kubelet`, `client`, `secret`, `webhook` or `arc`; `expires` is None
    when it could not be read, and `problem` says why.
    """

    source: str
    name: str
    subject: str
    issuer: str
    expires: float | None
    attention: bool
    say: Phrase
    problem: str = ""
    ref: Ref | None = None

    @property
    def plain(self) -> str:
        """The sentence in English."""
        return str(self.say)


@dataclass(frozen=True, slots=True)
class ArcPart:
    """An agent, an extension or a GitOps configuration of Azure Arc."""

    role: str  # "agent", "extension" or "gitops"
    name: str
    word: str
    attention: bool
    say: Phrase
    version: str = ""

    @property
    def plain(self) -> str:
        """The sentence in English."""
        return str(self.say)


@dataclass(frozen=True, slots=True)
class ArcState:
    """Azure Arc as seen from inside the cluster, without a login.

    `word` is `connected`, `not connected`, `trouble` or `unknown` (not allowed to look).
    """

    word: str
    say: Phrase
    last_contact: float | None = None
    certificate_expires: float | None = None
    resource: str = ""
    parts: tuple[ArcPart, ...] = ()

    @property
    def plain(self) -> str:
        """The sentence in English."""
        return str(self.say)


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A part of the cluster with its version, and what that means."""

    part: str
    version: str
    attention: bool
    say: Phrase

    @property
    def plain(self) -> str:
        """The sentence in English."""
        return str(self.say)


@dataclass(frozen=True, slots=True)
class Versions:
    """Versions of everything, and the rule that holds between them in words."""

    server: str
    lines: tuple[VersionLine, ...]
    rules: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class SupportFile:
    """A support file that was written: its size in bytes, and what could not be put in."""

    path: str
    size: int
    missing: tuple[str, ...]
