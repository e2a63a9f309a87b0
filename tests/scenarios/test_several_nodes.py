"""Whole clusters of several nodes on simulated PCs: install, break off, resume, take back."""

from __future__ import annotations

from pathlib import Path

import pytest

from installer.config.model import EdgeCluster
from installer.engine.status import cluster_status
from installer.errors import KubernetesNotReady, StepFailed
from installer.events import Event, StepFinished
from installer.simulator.bundle import simulated_bundle
from installer.simulator.power import PowerFailure
from installer.simulator.scenario import Scenario, load_scenario
from installer.simulator.state import load_state
from installer.simulator.trouble import Fault, PowerCut
from installer.steps.base import Probe
from installer.steps.wait_for_kubernetes import WaitForKubernetes
from tests.helpers.simulated import demo_config, session_in, things_left

HAPPY = load_scenario("happy-shop")
TWO = ("server", "worker")
FIVE = ("server", "worker", "server", "worker", "server")


def several_nodes(roles: tuple[str, ...]) -> EdgeCluster:
    """The cluster demo, with small nodes n1, n2 and so on."""
    document = demo_config().model_dump(mode="json", by_alias=True)
    spec = document["spec"]
    [node] = spec["nodes"]
    small = node | {"cpus": 2, "memory": "2GiB", "dataDisk": "10GiB"}
    spec["nodes"] = [
        small | {"name": f"n{number}", "role": role} for number, role in enumerate(roles, start=1)
    ]
    spec["network"]["lan"] = "10.92.0.0/24"
    return EdgeCluster.model_validate(document)


def _pc(**changes: object) -> Scenario:
    """A PC that is large enough for five nodes."""
    pc = HAPPY.pc.model_copy(
        update={
            "cpus": 16,
            "memory_total": HAPPY.pc.memory_total * 4,
            "memory_available": HAPPY.pc.memory_available * 4,
        }
    )
    return HAPPY.model_copy(update={"pc": pc, **changes})


def _installed_wholly(folder: Path, roles: tuple[str, ...]) -> None:
    vms = load_state(folder).vms
    entered = {
        name: [job for job in vm.node.jobs_done if job.endswith(("-init", "-join"))]
        for name, vm in vms.items()
    }
    assert entered == {
        f"n{number}": ["kubeadm-join" if number > 1 else "kubeadm-init"]
        for number in range(1, len(roles) + 1)
    }
    assert all(vm.running and vm.autostart and not vm.media for vm in vms.values())


@pytest.mark.parametrize("roles", [TWO, FIVE], ids=["two", "five"])
async def test_the_good_day_ends_with_all_nodes_ready(
    tmp_path: Path, roles: tuple[str, ...]
) -> None:
    session, _ = session_in(tmp_path, _pc())
    await session.apply(several_nodes(roles), bundle=await simulated_bundle(tmp_path))
    _installed_wholly(tmp_path, roles)
    status = await cluster_status(session, "demo")
    assert (status.state, status.ready, status.missing) == ("installed", True, ())
    assert [node.name for node in status.nodes] == [f"n{n + 1}" for n in range(len(roles))]
    await session.remove("demo", even_finished=True)
    assert things_left(tmp_path, session_in(tmp_path, _pc())[1]) == []


async def test_a_node_that_could_not_join_joins_when_it_is_resumed(tmp_path: Path) -> None:
    broken = _pc(faults=(Fault(at="job kubeadm-join", error="failed", times=9),))
    session, _ = session_in(tmp_path, broken)
    with pytest.raises(StepFailed, match="Workers"):
        await session.apply(several_nodes(TWO), bundle=await simulated_bundle(tmp_path))
    session, _ = session_in(tmp_path, _pc())
    events: list[Event] = []
    session.bus.subscribe(events.append)
    await session.resume("demo")
    _installed_wholly(tmp_path, TWO)
    done = [e.step for e in events if isinstance(e, StepFinished) and e.outcome == "done"]
    assert "n2/join-node" in done
    assert "n1/init-server" not in done


async def test_a_cluster_is_not_ready_while_a_node_of_its_file_is_missing(tmp_path: Path) -> None:
    broken = _pc(faults=(Fault(at="job kubeadm-join", error="failed", times=9),))
    session, _ = session_in(tmp_path, broken)
    with pytest.raises(StepFailed):
        await session.apply(several_nodes(TWO), bundle=await simulated_bundle(tmp_path))
    async with session.look("demo").context() as context:
        step = WaitForKubernetes(context.config.spec.nodes[0])
        assert await step.probe(context) is Probe.TODO
        with pytest.raises(KubernetesNotReady) as caught:
            await step.apply(context)
    assert "node n2 has not registered" in caught.value.details


async def test_no_ticket_stands_in_the_journal_or_in_an_event(tmp_path: Path) -> None:
    session, world = session_in(tmp_path, _pc())
    events: list[Event] = []
    session.bus.subscribe(events.append)
    await session.apply(several_nodes(FIVE), bundle=await simulated_bundle(tmp_path))
    said = repr(events) + (tmp_path / "demo" / "journal.jsonl").read_text()
    assert "simula." not in said
    assert "c7c7c7c7" not in said
    for vm in world.state.vms.values():
        assert not [path for path in vm.node.files if path.endswith("kubeadm-join.yaml")]


@pytest.mark.parametrize("line", range(3, 60, 7))
async def test_a_power_cut_at_any_line_is_resumed_or_taken_back(tmp_path: Path, line: int) -> None:
    cut = _pc(power_cut=PowerCut(line=line, when="after"))
    for ending in ("resume", "remove"):
        folder = tmp_path / ending
        session, _ = session_in(folder, cut)
        with pytest.raises(PowerFailure):
            await session.apply(several_nodes(TWO), bundle=await simulated_bundle(folder))
        session, world = session_in(folder, _pc())
        if ending == "resume":
            await session.resume("demo")
            _installed_wholly(folder, TWO)
        else:
            await session.remove("demo", even_finished=True)
            assert things_left(folder, world) == []
