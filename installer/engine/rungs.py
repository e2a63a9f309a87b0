"""How each rung of the health ladder is looked at, and how long that may take."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from installer.cluster.api import ClusterHealth
from installer.config.model import Node
from installer.host.door import Knock
from installer.host.script import node_script
from installer.hypervisors.base import VmPower
from installer.steps.context import StepContext

# Seconds.  Without KVM a node needs many for one SSH session; the API is asked four things.
LIMITS: dict[str, float] = {"vm": 20.0, "ssh": 100.0, "containerd": 60.0, "api": 90.0}


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a rung failed: in plain words, in the exact words of who knows, and what may help."""

    reason: str
    evidence: str = ""
    advice: str = ""


Look = Callable[[StepContext, Node], Awaitable[Trouble | None]]


async def _vm(context: StepContext, node: Node) -> Trouble | None:
    vm = context.vm(node)
    power = await context.hypervisor.describe(vm)
    if power is VmPower.RUNNING:
        halted = await context.hypervisor.halted(vm)
        if not halted:
            return None
        return Trouble(
            "The virtual machine stands still, because the disk of this PC is full.",
            halted,
            f"Free some space on this PC, then run `edgewright start {context.config.name}`: "
            "the node goes on where it stood.",
        )
    if power is VmPower.ABSENT:
        return Trouble(
            "The virtual machine has not been made.",
            advice=f"Run `edgewright resume {context.config.name}`: it makes what is missing.",
        )
    return Trouble("The virtual machine does not run.", await context.hypervisor.evidence(vm))


async def _ssh(context: StepContext, node: Node) -> Trouble | None:
    knock = await context.door.knock(context.endpoint(node))
    if knock is not Knock.GREETED:
        words = await context.hypervisor.evidence(context.vm(node))
        return Trouble(f"The virtual machine runs, but {knock.value}.", words)
    await context.node(node)
    return None


async def _containerd(context: StepContext, node: Node) -> Trouble | None:
    host = await context.node(node)
    question = node_script("container-runtime", "Asking the node for its container service")
    result = await host.run(question, timeout=LIMITS["containerd"])
    unit, _, state = (result.stdout.splitlines() or [""])[0].partition(" ")
    if state == "active":
        return None
    if not state:
        return Trouble("The node did not say how its container service stands.", result.output)
    return Trouble(f"The service {unit} is {state}, so no container can run.", result.output)


# The rungs of a node itself, the lowest first.
PROBES: Mapping[str, Look] = {"vm": _vm, "ssh": _ssh, "containerd": _containerd}


def answer_trouble(name: str, node: Node, answer: ClusterHealth) -> Trouble | None:
    """What the API's answer says against the rung `node` or `coredns`."""
    if name == "node":
        seen = next((found for found in answer.nodes if found.name == node.name), None)
        if seen is None:
            return Trouble("Kubernetes runs, but this node has not joined it.")
        return None if seen.ready else Trouble("Kubernetes says it is not ready.", seen.reason)
    missing = [words for words in answer.missing if "dns" in words or "name service" in words]
    return Trouble("Pods cannot find each other by name.", "\n".join(missing)) if missing else None
