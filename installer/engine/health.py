"""The health of a cluster as a ladder: each rung stands on the one below it.

    vm, ssh, containerd      of each node
    api, node                asked of the cluster, shown for each node
    coredns                  of the cluster, shown at its first node

The first rung that fails carries the reason and the evidence; those behind it are not looked
at, because what they would say follows from it.
"""

from __future__ import annotations

import asyncio
import enum
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from installer.cluster.api import ClusterHealth
from installer.config.model import Node
from installer.engine.rungs import LIMITS, PROBES, Trouble, answer_trouble
from installer.errors import EdgewrightError, HostUnreachable
from installer.host.redact import redact
from installer.known_issues import find_known_issue
from installer.steps.context import StepContext

NAMES = ("vm", "ssh", "containerd", "api", "node", "coredns")
_LAST_LINES = 40


class RungState(enum.StrEnum):
    """How a rung was found."""

    OK = "ok"
    FAILED = "failed"
    NOT_LOOKED_AT = "not looked at"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """One part of a node's health; a failed one says why and what helps."""

    name: str
    state: RungState
    reason: str = ""
    advice: str = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class NodeLadder:
    """The rungs of a node, the lowest first."""

    node: str
    rungs: tuple[Rung, ...]

    @property
    def failed(self) -> Rung | None:
        """The rung that failed, None when all is well."""
        return next((rung for rung in self.rungs if rung.state is RungState.FAILED), None)


Answer = ClusterHealth | EdgewrightError


async def climb(
    context: StepContext, ask_api: Callable[[], Awaitable[ClusterHealth]]
) -> tuple[tuple[NodeLadder, ...], Answer]:
    """The ladders of all nodes, and what the API answered or why it did not.

    Never raises because of what is found; each rung has a time limit.
    """
    nodes = context.config.spec.nodes
    answer, troubles = await asyncio.gather(
        _ask(ask_api), asyncio.gather(*(_climb_node(context, node) for node in nodes))
    )
    ladders = [
        _ladder(context, node, found, answer) for node, found in zip(nodes, troubles, strict=True)
    ]
    return tuple(ladders), answer


async def _ask(ask_api: Callable[[], Awaitable[ClusterHealth]]) -> Answer:
    try:
        async with asyncio.timeout(LIMITS["api"]):
            return await ask_api()
    except EdgewrightError as error:
        return error
    except TimeoutError:
        return HostUnreachable(
            f"The Kubernetes API did not answer within {LIMITS['api']:.0f} seconds."
        )


async def _climb_node(context: StepContext, node: Node) -> tuple[str, Trouble] | None:
    """The lowest rung of the node itself that fails, and why."""
    for name, look in PROBES.items():
        try:
            async with asyncio.timeout(LIMITS[name]):
                trouble = await look(context, node)
        except EdgewrightError as error:
            trouble = Trouble(error.brief, error.details, _own_advice(error))
        except TimeoutError:
            trouble = Trouble(f"There was no answer within {LIMITS[name]:.0f} seconds.")
        if trouble is not None:
            return name, trouble
    return None


def _ladder(
    context: StepContext, node: Node, found: tuple[str, Trouble] | None, answer: Answer
) -> NodeLadder:
    spec = context.config.spec
    # A PC that has but joined does not know how the cluster's name service is.
    names = NAMES if node == spec.nodes[0] and spec.servers else NAMES[:-1]
    if found is None:
        found = _cluster_trouble(node, names, answer)
    failed = names.index(found[0]) if found else len(names)
    rungs = [Rung(name=name, state=RungState.OK) for name in names[:failed]]
    if found:
        rungs.append(_failed(*found, cluster=context.config.name))
    rungs += [Rung(name=name, state=RungState.NOT_LOOKED_AT) for name in names[failed + 1 :]]
    return NodeLadder(node.name, tuple(rungs))


def _cluster_trouble(
    node: Node, names: tuple[str, ...], answer: Answer
) -> tuple[str, Trouble] | None:
    if isinstance(answer, EdgewrightError):
        return "api", Trouble(answer.brief, answer.details, _own_advice(answer))
    for name in names[names.index("node") :]:
        trouble = answer_trouble(name, node, answer)
        if trouble is not None:
            return name, trouble
    return None


def _own_advice(error: EdgewrightError) -> str:
    """What an error advises for its own case; the advice of its kind speaks of installations."""
    return error.advice if error.advice != error.resolution else ""


def _failed(name: str, trouble: Trouble, *, cluster: str) -> Rung:
    """The rung with the best advice there is: what is known of the words, or the usual one."""
    evidence = redact("\n".join(trouble.evidence.splitlines()[-_LAST_LINES:]))
    issue = find_known_issue(evidence)
    advice = f"{issue.cause} {issue.remedy}" if issue else trouble.advice
    return Rung(
        name=name,
        state=RungState.FAILED,
        reason=trouble.reason,
        advice=advice or _USUAL[name].format(cluster=cluster),
        evidence=evidence,
    )


_USUAL = {
    "vm": "Run `edgewright start {cluster}`.",
    "ssh": "A node that has just started needs a minute. If it stays so, run "
    "`edgewright restart {cluster}`.",
    "containerd": "Run `edgewright restart {cluster}`; if it comes again keep the evidence.",
    "api": "After a start the API needs some minutes on a slow PC. If it stays so, run "
    "`edgewright restart {cluster}`.",
    "node": "Wait a minute. If it stays so, run `edgewright restart {cluster}`.",
    "coredns": "Wait a minute. If it stays so, look at the pods: "
    "kubectl --namespace kube-system get pods",
}
