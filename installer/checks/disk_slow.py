"""Is the disk fast enough for the cluster's database?"""

from __future__ import annotations

from installer.checks.base import Check, Finding, Verdict
from installer.config.model import EdgeCluster
from installer.facts.base import Facts
from installer.facts.flush import FACT as FLUSH

# etcd asks for 10 ms at most (etcd.io, FAQ, "What does the warning apply entries took too long
# mean?"); from 100 ms on it misses its heartbeats.
_FINE_MS = 10
_USABLE_MS = 100


def judge(facts: Facts, config: EdgeCluster) -> Finding:
    """WARN above 10 ms for one record, FAIL above 100 ms."""
    flush = facts.get(FLUSH)
    if flush.milliseconds is None:
        return Finding(
            verdict=Verdict.SKIP,
            summary="Nothing can be written there, so the speed could not be measured.",
        )
    took = f"{flush.milliseconds:.1f} ms"
    evidence = {"time to store a record": took}
    if flush.milliseconds > _USABLE_MS:
        return Finding(
            verdict=Verdict.FAIL,
            summary=f"The disk needs {took} to store a record; the cluster's database would "
            "fail again and again.",
            remedy="Use an SSD, another folder with --state on a faster disk, or end what keeps "
            "the disk busy.",
            evidence=evidence,
        )
    if flush.milliseconds > _FINE_MS:
        return Finding(
            verdict=Verdict.WARN,
            summary=f"The disk needs {took} to store a record; the cluster may answer slowly.",
            remedy=f"An SSD needs less than {_FINE_MS} ms. Choose a folder on one with --state.",
            evidence=evidence,
        )
    return Finding(verdict=Verdict.PASS, summary=f"The disk stores a record in {took}.")


CHECK = Check(
    id="disk.slow", title="A disk that is fast enough", judge=judge, windows=judge, only_before=True
)
