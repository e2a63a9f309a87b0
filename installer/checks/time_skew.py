"""Is the PC's clock right?"""

from __future__ import annotations

from installer.checks.base import Check, Finding, Verdict
from installer.config.model import EdgeCluster
from installer.facts.base import Facts
from installer.facts.clock import FACT as CLOCK

# Before this program was written it cannot run: the battery of the clock is empty.
_EARLIEST = "2026-01-01"
# etcd complains about a larger difference between its members (rafthttp, probing status).
_TOLERATED_SECONDS = 1.0


def judge(facts: Facts, config: EdgeCluster) -> Finding:
    """WARN when the clock is years behind, or off from its time source."""
    clock = facts.get(CLOCK)
    if clock.date < _EARLIEST:
        return Finding(
            verdict=Verdict.WARN,
            summary=f"The clock of this PC says {clock.date}, which has long passed; "
            "certificates of the cluster would not be valid.",
            remedy="Set date and time; if they are lost at every restart, replace the battery on "
            "the PC's mainboard.",
            evidence={"date": clock.date},
        )
    if clock.ahead is not None and abs(clock.ahead) > _TOLERATED_SECONDS:
        way = "ahead of" if clock.ahead > 0 else "behind"
        return Finding(
            verdict=Verdict.WARN,
            summary=f"The clock of this PC is {abs(clock.ahead):.1f} seconds {way} its time "
            "source.",
            remedy="Let the time service set it, for example `sudo chronyc makestep`.",
            evidence={"seconds ahead": f"{clock.ahead:.3f}"},
        )
    how = "is kept right" if clock.synchronized or clock.ahead is not None else "is plausible"
    return Finding(verdict=Verdict.PASS, summary=f"The clock of this PC {how}: {clock.date}.")


CHECK = Check(
    id="time.skew", title="The clock is right", judge=judge, windows=judge, mandatory=False
)
