"""Sessions on simulated PCs with a clock that takes no time."""

from __future__ import annotations

from pathlib import Path

from installer.clock import VirtualClock
from installer.config.model import EdgeCluster
from installer.engine.proposal import default_cluster
from installer.engine.session import Answerer, Session
from installer.simulator.mishap import FOREIGN_OWNER
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


def installed_wholly(folder: Path, world: SimWorld, config: EdgeCluster | None = None) -> None:
    """Assert that the installation is complete: VMs running, disks erased, access there."""
    wanted = config or demo_config()
    state = load_state(folder)
    vms = state.vms
    for node in wanted.spec.nodes:
        vm = vms[node.name]
        assert vm.running
        assert vm.created
        assert vm.autostart
        assert vm.media == []
        assert vm.node.cloud_init_off
        assert set(vm.devices) <= state.devices.keys()
    first = vms[wanted.spec.nodes[0].name].node
    assert f"{wanted.spec.distribution}-init" in first.jobs_done
    assert (folder / wanted.name / "kubeconfig").exists()
    assert [path.name for path in (folder / wanted.name / "staging").iterdir()] == []


def things_left(folder: Path, world: SimWorld) -> list[str]:
    """What is left of clusters in the state folder and in the world."""
    names = [str(path.relative_to(folder)) for path in folder.rglob("*")]
    # What begins with a dot belongs to the simulator: its bundle and its memory.
    state = load_state(folder)
    owners = {**{name: vm.owner for name, vm in state.vms.items()}, **state.devices}
    ours = [name for name, owner in owners.items() if owner != FOREIGN_OWNER]
    return [name for name in names if not name.startswith(".")] + ours
