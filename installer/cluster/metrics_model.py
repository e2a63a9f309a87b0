"""Figures of use: what nodes, pods and volumes take now, and where the figures come from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Use:
    """What something takes at a moment: processors (1.5 is one and a half) and bytes."""

    cpu: float
    memory: int


@dataclass(frozen=True, slots=True)
class VolumeUse:
    """How full a claim's volume is, in bytes and in files."""

    used: int
    capacity: int
    files_used: int = 0
    files: int = 0


@dataclass(frozen=True, slots=True)
class Usage:
    """All figures of one reading.

    `source` is `metrics` (metrics.k8s.io), `kubelet` (the nodes' own figures) or `absent`; `why`
    says in a sentence why there is none, or what is missing.  Volumes always come from kubelet.
    Keys: nodes by name, pods and volumes by (namespace, name).
    """

    source: str
    at: float
    why: str = ""
    nodes: Mapping[str, Use] = field(default_factory=dict)
    pods: Mapping[tuple[str, str], Use] = field(default_factory=dict)
    volumes: Mapping[tuple[str, str], VolumeUse] = field(default_factory=dict)
