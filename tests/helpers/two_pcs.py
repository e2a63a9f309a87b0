"""Two simulated PCs in one network: one begins a cluster, the nodes of the other join it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from installer.config.model import EdgeCluster
from installer.distributions.base import Role
from installer.engine.join_file import JoinFile
from installer.engine.joining import make_join_file
from installer.simulator.bundle import simulated_bundle
from installer.simulator.description import SimulatedPc
from installer.simulator.scenario import Scenario, load_scenario
from tests.helpers.simulated import demo_config, session_in

SUBNET = "192.168.50.0/24"
PASSPHRASE = "four words of no sense"


def pc_with_bridge(**changes: object) -> Scenario:
    """A PC with a bridge that leads into the network of both."""
    happy = load_scenario("happy-shop")
    bridge = {"name": "br0", "kind": "bridge", "addresses": ["192.168.50.9/24"]}
    adapters = [{"name": "eth0"}, bridge]
    content = happy.pc.model_dump() | {"adapters": adapters, "user": "root"}
    return happy.model_copy(update={"pc": SimulatedPc.model_validate(content), **changes})


def _outside(*nodes: dict[str, Any], **spec_changes: object) -> EdgeCluster:
    document: dict[str, Any] = demo_config().model_dump(mode="json", by_alias=True)
    spec = document["spec"]
    [first] = spec["nodes"]
    small = first | {"cpus": 2, "memory": "2GiB", "dataDisk": "10GiB"}
    spec["nodes"] = [small | node for node in nodes]
    spec["network"]["external"] = {
        "adapter": "br0",
        "subnet": SUBNET,
        "gateway": "192.168.50.1",
    }
    return EdgeCluster.model_validate(document | {"spec": spec | spec_changes})


def first_pc(distribution: str = "kubeadm") -> EdgeCluster:
    """A server that the nodes of other PCs can reach."""
    node = {"name": "till-1", "role": "server", "address": "192.168.50.20"}
    return _outside(node, distribution=distribution)


def second_pc(*roles: Role, distribution: str = "kubeadm", **changes: object) -> EdgeCluster:
    """Nodes that join: till-2 and so on; a worker unless roles are given."""
    nodes = [
        {"name": f"till-{number}", "role": role, "address": f"192.168.50.{19 + number}"}
        for number, role in enumerate(roles or ("worker",), start=2)
    ]
    return _outside(*nodes, distribution=distribution, join=True, **changes)


async def begun(folder: Path, distribution: str = "kubeadm") -> None:
    """Install the first PC; its memory is in `folder`."""
    session, _ = session_in(folder, pc_with_bridge())
    bundle = await simulated_bundle(folder, first_pc(distribution).spec.distribution)
    await session.apply(first_pc(distribution), bundle=bundle)


async def join_file_of(
    folder: Path, role: Role = "worker", *, valid: float | None = None
) -> JoinFile:
    """A join file of the first PC."""
    session, _ = session_in(folder, pc_with_bridge())
    return await make_join_file(session, "demo", role, valid=valid)
