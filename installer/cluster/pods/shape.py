"""A pod as the console decodes it: a twentieth of its text, because there may be 50,000."""

from __future__ import annotations

import msgspec

from installer.cluster.objects import Condition, Meta, Part


class MirrorNote(Part, frozen=True):
    """The annotation that marks a pod which a node's own file describes."""

    mirror: str = msgspec.field(default="", name="kubernetes.io/config.mirror")


class PodMeta(Meta, frozen=True):
    """`metadata` of a pod."""

    annotations: MirrorNote | None = None


class Amounts(Part, frozen=True):
    """Processors and memory of a request or a limit."""

    cpu: str | int | float | None = None
    memory: str | int | float | None = None


class Resources(Part, frozen=True):
    """What a container asks for and may take."""

    requests: Amounts | None = None
    limits: Amounts | None = None


class Container(Part, frozen=True):
    """A container as it is wanted."""

    name: str = ""
    image: str = ""
    restart_policy: str | None = None
    resources: Resources | None = None


class ClaimUse(Part, frozen=True):
    """A volume's claim."""

    claim_name: str = ""


class Volume(Part, frozen=True):
    """A volume, as far as it is a claim."""

    persistent_volume_claim: ClaimUse | None = None


class Gate(Part, frozen=True):
    """A condition that must hold before the pod counts as ready."""

    condition_type: str = ""


class System(Part, frozen=True):
    """The operating system that a pod is made for."""

    name: str = ""


class SystemSelector(Part, frozen=True):
    """The node selector, as far as it names the operating system."""

    system: str = msgspec.field(default="", name="kubernetes.io/os")


class PodSpec(Part, frozen=True):
    """What is wanted."""

    node_name: str | None = None
    containers: list[Container] | None = None
    init_containers: list[Container] | None = None
    readiness_gates: list[Gate] | None = None
    volumes: list[Volume] | None = None
    host_network: bool | None = None
    restart_policy: str | None = None
    os: System | None = None
    node_selector: SystemSelector | None = None
    overhead: Amounts | None = None


class Running(Part, frozen=True):
    """A container that runs."""

    started_at: str | None = None


class Waiting(Part, frozen=True):
    """A container that waits, and why."""

    reason: str | None = None
    message: str | None = None


class Ended(Part, frozen=True):
    """How a container ended."""

    exit_code: int = 0
    signal: int | None = None
    reason: str | None = None
    message: str | None = None
    finished_at: str | None = None


class State(Part, frozen=True):
    """One of three states; none of them is possible too."""

    running: Running | None = None
    waiting: Waiting | None = None
    terminated: Ended | None = None


class ContainerStatus(Part, frozen=True):
    """What a container does now, and how it ended the time before."""

    name: str = ""
    ready: bool | None = None
    started: bool | None = None
    restart_count: int = 0
    state: State | None = None
    last_state: State | None = None


class Address(Part, frozen=True):
    """An address of a pod."""

    ip: str = ""


class PodStatus(Part, frozen=True):
    """What is."""

    phase: str | None = None
    reason: str | None = None
    message: str | None = None
    nominated_node_name: str | None = None
    pod_ip: str | None = msgspec.field(default=None, name="podIP")
    pod_ips: list[Address] | None = msgspec.field(default=None, name="podIPs")
    conditions: list[Condition] | None = None
    container_statuses: list[ContainerStatus] | None = None
    init_container_statuses: list[ContainerStatus] | None = None
    ephemeral_container_statuses: list[ContainerStatus] | None = None


_NO_SPEC, _NO_STATUS = PodSpec(), PodStatus()


class Pod(Part, frozen=True):
    """A pod."""

    metadata: PodMeta
    spec: PodSpec = _NO_SPEC
    status: PodStatus = _NO_STATUS


NO_STATE = State()
