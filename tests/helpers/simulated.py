"""Sessions on simulated PCs with a clock that takes no time."""

from __future__ import annotations

from pathlib import Path

from installer.clock import VirtualClock
from installer.config.model import EdgeCluster
from installer.engine.proposal import default_cluster
from installer.engine.session import Answerer, Session
from installer.simulator.scenario import Scenario
from installer.simulator.state import load_state
from installer.simulator.world import SimWorld
from installer.worlds import world_of


def session_in(
    folder: Path, scenario: Scenario, *, answer: Answerer | None = None
) -> tuple[Session, SimWorld]:
    """A program that was just started on the simulated PC whose memory is in `folder`."""
    world = SimWorld(scenario, folder, VirtualClock())
    return Session(world_of(world, folder), folder, answer=answer), world


def demo_config() -> EdgeCluster:
    """A small cluster named demo."""
    return default_cluster("demo")


def installed_wholly(folder: Path, world: SimWorld) -> None:
    """Assert that the installation is complete: VM running, disks erased, access there."""
    vm = load_state(folder).vms["demo-node"]
    assert vm.running
    assert vm.created
    assert vm.autostart
    assert vm.media == []
    assert vm.node.cloud_init_off
    assert "kubeadm-init" in vm.node.jobs_done
    assert (folder / "demo" / "kubeconfig").exists()
    assert list((folder / "demo" / "staging").iterdir()) == []


def things_left(folder: Path, world: SimWorld) -> list[str]:
    """What is left of clusters in the state folder and in the world."""
    names = [str(path.relative_to(folder)) for path in folder.rglob("*")]
    # What begins with a dot belongs to the simulator: its bundle and its memory.
    return [name for name in names if not name.startswith(".")] + list(load_state(folder).vms)
