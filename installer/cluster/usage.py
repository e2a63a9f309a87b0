"""What nodes, pods and volumes use now: from metrics.k8s.io, or from the kubelets themselves.

Kubelets answer through the API server (`/api/v1/nodes/NAME/proxy/stats/summary`), which needs the
right `nodes/proxy`; only they know how full volumes are.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from installer.cluster.connection import Connection
from installer.cluster.metrics_model import Usage, Use, VolumeUse
from installer.cluster.objects import Meta, Part
from installer.cluster.quantities import number_of
from installer.errors import EdgewrightError

_METRICS = "/apis/metrics.k8s.io/v1beta1"
_MOST_NODES = 50  # kubelets are asked one after the other


class _Amounts(Part, frozen=True):
    cpu: str = "0"
    memory: str = "0"


_NOTHING = _Amounts()


class _Measured(Part, frozen=True):
    name: str = ""
    usage: _Amounts = _NOTHING


class _Metric(Part, frozen=True):
    metadata: Meta
    usage: _Amounts = _NOTHING
    containers: list[_Measured] | None = None


class _Metrics(Part, frozen=True):
    items: list[_Metric] | None = None


class _Cpu(Part, frozen=True):
    usage_nano_cores: int = 0


class _Memory(Part, frozen=True):
    working_set_bytes: int = 0


_NO_CPU, _NO_MEMORY = _Cpu(), _Memory()


class _Ref(Part, frozen=True):
    name: str = ""
    namespace: str = ""


class _Volume(Part, frozen=True):
    pvc_ref: _Ref | None = None
    used_bytes: int = 0
    capacity_bytes: int = 0
    inodes: int = 0
    inodes_used: int = 0


class _Pod(Part, frozen=True):
    pod_ref: _Ref
    cpu: _Cpu = _NO_CPU
    memory: _Memory = _NO_MEMORY
    volume: list[_Volume] | None = None


class _Node(Part, frozen=True):
    node_name: str = ""
    cpu: _Cpu = _NO_CPU
    memory: _Memory = _NO_MEMORY


class _Summary(Part, frozen=True):
    node: _Node
    pods: list[_Pod] | None = None


def read_usage(connection: Connection, nodes: Iterable[str], now: float) -> Usage:
    """All figures of now; blocks, raises nothing."""
    summaries, why = _summaries(connection, list(nodes)[:_MOST_NODES])
    volumes = {
        (volume.pvc_ref.namespace, volume.pvc_ref.name): VolumeUse(
            volume.used_bytes, volume.capacity_bytes, volume.inodes_used, volume.inodes
        )
        for summary in summaries
        for pod in summary.pods or ()
        for volume in pod.volume or ()
        if volume.pvc_ref is not None
    }
    try:
        node_metrics = _metrics(connection, "nodes")
        pod_metrics = _metrics(connection, "pods")
    except (EdgewrightError, msgspec.DecodeError):
        if not summaries:
            return Usage("absent", now, why or "This cluster has no node that gives figures.")
        return _from_kubelets(summaries, now, why, volumes)
    return Usage(
        source="metrics",
        at=now,
        why=why,
        nodes={m.metadata.name: _use([m.usage]) for m in node_metrics},
        pods={
            (m.metadata.namespace, m.metadata.name): _use(c.usage for c in m.containers or ())
            for m in pod_metrics
        },
        volumes=volumes,
    )


def _metrics(connection: Connection, what: str) -> list[_Metric]:
    answer = connection.get(f"{_METRICS}/{what}")
    return msgspec.json.decode(answer, type=_Metrics).items or []


def _use(amounts: Iterable[_Amounts]) -> Use:
    some = list(amounts)
    memory = sum(number_of(a.memory) for a in some)
    return Use(sum(number_of(a.cpu) for a in some), int(memory))


def _summaries(connection: Connection, nodes: list[str]) -> tuple[list[_Summary], str]:
    """What the kubelets tell, and why some did not."""
    found: list[_Summary] = []
    why = ""
    for name in nodes:
        try:
            answer = connection.send("GET", f"/api/v1/nodes/{name}/proxy/stats/summary", seconds=10)
            found.append(msgspec.json.decode(answer, type=_Summary))
        except EdgewrightError as error:
            why = f"Node {name} gives no figures: {error.brief}"
        except msgspec.DecodeError:
            why = f"Node {name} gives figures that cannot be read."
    return found, why


def _from_kubelets(
    summaries: list[_Summary],
    now: float,
    why: str,
    volumes: dict[tuple[str, str], VolumeUse],
) -> Usage:
    return Usage(
        source="kubelet",
        at=now,
        why=why,
        nodes={s.node.node_name: _own(s.node.cpu, s.node.memory) for s in summaries},
        pods={
            (pod.pod_ref.namespace, pod.pod_ref.name): _own(pod.cpu, pod.memory)
            for summary in summaries
            for pod in summary.pods or ()
        },
        volumes=volumes,
    )


def _own(cpu: _Cpu, memory: _Memory) -> Use:
    return Use(cpu.usage_nano_cores / 1e9, memory.working_set_bytes)
