"""Are there disk files that Hyper-V does not take?"""

from __future__ import annotations

from installer.checks.base import Check, Finding, Verdict
from installer.config.model import EdgeCluster
from installer.facts.base import Facts, Platform
from installer.facts.volume import FACT as VOLUME


def judge(facts: Facts, config: EdgeCluster) -> Finding:
    """FAIL with sparse or compressed ones in the folder for clusters."""
    sparse = facts.get(VOLUME).sparse
    if not sparse:
        return Finding(verdict=Verdict.PASS, summary="No disk file is sparse or compressed.")
    return Finding(
        verdict=Verdict.FAIL,
        summary=f"A disk file is sparse or compressed, which Hyper-V does not take: {sparse[0]}.",
        remedy=f'As an administrator run `fsutil sparse setflag "{sparse[0]}" 0` and '
        f'`compact /u "{sparse[0]}"`.',
        evidence={f"file {number}": path for number, path in enumerate(sparse, start=1)},
    )


CHECK = Check(
    id="disk.sparse",
    title="Disk files that Hyper-V takes",
    judge=judge,
    platform=Platform.WINDOWS,
)
