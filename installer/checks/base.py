"""What a check is: a pure judgement over facts and the config.

No I/O happens here: the same facts always give the same finding, so a check is tested by a
table of cases.  All checks run and all are reported.
"""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from installer.config.model import EdgeCluster
from installer.facts.base import Facts, Platform


class Verdict(enum.StrEnum):
    """The outcome of a check, from good to bad."""

    PASS = "pass"
    SKIP = "skip"
    WARN = "warn"
    UNKNOWN = "unknown"
    FAIL = "fail"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a check found: one plain sentence, what to do, and the evidence in exact terms."""

    verdict: Verdict
    summary: str
    remedy: str = ""
    evidence: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_calm(self) -> bool:
        """Whether nothing has to be done about it."""
        return self.verdict in (Verdict.PASS, Verdict.SKIP)


def without_kvm(
    config: EdgeCluster, what: str, *, remedy: str, evidence: Mapping[str, str]
) -> Finding:
    """The finding that KVM cannot be used; `what` is the beginning of a sentence about why.

    QEMU then translates the node's instructions, 10 to 20 times slower.  Whether that will do is
    for the cluster file to say (`spec.acceleration`): FAIL where KVM is required, otherwise WARN.
    """
    if config.spec.acceleration == "required":
        verdict, meaning = Verdict.FAIL, "the cluster file requires KVM (spec.acceleration)"
    else:
        verdict, meaning = Verdict.WARN, "without KVM nodes are 10 to 20 times slower"
    return Finding(verdict=verdict, summary=f"{what}; {meaning}.", remedy=remedy, evidence=evidence)


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that must hold before an installation starts.

    `id` is stable for ever: settings, journals and documents refer to it.  `title` is positive
    ("Enough memory for the nodes").  A finding of a `mandatory` check that is FAIL or UNKNOWN
    stops an installation; of another check it is only shown.  `only_before` marks a check that
    measures what a cluster takes for itself: once the cluster exists it would judge its own nodes.
    `fix` is the id of the fix (`installer.fixes`) that may put right what it finds.

    `judge` is for a PC of its `platform`; `windows` judges a Windows PC in the same question.
    """

    id: str
    title: str
    judge: Callable[[Facts, EdgeCluster], Finding]
    mandatory: bool = True
    only_before: bool = False
    fix: str = ""
    platform: Platform = Platform.LINUX
    windows: Callable[[Facts, EdgeCluster], Finding] | None = None

    def on(self, platform: Platform) -> Check | None:
        """The check as it is there; None where there is no such question."""
        if platform is self.platform:
            return self
        if platform is Platform.WINDOWS and self.windows is not None:
            # A fix of Linux is none of Windows.
            return dataclasses.replace(self, judge=self.windows, platform=platform, fix="")
        return None
