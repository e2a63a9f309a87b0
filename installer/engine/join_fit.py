"""Whether a join file and a cluster file fit together; pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from ipaddress import IPv4Address
from urllib.parse import urlsplit

from installer.config.model import MAX_NODES, EdgeCluster
from installer.distributions.base import JoinTicket
from installer.engine.join_file import JoinFile
from installer.errors import JoinFileExpired, JoinFileNeeded, JoinFileUnfit


def must_have_join_file(config: EdgeCluster, join: JoinFile | None) -> None:
    """Raise JoinFileNeeded for a cluster file that wants a join file and has none."""
    if config.spec.join and join is None:
        raise JoinFileNeeded(
            f"The nodes of this cluster file join the cluster {config.name} of another PC."
        )


def fitting_ticket(
    config: EdgeCluster, join: JoinFile | None, *, version: str, now: datetime, again: bool = False
) -> JoinTicket | None:
    """The ticket of the file, None without one; `version` is what will be installed.

    With `again` the nodes have begun to join, so the cluster may know them already.

    Raises JoinFileExpired, and JoinFileUnfit with every value that differs.
    """
    if join is None:
        return None
    if not config.spec.join:
        raise JoinFileUnfit(
            "The cluster file begins a cluster of its own, so it takes no join file.",
            resolution="For nodes that join another cluster write `join: true` below spec.",
        )
    if join.expires <= now:
        raise JoinFileExpired(
            f"The join file {join.ident} has ended on {join.expires:%Y-%m-%d at %H:%M} UTC."
        )
    problems = [
        *_differing(config, join, version),
        *_taken(config, join, again=again),
        *_unfit(config, join),
    ]
    if problems:
        raise JoinFileUnfit(
            f"The join file does not fit the cluster file in {len(problems)} "
            f"{'place' if len(problems) == 1 else 'places'}.",
            details="\n".join(problems),
        )
    return join.ticket


def _differing(config: EdgeCluster, join: JoinFile, version: str) -> Iterator[str]:
    spec = config.spec
    values = (
        ("metadata.name", config.name, join.cluster),
        ("spec.distribution", spec.distribution, join.distribution),
        ("the version of the bundle", version, join.version),
        ("spec.network.podCidr", str(spec.network.pod_cidr), join.pod_cidr),
        ("spec.network.serviceCidr", str(spec.network.service_cidr), join.service_cidr),
    )
    for place, ours, theirs in values:
        if ours != theirs:
            yield f"{place}: here {ours}, in the cluster {theirs}"


def _taken(config: EdgeCluster, join: JoinFile, *, again: bool) -> Iterator[str]:
    addresses = {address: name for name, address in join.members.items()}
    for place, node in enumerate(config.spec.nodes):
        if again and join.members.get(node.name) == str(config.spec.peer_address(node)):
            continue
        if node.name in join.members:
            yield f"spec.nodes[{place}].name: the cluster has a node {node.name} already"
        owner = addresses.get(str(config.spec.peer_address(node)))
        if owner is not None:
            yield (
                f"spec.nodes[{place}].address: {config.spec.peer_address(node)} is the address of "
                f"the cluster's node {owner}"
            )


def _unfit(config: EdgeCluster, join: JoinFile) -> Iterator[str]:
    spec = config.spec
    if spec.servers and join.role != "server":
        names = ", ".join(node.name for node in spec.servers)
        yield f"spec.nodes: {names} shall be a server, and the join file is for workers only"
    server = urlsplit(join.ticket.server).hostname or ""
    external = spec.network.external
    if external is not None and IPv4Address(server) not in external.subnet:
        yield f"spec.network.external.subnet: {external.subnet} does not hold the server {server}"
    count = len(join.members.keys() | {node.name for node in spec.nodes})
    parts = 2 ** max(0, 24 - spec.network.pod_cidr.prefixlen)
    most = min(MAX_NODES, parts)
    if count > most:
        yield f"spec.nodes: with these the cluster has {count} nodes, and {most} are the most"
