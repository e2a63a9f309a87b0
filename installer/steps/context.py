"""What a step may use: the objects of one run, handed over by whoever wired them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from installer.accelerator import Accelerator
from installer.adapter_kind import AdapterKind
from installer.bundle.bundle import Bundle
from installer.clock import Clock
from installer.cluster.api import ClusterApi, ClusterHealth
from installer.cluster.inside import member_health
from installer.config.model import EdgeCluster, Node
from installer.distributions.base import Distribution, JoinTicket, NodeSettings
from installer.host.base import HostDriver
from installer.host.door import NodeDoor, NodeEndpoint
from installer.host.job import Work
from installer.hypervisors.base import Hypervisor, Medium, VmSpec
from installer.steps.context_nodes import node_settings, vm_spec


@dataclass(frozen=True, slots=True)
class Owned:
    """One thing that a step made: the step's key, what it is, and which one."""

    step: str
    kind: str
    ident: str


@dataclass(frozen=True, slots=True)
class ClusterPaths:
    """Where the files of one cluster are on this PC."""

    folder: Path

    @property
    def keys(self) -> Path:
        """The SSH keys of the nodes."""
        return self.folder / "keys"

    @property
    def vms(self) -> Path:
        """The virtual machines, one folder each."""
        return self.folder / "vm"

    @property
    def staging(self) -> Path:
        """Disks that are built here and then handed to the hypervisor."""
        return self.folder / "staging"

    def staged(self, node: str, medium: Medium) -> Path:
        """A disk of a node while it is being built."""
        return self.staging / f"{node}-{medium}.iso"

    @property
    def kubeconfig(self) -> Path:
        """The file that gives access to the cluster."""
        return self.folder / "kubeconfig"

    @property
    def ticket(self) -> Path:
        """The ticket with which nodes join a cluster of another PC, until they have joined."""
        return self.folder / "join-ticket"


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    """What was learned about the PC and the bundle when the installation began.

    It is written into the journal, so that a resumed run stands on the same ground.
    """

    owner: str
    accelerator: Accelerator
    firmware_code: str
    firmware_variables: str
    kubernetes_version: str
    images: tuple[str, ...]
    bundle: str
    # Those of networks outside of this PC, by their names in the cluster file.
    adapters: Mapping[str, AdapterKind] = field(default_factory=dict)


@dataclass(kw_only=True)
class StepContext:
    """The objects that a step works with."""

    config: EdgeCluster
    environment: Environment
    paths: ClusterPaths
    clock: Clock
    pc: HostDriver
    hypervisor: Hypervisor
    distribution: Distribution
    door: NodeDoor
    open_bundle: Callable[[], Bundle]
    cluster_api: Callable[[Path], ClusterApi]
    is_done: Callable[[str], bool]
    checkpoint: Callable[[], None]
    notice: Callable[[str], None]
    secret: Callable[[str], str | None]
    record_own: Callable[[Owned], None]
    report_progress: Callable[[str, str, float | None], None]
    step: str = ""
    # What a join file holds that was given to this very run.
    ticket: JoinTicket | None = None
    nodes: dict[str, HostDriver] = field(default_factory=dict)

    def report(self, text: str, fraction: float | None = None) -> None:
        """Say what this step does or waits for; `fraction` from 0 to 1."""
        self.report_progress(self.step, text, fraction)

    def own(self, kind: str, ident: str) -> None:
        """Write into the journal that `apply` is about to make this thing."""
        self.record_own(Owned(self.step, kind, ident))

    def vm(self, node: Node) -> VmSpec:
        """The virtual machine behind a node."""
        environment = self.environment
        return vm_spec(
            self.config,
            node,
            owner=environment.owner,
            accelerator=environment.accelerator,
            adapters=environment.adapters,
        )

    def endpoint(self, node: Node) -> NodeEndpoint:
        """Where and how a node is reached from this PC."""
        return NodeEndpoint(
            address="127.0.0.1",
            port=self.config.spec.network.ssh_port_of(self.config.spec.nodes.index(node)),
            user=NODE_USER,
            client_key=self.paths.keys / "client",
            host_key=self.paths.keys / f"{node.name}.pub",
        )

    async def node(self, node: Node) -> HostDriver:
        """A node as a host for commands; the connection is kept until the run ends."""
        if node.name not in self.nodes:
            self.nodes[node.name] = await self.door.open(self.endpoint(node))
        return self.nodes[node.name]

    async def health(self) -> ClusterHealth:
        """How the cluster is; where no server of it is on this PC, how its nodes here are.

        Raises HostUnreachable.
        """
        spec = self.config.spec
        if spec.servers:
            return await self.cluster_api(self.paths.kubeconfig).health()
        nodes = {node.name: await self.node(node) for node in spec.nodes}
        return await member_health(nodes, self.distribution.node_access)

    def settings(self, node: Node) -> NodeSettings:
        """What the distribution must know to set up a node."""
        environment = self.environment
        return node_settings(
            self.config,
            node,
            version=environment.kubernetes_version,
            images=environment.images,
        )

    def work(self) -> Work:
        """How a distribution's verb waits and tells while it works for this step."""
        return Work(
            clock=self.clock, report=self.report, checkpoint=self.checkpoint, pace=self.pace
        )

    @property
    def pace(self) -> float:
        """How many times slower than usual the inside of a node runs."""
        return pace_of(self.environment.accelerator)


NODE_USER = "edgewright"


def pace_of(accelerator: Accelerator) -> float:
    """How many times slower than usual the inside of a node runs.

    Measured: booting and starting Kubernetes takes 8 to 15 times as long without KVM.
    """
    return 10.0 if accelerator is Accelerator.TCG else 1.0
