"""The API of a simulated cluster: ready some seconds after its control plane is."""

from __future__ import annotations

from installer.bundle.manifest import NEWEST_VERSIONS
from installer.cluster.api import ClusterHealth, NodeHealth
from installer.errors import HostUnreachable
from installer.simulator.world import READY, SimWorld

# The job that sets up a control plane, and the version that its API server names.
_VERSIONS = {f"{name}-init": version for name, version in NEWEST_VERSIONS.items()}
# The jobs by which a node becomes one of the cluster.
_REGISTERING = ("-init", "-join")


class SimClusterApi:
    """Answers as the API server of the simulated nodes would."""

    def __init__(self, world: SimWorld) -> None:
        self._world = world

    async def health(self) -> ClusterHealth:
        """See `ClusterApi.health`."""
        await self._world.touch("cluster health", 0.2)
        vms = self._world.state.vms
        running = {name: vm for name, vm in vms.items() if vm.running}
        done = {job for vm in running.values() for job in vm.node.jobs_done}
        version = next((_VERSIONS[job] for job in done if job in _VERSIONS), "")
        if not version:
            raise HostUnreachable("The Kubernetes API does not answer.", details="simulated")
        # A control plane that an earlier program has set up is ready by now.
        ready = self._world.clock.monotonic() >= self._world.due.get(READY, 0.0)
        ready = ready and self._world.scenario.api_ready
        nodes = tuple(
            NodeHealth(name, ready, "" if ready else "container runtime is starting", version)
            for name, vm in running.items()
            if any(job.endswith(_REGISTERING) for job in vm.node.jobs_done)
        )
        missing = () if ready else ("coredns: 0 of 2 pods ready",)
        return ClusterHealth(version, nodes, missing)
