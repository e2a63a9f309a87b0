"""The plan of an installation: which steps, in which order; a pure function of the config.

Phases follow each other; the steps of one phase run side by side.  `edgewright plan` prints
exactly what `apply` will do, because both call `build_plan`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from installer.addons.base import wanted_add_ons
from installer.config.model import EdgeCluster, Node
from installer.events import PhaseInfo, StepInfo
from installer.steps.apply_add_ons import ApplyAddOns
from installer.steps.attach_payload import AttachPayload
from installer.steps.attach_seed import AttachSeed
from installer.steps.base import Step, step_key
from installer.steps.create_keys import CreateKeys
from installer.steps.create_vm import CreateVm
from installer.steps.fetch_kubeconfig import FetchKubeconfig
from installer.steps.forget_ticket import ForgetTicket
from installer.steps.init_server import InitServer
from installer.steps.install_kubernetes import InstallKubernetes
from installer.steps.join_node import JoinNode
from installer.steps.keep_ticket import KeepTicket
from installer.steps.mount_shares import MountShares
from installer.steps.prepare_data_disk import PrepareDataDisk
from installer.steps.remove_media import RemoveMedia
from installer.steps.set_autostart import SetAutostart
from installer.steps.start_vm import StartVm
from installer.steps.verify_bundle import VerifyBundle
from installer.steps.wait_for_kubernetes import WaitForKubernetes
from installer.steps.wait_for_node import WaitForNode


@dataclass(frozen=True, slots=True)
class Phase:
    """Steps that may run side by side."""

    title: str
    steps: tuple[Step, ...]


Plan = tuple[Phase, ...]


def build_plan(config: EdgeCluster) -> Plan:
    """The plan for this config."""
    nodes = config.spec.nodes
    first = nodes[0]
    finish: list[Step] = [RemoveMedia(node) for node in nodes]
    if config.spec.autostart:
        finish += [SetAutostart(node) for node in nodes]
    ticket = (KeepTicket(first),) if config.spec.join else ()
    return (
        Phase("Prepare", (VerifyBundle(first), *ticket, *(CreateKeys(node) for node in nodes))),
        Phase("Virtual machine", tuple(CreateVm(node) for node in nodes)),
        Phase(
            "Disks",
            (*(AttachSeed(node) for node in nodes), *(AttachPayload(node) for node in nodes)),
        ),
        Phase("Start", tuple(StartVm(node) for node in nodes)),
        Phase("First boot", tuple(WaitForNode(node) for node in nodes)),
        Phase("Data disk", tuple(PrepareDataDisk(node) for node in nodes)),
        *_shares(config),
        Phase("Kubernetes", tuple(InstallKubernetes(node) for node in nodes)),
        *(_joining(config) if config.spec.join else _beginning(config)),
        Phase("Ready", (WaitForKubernetes(first),)),
        Phase("Finish", tuple(finish)),
    )


def _beginning(config: EdgeCluster) -> Iterator[Phase]:
    """The first node begins the cluster, the others join it."""
    first, *further = config.spec.nodes
    yield Phase("Control plane", (InitServer(first),))
    yield Phase("Access", (FetchKubeconfig(first),))
    yield from _joins(further)
    yield from _add_ons(config)


def _joining(config: EdgeCluster) -> Iterator[Phase]:
    """All nodes join the cluster of another PC; only a server has the access file to it."""
    spec = config.spec
    yield from _joins(spec.nodes)
    yield Phase("Ticket", (ForgetTicket(spec.nodes[0]),))
    if spec.servers:
        yield Phase("Access", (FetchKubeconfig(spec.servers[0]),))


def _shares(config: EdgeCluster) -> Iterator[Phase]:
    if config.spec.storage.shares:
        yield Phase("Shared folders", tuple(MountShares(node) for node in config.spec.nodes))


def _add_ons(config: EdgeCluster) -> Iterator[Phase]:
    """After all nodes, so that a worker may run them where servers run no pods."""
    if wanted := wanted_add_ons(config):
        yield Phase("Add-ons", (ApplyAddOns(config.spec.nodes[0], wanted),))


def _joins(further: Sequence[Node]) -> Iterator[Phase]:
    """Servers join one after another, because etcd takes in one member at a time."""
    for node in further:
        if node.role == "server":
            yield Phase(f"Further server {node.name}", (JoinNode(node),))
    workers = tuple(JoinNode(node) for node in further if node.role == "worker")
    if workers:
        yield Phase("Workers", workers)


def describe_plan(plan: Plan, *, pace: float) -> tuple[PhaseInfo, ...]:
    """The plan as it is shown; `pace` is how many times slower than usual nodes run."""
    return tuple(
        PhaseInfo(
            phase.title,
            tuple(
                StepInfo(
                    step_key(step),
                    step.title,
                    step.describe(),
                    step.weight * (pace if step.in_guest else 1.0),
                )
                for step in phase.steps
            ),
        )
        for phase in plan
    )
