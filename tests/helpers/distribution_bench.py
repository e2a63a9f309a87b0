"""Simulated nodes on which a distribution can be tried, whichever it is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from installer.bundle.manifest import NEWEST_VERSIONS
from installer.clock import VirtualClock
from installer.distributions.base import Distribution, NodeSettings, Role
from installer.host.job import Work
from installer.registry import discover
from installer.simulator.node import SimNode
from installer.simulator.scenario import Scenario
from installer.simulator.state import SimVmState
from installer.simulator.world import SimWorld
from tests.helpers.recording_node import RecordingNode

DISTRIBUTIONS: dict[str, Distribution] = {
    found.name: found for found in discover("installer.distributions", "DISTRIBUTION")
}
IMAGES = (
    "registry.k8s.io/coredns/coredns:v1.12.1",
    "registry.k8s.io/etcd:3.6.4-0",
    "registry.k8s.io/pause:3.10.1",
)


class Bench:
    """Simulated nodes, and one distribution that works on them."""

    def __init__(self, distribution: Distribution, folder: Path) -> None:
        self.distribution = distribution
        self.world = SimWorld(Scenario(title="x"), folder, VirtualClock())
        self.reports: list[str] = []
        self.work = Work(
            clock=self.world.clock, report=self.reports.append, checkpoint=lambda: None
        )

    def node(self, name: str = "node-1") -> RecordingNode:
        """A node that has booted; the same one when it is asked for again."""
        vm = SimVmState(owner="us", created=True, running=True)
        with self.world.change() as state:
            state.vms.setdefault(name, vm).node.data_disk_ready = True
        return RecordingNode(SimNode(self.world, name))

    def files(self, name: str = "node-1") -> dict[str, str]:
        """What is in a node."""
        return dict(self.world.state.vms[name].node.files)

    def settings(self, **changes: object) -> NodeSettings:
        """The first node of a cluster, or another one."""
        values: dict[str, Any] = {
            "cluster": "shop-1",
            "node": "node-1",
            "version": NEWEST_VERSIONS[self.distribution.name],
            "address": "10.92.0.10",
            "api_port": 16443,
            "pod_cidr": "10.244.0.0/16",
            "service_cidr": "10.96.0.0/16",
            "proxy": None,
            "images": IMAGES,
            "nodes": 2,
            "servers": 2,
            "encrypt_secrets": True,
            "peers": {"node-2": "10.92.0.11"},
            **changes,
        }
        return NodeSettings(**values)

    def further(self, role: Role) -> NodeSettings:
        """The second node."""
        return self.settings(
            node="node-2", address="10.92.0.11", role=role, index=1, peers={"node-1": "10.92.0.10"}
        )

    async def first_server(self) -> RecordingNode:
        """A node whose control plane stands."""
        node = self.node()
        await self.distribution.install(node, self.settings(), self.work)
        await self.distribution.initialise(node, self.settings(), self.work)
        return node
