"""What the PC that began a cluster does for others: make, list and revoke join files."""

from __future__ import annotations

import dataclasses
from datetime import timedelta

from installer.cluster.inside import forget_node, live_tickets, members, revoke_ticket
from installer.config.model import EdgeCluster
from installer.distributions.base import Distribution, Role, TicketTerms
from installer.engine.join_file import JoinFile
from installer.engine.join_held import PURPOSE, RECORD, HeldJoinFile, held_join_files
from installer.engine.session import Session
from installer.errors import NotJoinable, UsageError
from installer.host.base import HostDriver
from installer.steps.context import StepContext

# What holds for the nodes of every PC in that network.
_OUTSIDE = {"subnet", "gateway", "vlan", "mtu"}
USUAL_SECONDS = 24 * 3600.0


async def make_join_file(
    session: Session, name: str, role: Role, *, valid: float | None = None
) -> JoinFile:
    """Make one that lets nodes in for `valid` seconds, None for the usual time.

    Raises ClusterUnknown, UsageError, NotJoinable, HostUnreachable.
    """
    session.look(name)
    with session.locked(name) as run:
        run.must_be_installed()
        async with run.context() as context:
            seconds = _must_be_joinable(context.config, context.distribution, role, valid)
            server, access = await _server(context), context.distribution.admin_access
            known = await members(server, access) | _own_members(context.config)
            first = context.config.spec.servers[0]
            ends = context.clock.now() + timedelta(seconds=seconds)
            ticket = await context.distribution.ticket(
                server, context.settings(first), role, TicketTerms(seconds, f"{PURPOSE}{role}")
            )
            run.journal.append(
                RECORD, id=ticket.ident, role=role, expires=ends.isoformat(), state="made"
            )
            network = context.config.spec.network
            assert network.external is not None
            return JoinFile(
                cluster=name,
                role=role,
                distribution=context.distribution.name,
                version=context.environment.kubernetes_version,
                pod_cidr=str(network.pod_cidr),
                service_cidr=str(network.service_cidr),
                expires=ends,
                members=known,
                outside=network.external.model_dump(mode="json", by_alias=True, include=_OUTSIDE),
                ticket=dataclasses.replace(ticket, expires=ends),
            )


async def list_join_files(session: Session, name: str) -> tuple[HeldJoinFile, ...]:
    """All that were ever made, the oldest first; errors as of `make_join_file`."""
    run = session.look(name)
    async with run.context() as context:
        access = context.distribution.admin_access
        live = await live_tickets(await _server(context), access)
        return held_join_files(run.journal.records, live, context.clock.now())


async def revoke_join_file(session: Session, name: str, ident: str) -> None:
    """Let nobody in with this file any more; nodes that have joined stay.

    Raises UsageError when there is none of that id, otherwise as `make_join_file`.
    """
    session.look(name)
    with session.locked(name) as run:
        async with run.context() as context:
            server, access = await _server(context), context.distribution.admin_access
            live = await live_tickets(server, access)
            held = held_join_files(run.journal.records, live, context.clock.now())
            found = next((file for file in held if file.ident == ident), None)
            if found is None:
                ids = ", ".join(file.ident for file in held) or "none"
                raise UsageError(
                    f"{name} has no join file {ident}.", resolution=f"Its join files: {ids}."
                )
            await revoke_ticket(server, access, ident)
            if found.state != "revoked":
                run.journal.append(
                    RECORD, id=ident, role=found.role, expires=found.expires, state="revoked"
                )


async def forget_member(session: Session, name: str, node: str) -> None:
    """Take a node that another PC has removed off the cluster's list.

    Raises UsageError for a node of this PC and for one that the cluster does not know.
    """
    session.look(name)
    with session.locked(name) as run:
        async with run.context() as context:
            if node in {own.name for own in context.config.spec.nodes}:
                raise UsageError(
                    f"{node} is a node of this PC, and its virtual machine is still here.",
                    resolution="This command is for nodes that were on another PC.",
                )
            health = await context.health()
            seen = next((found for found in health.nodes if found.name == node), None)
            if seen is None:
                names = ", ".join(found.name for found in health.nodes)
                raise UsageError(
                    f"The cluster {name} knows no node {node}.", resolution=f"It knows: {names}."
                )
            if seen.ready:
                raise UsageError(
                    f"{node} still runs, and would come back at once.",
                    resolution=f"Run `edgewright destroy {name}` on its own PC first.",
                )
            access = context.distribution.admin_access
            await forget_node(await _server(context), access, node)


def _own_members(config: EdgeCluster) -> dict[str, str]:
    """The nodes of this PC, which have their places whether the cluster knows them yet or not."""
    return {node.name: str(config.spec.peer_address(node)) for node in config.spec.nodes}


async def _server(context: StepContext) -> HostDriver:
    """The first server; raises NotJoinable where this PC did not begin the cluster."""
    spec = context.config.spec
    if spec.join:
        raise NotJoinable(
            f"This PC has joined the cluster {context.config.name}; another one began it.",
            resolution="Run the command on the PC that began the cluster.",
        )
    return await context.node(spec.servers[0])


def _must_be_joinable(
    config: EdgeCluster, distribution: Distribution, role: Role, valid: float | None
) -> float:
    """For how many seconds a file may be valid; raises NotJoinable and UsageError."""
    if config.spec.network.external is None:
        raise NotJoinable(
            f"The nodes of {config.name} are in a network inside this PC, where no other PC "
            "reaches them.",
            details="spec.network.external is not set",
        )
    limit = distribution.ticket_limit(role)
    if limit == 0:
        raise NotJoinable(
            f"{distribution.title} lets further {role}s in only by a secret of the cluster that "
            "never ends and cannot be revoked, so no join file is made for them.",
            resolution="Put all servers into the cluster file of one PC; workers can be elsewhere.",
        )
    if valid is not None and valid > limit:
        raise UsageError(
            f"A join file for a {role} can be valid for at most {limit / 3600:.0f} hours.",
            details="that is how long the cluster keeps what a further node fetches",
            resolution="Give a shorter time with --valid.",
        )
    return min(USUAL_SECONDS, limit) if valid is None else valid
