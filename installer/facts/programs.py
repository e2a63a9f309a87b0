"""Which programs of the same kind run on this PC: other Kubernetes, other virtual machines."""

from __future__ import annotations

from dataclasses import dataclass

from installer.errors import MissingTool
from installer.facts.base import FactSpec, Target
from installer.host.base import Command

# Names of processes, of which the kernel keeps 15 letters (proc(5), comm).
_KUBERNETES = {
    "k0s": "k0s",
    "k3s": "K3s",
    "k3s-agent": "K3s",
    "k3s-server": "K3s",
    "kubelet": "Kubernetes (kubelet)",
    "kubelite": "MicroK8s",
    "rke2": "RKE2",
}
_MACHINES = {
    "VBoxHeadless": "VirtualBox",
    "VirtualBoxVM": "VirtualBox",
    "multipassd": "Multipass",
    "vmware-vmx": "VMware",
}


@dataclass(frozen=True, slots=True)
class Programs:
    """Products that run, by their names, in order: Kubernetes, and other virtual machines."""

    kubernetes: tuple[str, ...]
    machines: tuple[str, ...]


async def read(target: Target) -> str:
    """The names of the processes that matter, one a line; nothing on a PC without ps(1)."""
    command = Command(argv=("ps", "-e", "-o", "comm="), purpose="Looking for other programs")
    try:
        names = (await target.host.run(command, timeout=10)).stdout.splitlines()
    except MissingTool:
        names = []
    known = _KUBERNETES.keys() | _MACHINES.keys()
    return "\n".join(name.strip() for name in names if name.strip() in known)


def parse(text: str) -> Programs:
    """The products behind the names."""
    names = text.split()
    return Programs(_products(names, _KUBERNETES), _products(names, _MACHINES))


def _products(names: list[str], known: dict[str, str]) -> tuple[str, ...]:
    return tuple(sorted({known[name] for name in names if name in known}))


FACT = FactSpec(id="host.programs", read=read, parse=parse)
