"""The API of a simulated cluster: ready some seconds after its control plane is."""

from __future__ import annotations

from installer.bundle.manifest import NEWEST_VERSIONS
from installer.cluster.api import ClusterHealth, NodeHealth
from installer.errors import HostUnreachable
from installer.simulator.node_cluster import is_ready, registered
from installer.simulator.node_kubeadm import ADMIN_PATH
from installer.simulator.state import SimVmState
from installer.simulator.world import SimWorld

# The jobs that set up a control plane, and the version that its API server names.
_INIT_JOBS = {f"{name}-init": version for name, version in NEWEST_VERSIONS.items()}


class SimClusterApi:
    """Answers as the API server of the simulated nodes would."""

    def __init__(self, world: SimWorld) -> None:
        self._world = world

    async def health(self) -> ClusterHealth:
        """See `ClusterApi.health`."""
        await self._world.touch("cluster health", 0.2)
        running = {name: vm for name, vm in self._world.state.vms.items() if vm.running}
        version = next(filter(None, map(_version, running.values())), "")
        if not version:
            raise HostUnreachable("The Kubernetes API does not answer.", details="simulated")
        ready = is_ready(self._world)
        strangers = self._world.state.strangers
        nodes = [
            NodeHealth(name, ready, "" if ready else "container runtime is starting", version)
            for name in registered(self._world)
            if name in running
        ]
        nodes += [
            NodeHealth(name=name, ready=False, reason="there is no word from it", version=version)
            for name in strangers
        ]
        missing = [] if ready else ["coredns: 0 of 2 pods ready"]
        missing += [f"node {name} is not ready: there is no word from it" for name in strangers]
        return ClusterHealth(version, tuple(nodes), tuple(missing))


def _version(vm: SimVmState) -> str:
    """What the API server of a node names; empty for a node without one."""
    found = next((_INIT_JOBS[job] for job in vm.node.jobs_done if job in _INIT_JOBS), "")
    # A control plane that joined has the access file as well; only kubeadm makes one that does.
    return found or (NEWEST_VERSIONS["kubeadm"] if ADMIN_PATH in vm.node.files else "")
