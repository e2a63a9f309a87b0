"""Is a PC that was cloned from an image safe to ship, or does it share what only one may have?

What was made after the image was taken is the PC's own.  When nobody says when that was, what was
made since the PC was started is its own, and of what is older nothing can be told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from installer.checks.base import Finding, Verdict
from installer.engine.gold_read import MACHINE_ID, GoldFacts, KeptCluster

_SAY_WHEN = "Or say when the image was taken: --image-made 2026-11-25T14:00."
# What systemd writes where the id shall be made at the next start (machine-id(5)).
_NO_ID = ("", "uninitialized")


@dataclass(frozen=True, slots=True)
class GoldFinding:
    """One question, by an id that never changes, and what was found."""

    id: str
    title: str
    finding: Finding

    @property
    def stops(self) -> bool:
        """Whether the PC shall not be shipped so."""
        return self.finding.verdict in (Verdict.FAIL, Verdict.UNKNOWN)


def judge_gold(facts: GoldFacts, image_made: datetime | None) -> tuple[GoldFinding, ...]:
    """All findings; `image_made` is when the image was taken, None when nobody knows."""
    own = _Own(image_made, facts.started)
    judges: tuple[tuple[str, str, Callable[[GoldFacts, _Own], Finding]], ...] = (
        ("gold.machine_id", "The machine id is the PC's own", _machine_id),
        ("gold.host_keys", "The SSH host keys are the PC's own", _host_keys),
        ("gold.owner_ids", "No cluster came with the image", _owner_ids),
        ("gold.cluster_keys", "No key of a cluster came with the image", _cluster_keys),
        ("gold.tokens", "No token lies in the state folder", _tokens),
        ("gold.autostart", "Nothing starts with the PC that is not there", _autostart),
    )
    return tuple(GoldFinding(ident, title, judge(facts, own)) for ident, title, judge in judges)


@dataclass(frozen=True, slots=True)
class _Own:
    """Judges by the time at which something was made whose it is."""

    image_made: datetime | None
    started: datetime

    def verdict(self, made: datetime) -> Verdict:
        if made > (self.image_made or self.started):
            return Verdict.PASS
        return Verdict.UNKNOWN if self.image_made is None else Verdict.FAIL

    def worst(self, times: list[datetime]) -> Verdict:
        order = tuple(Verdict)
        return max((self.verdict(time) for time in times), key=order.index, default=Verdict.PASS)

    def finding(self, verdict: Verdict, what: str, remedy: str, **evidence: str) -> Finding:
        if verdict is Verdict.PASS:
            return Finding(verdict=verdict, summary=f"{what} made on this PC.", evidence=evidence)
        since = "before this start of the PC, so perhaps in the image"
        if verdict is Verdict.FAIL:
            since = "before the image was taken, so every copy has the same"
        else:
            remedy = f"{remedy} {_SAY_WHEN}"
        return Finding(
            verdict=verdict, summary=f"{what} made {since}.", remedy=remedy, evidence=evidence
        )


def _machine_id(facts: GoldFacts, own: _Own) -> Finding:
    if facts.machine_id in _NO_ID or MACHINE_ID not in facts.made:
        return Finding(
            verdict=Verdict.PASS, summary="There is none; the next start makes one for this PC."
        )
    made = facts.made[MACHINE_ID]
    return own.finding(
        own.verdict(made),
        "The machine id was",
        f"As root run `rm -f {MACHINE_ID} /var/lib/dbus/machine-id && systemd-machine-id-setup`, "
        "then restart the PC.",
        # machine-id(5) asks not to show it to everybody.
        id=f"{facts.machine_id[:8]}...",
        written=made.isoformat(),
    )


def _host_keys(facts: GoldFacts, own: _Own) -> Finding:
    keys = {path: time for path, time in facts.made.items() if path != MACHINE_ID}
    if not keys:
        return Finding(verdict=Verdict.PASS, summary="This PC has no SSH host keys.")
    return own.finding(
        own.worst(list(keys.values())),
        "The SSH host keys were",
        "As root run `rm /etc/ssh/ssh_host_* && ssh-keygen -A`, then restart the SSH server.",
        **{path: time.isoformat() for path, time in keys.items()},
    )


def _owner_ids(facts: GoldFacts, own: _Own) -> Finding:
    if not facts.clusters:
        return Finding(verdict=Verdict.PASS, summary="There is no cluster on this PC.")
    evidence = {
        cluster.name: f"owner {cluster.owner}, addresses {', '.join(cluster.macs)}"
        for cluster in facts.clusters
    }
    names = ", ".join(cluster.name for cluster in facts.clusters)
    verdict = own.worst([cluster.begun for cluster in facts.clusters])
    return own.finding(verdict, f"Clusters ({names}) were", _destroy(facts, own), **evidence)


def _cluster_keys(facts: GoldFacts, own: _Own) -> Finding:
    holding = [cluster for cluster in facts.clusters if cluster.keys]
    if not holding:
        return Finding(verdict=Verdict.PASS, summary="There is no key of a cluster on this PC.")
    return own.finding(
        own.worst([cluster.begun for cluster in holding]),
        "The keys of the clusters were",
        _destroy(facts, own),
        **{cluster.name: ", ".join(cluster.keys) for cluster in holding},
    )


def _tokens(facts: GoldFacts, own: _Own) -> Finding:
    holding = {c.name: ", ".join(c.tokens) for c in facts.clusters if c.tokens}
    if not holding:
        return Finding(verdict=Verdict.PASS, summary="No token was left behind.")
    names = ", ".join(holding)
    return Finding(
        verdict=Verdict.FAIL,
        summary=f"A ticket that lets nodes join lies beside an unfinished installation: {names}.",
        remedy="Let the nodes join with `edgewright resume NAME`, or take the installation back "
        "with `edgewright undo NAME`.",
        evidence=holding,
    )


def _autostart(facts: GoldFacts, own: _Own) -> Finding:
    known = tuple(ending for cluster in facts.clusters for ending in _endings(cluster))
    lost = [entry for entry in facts.autostart if not entry.endswith(known)]
    if not lost:
        return Finding(
            verdict=Verdict.PASS, summary="Whatever starts with the PC belongs to its clusters."
        )
    return Finding(
        verdict=Verdict.FAIL,
        summary="Nodes shall start with the PC whose cluster is not in this state folder.",
        remedy="Remove these entries: files with `rm`, lines with `crontab -e`. Or give the folder "
        "of their cluster with --state.",
        evidence={str(number): entry for number, entry in enumerate(lost, 1)},
    )


def _endings(cluster: KeptCluster) -> Iterator[str]:
    """How entries for the nodes of a cluster end: a unit, one of the desktop, a line of cron."""
    for node in cluster.nodes:
        yield f"/edgewright-{cluster.name}-{node}.service"
        yield f"/edgewright-{cluster.name}-{node}.desktop"
        yield f" {cluster.name}/{node}"


def _destroy(facts: GoldFacts, own: _Own) -> str:
    def foreign(cluster: KeptCluster) -> bool:
        return own.verdict(cluster.begun) is not Verdict.PASS

    words = [f"`edgewright destroy {cluster.name}`" for cluster in filter(foreign, facts.clusters)]
    return f"Run {' and '.join(words)} here, and before the next image is taken."
