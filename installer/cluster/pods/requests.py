"""What a pod asks of its node: processors and memory, as the scheduler counts them.

Containers and helpers that keep running are added up; a preparation step counts where it needs
more than all that run after it (kubernetes.io/docs/concepts/workloads/pods/sidecar-containers).
"""

from __future__ import annotations

from functools import lru_cache

import msgspec

from installer.cluster.pods.shape import Amounts, Container, PodSpec
from installer.cluster.quantities import number_of

_MIB = 1024 * 1024
_GIB = 1024 * _MIB
# request cpu, request memory, limit cpu, limit memory
_Four = tuple[float, float, float, float]
_ZERO: _Four = (0.0, 0.0, 0.0, 0.0)


class Asked(msgspec.Struct, frozen=True, gc=False):
    """Requests and limits of a pod in processors and bytes; 0 where nothing is said."""

    cpu: float = 0.0
    memory: float = 0.0
    cpu_limit: float = 0.0
    memory_limit: float = 0.0

    @property
    def cpu_text(self) -> str:
        """The request as kubectl would write it; empty when there is none."""
        if not self.cpu:
            return ""
        return f"{self.cpu:g}" if self.cpu == int(self.cpu) else f"{round(self.cpu * 1000)}m"

    @property
    def memory_text(self) -> str:
        """The request in Mi, or in Gi where it is whole; empty when there is none."""
        if not self.memory:
            return ""
        if self.memory % _GIB == 0:
            return f"{int(self.memory // _GIB)}Gi"
        return f"{round(self.memory / _MIB)}Mi"


def asked_by(spec: PodSpec) -> Asked:
    """Requests and limits of a whole pod."""
    running, most = _ZERO, _ZERO
    for container in spec.init_containers or ():
        own = _four(container)
        if container.restart_policy == "Always":
            running = _sum(running, own)
        else:
            most = _greatest(most, _sum(running, own))
    for container in spec.containers or ():
        running = _sum(running, _four(container))
    total = _greatest(running, most)
    if spec.overhead is not None:
        extra = (_number(spec.overhead.cpu), _number(spec.overhead.memory), 0.0, 0.0)
        total = _sum(total, extra)
    return _shared(total)


@lru_cache(maxsize=4096)
def _shared(four: _Four) -> Asked:
    """Most pods of a cluster ask for one of a few amounts: one object serves them all."""
    return Asked(*four)


def _four(container: Container) -> _Four:
    resources = container.resources
    if resources is None:
        return _ZERO
    requests, limits = resources.requests or Amounts(), resources.limits or Amounts()
    return (
        _number(requests.cpu if requests.cpu is not None else limits.cpu),
        _number(requests.memory if requests.memory is not None else limits.memory),
        _number(limits.cpu),
        _number(limits.memory),
    )


def _number(amount: str | float | None) -> float:
    if amount is None:
        return 0.0
    return number_of(amount) if isinstance(amount, str) else float(amount)


def _sum(one: _Four, other: _Four) -> _Four:
    return one[0] + other[0], one[1] + other[1], one[2] + other[2], one[3] + other[3]


def _greatest(one: _Four, other: _Four) -> _Four:
    return (
        max(one[0], other[0]),
        max(one[1], other[1]),
        max(one[2], other[2]),
        max(one[3], other[3]),
    )
