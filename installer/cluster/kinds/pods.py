"""Pods."""

from __future__ import annotations

import msgspec

from installer.cluster.ages import moment
from installer.cluster.around import Around
from installer.cluster.cells import Amount, Since
from installer.cluster.objects import condition, made
from installer.cluster.pods.judge import judge_pod
from installer.cluster.pods.printer import printed
from installer.cluster.pods.requests import Asked, asked_by
from installer.cluster.pods.shape import Pod
from installer.cluster.rows import Column, Kind, Place, Row

_NONE = "<none>"


class PodFacts(msgspec.Struct, frozen=True, gc=False):
    """What the overview, the logs and the storage page need of a pod; empty node: none yet."""

    node: str
    phase: str
    asked: Asked
    containers: tuple[str, ...]
    claims: tuple[str, ...]


def pod_row(pod: Pod, around: Around) -> Row:
    """The row of a pod."""
    spec, status = pod.spec, pod.status
    ready, word, restarts = printed(pod, around.minor)
    asked = asked_by(spec)
    address = status.pod_ips[0].ip if status.pod_ips else ""
    cells = (
        pod.metadata.name,
        ready,
        word,
        restarts,
        Since(moment(pod.metadata.creation_timestamp)),
        address or _NONE,
        spec.node_name or _NONE,
        status.nominated_node_name or _NONE,
        _gates(pod),
        Amount(asked.cpu_text, asked.cpu),
        Amount(asked.memory_text, asked.memory),
    )
    facts = PodFacts(
        node=spec.node_name or "",
        phase=status.phase or "",
        asked=asked,
        containers=tuple([c.name for c in spec.containers or ()]),
        claims=tuple(
            [
                volume.persistent_volume_claim.claim_name
                for volume in spec.volumes or ()
                if volume.persistent_volume_claim is not None
            ]
        ),
    )
    return made(pod.metadata, cells, judge_pod(pod, word, around), facts)


def _gates(pod: Pod) -> str:
    gates = pod.spec.readiness_gates
    if not gates:
        return _NONE
    found = [condition(pod.status.conditions, gate.condition_type) for gate in gates]
    return f"{sum(1 for c in found if c is not None and c.true)}/{len(gates)}"


def _settled(pod: Pod) -> bool:
    """Whether nothing about it is a matter of time: it runs well without restarts, or is over."""
    if pod.metadata.deletion_timestamp:
        return False
    if pod.status.phase == "Running":
        return all(s.ready and not s.restart_count for s in pod.status.container_statuses or ())
    return pod.status.phase in ("Succeeded", "Failed")


KIND = Kind(
    name="pods",
    word="Pod",
    api="/api/v1",
    resource="pods",
    aliases=("pod", "po"),
    columns=(
        Column("NAME"),
        Column("READY"),
        Column("STATUS"),
        Column("RESTARTS"),
        Column("AGE"),
        Column("IP", Place.WIDE),
        Column("NODE", Place.WIDE),
        Column("NOMINATED NODE", Place.WIDE),
        Column("READINESS GATES", Place.WIDE),
        Column("CPU REQUEST", Place.OURS, right=True),
        Column("MEMORY REQUEST", Place.OURS, right=True),
    ),
    shape=Pod,
    row=pod_row,
    settled=_settled,
)
