"""The API of a simulated cluster: ready some seconds after its control plane is."""

from __future__ import annotations

from installer.cluster.api import ClusterHealth, NodeHealth
from installer.errors import HostUnreachable
from installer.simulator.world import READY, SimWorld

_VERSION = "v1.34.4"


class SimClusterApi:
    """Answers as the API server of the simulated nodes would."""

    def __init__(self, world: SimWorld) -> None:
        self._world = world

    async def health(self) -> ClusterHealth:
        """See `ClusterApi.health`."""
        await self._world.touch("cluster health", 0.2)
        vms = self._world.state.vms
        running = {name: vm for name, vm in vms.items() if vm.running}
        if not any("kubeadm-init" in vm.node.jobs_done for vm in running.values()):
            raise HostUnreachable("The Kubernetes API does not answer.", details="simulated")
        # A control plane that an earlier program has set up is ready by now.
        ready = self._world.clock.monotonic() >= self._world.due.get(READY, 0.0)
        nodes = tuple(
            NodeHealth(name, ready, "" if ready else "container runtime is starting", _VERSION)
            for name in running
        )
        missing = () if ready else ("coredns: 0 of 2 pods ready",)
        return ClusterHealth(_VERSION, nodes, missing)
