"""The health ladder: the first rung that fails says why, those behind it are not looked at."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from installer.cluster.api import ClusterHealth, NodeHealth
from installer.engine import rungs
from installer.engine.access import power
from installer.engine.health import NAMES, NodeLadder, Rung, RungState
from installer.engine.session import Session
from installer.engine.status import cluster_status
from installer.errors import HostUnreachable, StepFailed
from installer.host.base import Command, HostDriver, Result
from installer.host.door import Knock, NodeEndpoint
from installer.hypervisors.base import VmSpec
from installer.simulator.bundle import simulated_bundle
from installer.simulator.hypervisor import SimHypervisor
from installer.simulator.node import SimDoor, SimNode
from installer.simulator.scenario import Scenario, load_scenario
from installer.simulator.world import SimWorld
from tests.helpers.doors import ClosedDoor
from tests.helpers.simulated import demo_config, session_in

READY = NodeHealth("demo-node", True, "", "v1.34.4")
Make = Callable[[SimWorld], Any]


class _SilentDoor(ClosedDoor):
    async def open(self, endpoint: NodeEndpoint) -> HostDriver:
        await asyncio.Event().wait()
        raise AssertionError


class _NodeThatSays(SimNode):
    answer = Result(0, "containerd inactive\ncontainerd: bad config")

    async def run(self, command: Command, *, timeout: float) -> Result:
        if command.name == "container-runtime":
            return self.answer
        return await super().run(command, timeout=timeout)


class _MuteNode(_NodeThatSays):
    answer = Result(1, "", "sudo: a password is required")


class _DoorTo(SimDoor):
    def __init__(self, world: SimWorld, kind: type[SimNode]) -> None:
        super().__init__(world)
        self._kind = kind

    async def open(self, endpoint: NodeEndpoint) -> SimNode:
        await super().open(endpoint)
        return self._kind(self._world, endpoint.host_key.stem)


class _Cluster:
    def __init__(
        self, *nodes: NodeHealth, missing: tuple[str, ...] = (), details: str = ""
    ) -> None:
        self._nodes, self._missing, self._details = nodes, missing, details

    async def health(self) -> ClusterHealth:
        if self._details:
            raise HostUnreachable("The Kubernetes API does not answer.", details=self._details)
        return ClusterHealth("v1.34.4", self._nodes, self._missing)


class _TalkingHypervisor(SimHypervisor):
    async def evidence(self, vm: VmSpec) -> str:
        return "\n".join(
            [
                *("line" for _ in range(100)),
                "password=secret",
                "cannot set up guest memory 'pc.ram': Cannot allocate memory",
            ]
        )


class _HaltedHypervisor(SimHypervisor):
    async def halted(self, vm: VmSpec) -> str:
        return "io-error: data nospace"


def _doors(door: object) -> dict[str, Make]:
    return {"door": lambda _: door}


def _nodes(kind: type[SimNode]) -> dict[str, Make]:
    return {"door": lambda world: _DoorTo(world, kind)}


def _api(cluster: _Cluster) -> dict[str, Make]:
    return {"cluster_api": lambda _: lambda kubeconfig: cluster}


async def _ladder(folder: Path, parts: dict[str, Make], *, on: bool = True) -> NodeLadder:
    """The ladder of an installed cluster in a world of which these parts were replaced."""
    session, world = session_in(folder, Scenario(title="x"))
    await session.apply(demo_config(), bundle=await simulated_bundle(folder))
    if not on:
        await power(session, "demo", on=False)
    changes = {name: make(world) for name, make in parts.items()}
    session = Session(dataclasses.replace(session.world, **changes), folder)
    [ladder] = (await cluster_status(session, "demo", ladder=True)).ladders
    return ladder


def _failed(ladder: NodeLadder) -> Rung:
    assert ladder.failed is not None
    return ladder.failed


async def test_all_is_well(tmp_path: Path) -> None:
    ladder = await _ladder(tmp_path, {})
    assert [(rung.name, rung.state) for rung in ladder.rungs] == [
        (name, RungState.OK) for name in NAMES
    ]
    assert ladder.failed is None


@pytest.mark.parametrize(
    ("name", "parts", "reason", "evidence"),
    [
        ("ssh", _doors(ClosedDoor(Knock.SILENT)), "nothing answers", "console of the simulated"),
        ("ssh", _doors(ClosedDoor(Knock.REFUSED)), "SSH server does not run", "console"),
        ("ssh", _doors(ClosedDoor(Knock.GREETED)), "No SSH session", "publickey"),
        ("containerd", _nodes(_NodeThatSays), "containerd is inactive", "bad config"),
        ("containerd", _nodes(_MuteNode), "did not say", "password is required"),
        ("api", _api(_Cluster(details="refused")), "API does not answer", "refused"),
        ("node", _api(_Cluster()), "has not joined", ""),
        (
            "node",
            _api(_Cluster(NodeHealth("demo-node", False, "cni plugin not initialized", "v1"))),
            "not ready",
            "cni plugin",
        ),
        (
            "coredns",
            _api(_Cluster(READY, missing=("coredns: 0 of 2 pods ready",))),
            "by name",
            "0 of 2",
        ),
    ],
)
async def test_the_first_rung_that_fails_says_why(
    tmp_path: Path, name: str, parts: dict[str, Make], reason: str, evidence: str
) -> None:
    ladder = await _ladder(tmp_path, parts)
    failed = _failed(ladder)
    assert failed.name == name
    assert reason in failed.reason
    assert evidence in failed.evidence
    assert failed.advice
    place = NAMES.index(name)
    assert {rung.state for rung in ladder.rungs[:place]} <= {RungState.OK}
    assert {rung.state for rung in ladder.rungs[place + 1 :]} <= {RungState.NOT_LOOKED_AT}


async def test_a_stopped_machine_is_the_lowest_rung_and_the_advice_starts_it(
    tmp_path: Path,
) -> None:
    failed = _failed(await _ladder(tmp_path, {}, on=False))
    assert (failed.name, failed.reason) == ("vm", "The virtual machine does not run.")
    assert "edgewright start demo" in failed.advice


async def test_a_node_that_stands_still_is_told_by_its_cause(tmp_path: Path) -> None:
    def halted(world: SimWorld) -> object:
        return lambda root, environment: _HaltedHypervisor(world)

    failed = _failed(await _ladder(tmp_path, {"hypervisor": halted}))
    assert failed.name == "vm"
    assert "disk of this PC is full" in failed.reason
    assert failed.evidence == "io-error: data nospace"
    assert "edgewright start demo" in failed.advice


async def test_known_words_become_advice_and_secrets_do_not_show(tmp_path: Path) -> None:
    def talking(world: SimWorld) -> object:
        return lambda root, environment: _TalkingHypervisor(world)

    failed = _failed(await _ladder(tmp_path, {"hypervisor": talking}, on=False))
    assert "edgewright start demo" not in failed.advice
    assert "secret" not in failed.evidence
    assert len(failed.evidence.splitlines()) == 40


async def test_a_rung_that_does_not_answer_has_a_time_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(rungs.LIMITS, "ssh", 0.01)
    failed = _failed(await _ladder(tmp_path, _doors(_SilentDoor(Knock.GREETED))))
    assert failed.name == "ssh"
    assert "no answer within" in failed.reason


async def test_an_installation_that_broke_off_is_told_as_such(tmp_path: Path) -> None:
    session, _ = session_in(tmp_path, load_scenario("broken-step"))
    with pytest.raises(StepFailed):
        await session.apply(demo_config(), bundle=await simulated_bundle(tmp_path))
    [ladder] = (await cluster_status(session, "demo", ladder=True)).ladders
    failed = _failed(ladder)
    assert failed.name == "api"
    assert "edgewright resume demo" in failed.advice


async def test_without_a_ladder_no_node_is_visited(tmp_path: Path) -> None:
    session, _ = session_in(tmp_path, Scenario(title="x"))
    await session.apply(demo_config(), bundle=await simulated_bundle(tmp_path))
    door = ClosedDoor(Knock.SILENT)
    session = Session(dataclasses.replace(session.world, door=door), tmp_path)
    status = await cluster_status(session, "demo")
    assert status.ladders == ()
    assert status.ready
