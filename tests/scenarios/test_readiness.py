"""A node that does not come up says how far it came, with the evidence for it."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from installer.cluster.api import ClusterHealth
from installer.engine.session import Session
from installer.errors import (
    CloudInitFailed,
    EdgewrightError,
    KubernetesNotReady,
    NodeNoAddress,
    SshNotAnswering,
    StepFailed,
    VmNotStarted,
    VmStopped,
)
from installer.host.base import Command, Result
from installer.host.door import Knock, NodeEndpoint
from installer.hypervisors.base import VmPower, VmSpec
from installer.simulator.bundle import simulated_bundle
from installer.simulator.hypervisor import SimHypervisor
from installer.simulator.node import SimDoor, SimNode
from installer.simulator.scenario import Scenario
from installer.simulator.world import SimWorld
from tests.helpers.doors import ClosedDoor
from tests.helpers.simulated import demo_config, session_in


class _NodeWithState(SimNode):
    """A node whose first-boot set-up always says the same."""

    state = "error"

    async def run(self, command: Command, *, timeout: float) -> Result:
        if command.name == "state":
            return Result(0, json.dumps({"status": self.state}))
        return await super().run(command, timeout=timeout)


class _NodeThatNeverEnds(_NodeWithState):
    state = "running"


class _DoorTo(SimDoor):
    """The simulated door, to another kind of node."""

    def __init__(self, world: SimWorld, kind: type[SimNode]) -> None:
        super().__init__(world)
        self._kind = kind

    async def open(self, endpoint: NodeEndpoint) -> SimNode:
        await super().open(endpoint)
        return self._kind(self._world, endpoint.host_key.stem)


class _DyingHypervisor(SimHypervisor):
    """Its machines start and are gone a moment later."""

    async def describe(self, vm: VmSpec) -> VmPower:
        power = await super().describe(vm)
        return VmPower.STOPPED if power is VmPower.RUNNING else power


class _RefusingHypervisor(SimHypervisor):
    async def start(self, vm: VmSpec) -> None:
        raise VmNotStarted("It did not start.", details="cannot set up guest memory")


class _SlowCluster:
    async def health(self) -> ClusterHealth:
        return ClusterHealth("v1.34.4", (), ("coredns: 0 of 2 pods ready",))


async def _failure(folder: Path, **parts: Callable[[SimWorld], Any]) -> EdgewrightError:
    """Why an installation fails in a world of which these parts were replaced."""
    session, world = session_in(folder, Scenario(title="x"))
    changes = {name: make(world) for name, make in parts.items()}
    session = Session(dataclasses.replace(session.world, **changes), folder)
    with pytest.raises(StepFailed) as caught:
        await session.apply(demo_config(), bundle=await simulated_bundle(folder))
    [cause] = caught.value.causes
    assert cause.advice
    return cause


@pytest.mark.parametrize(
    ("knock", "expected"),
    [
        (Knock.SILENT, NodeNoAddress),
        (Knock.REFUSED, SshNotAnswering),
        (Knock.GREETED, SshNotAnswering),
    ],
)
async def test_what_answers_at_the_door_decides(
    tmp_path: Path, knock: Knock, expected: type[EdgewrightError]
) -> None:
    cause = await _failure(tmp_path, door=lambda _: ClosedDoor(knock))
    assert isinstance(cause, expected)
    assert knock.value in cause.details
    assert "console of the simulated virtual machine" in cause.details


async def test_a_refused_login_tells_the_words_of_ssh(tmp_path: Path) -> None:
    cause = await _failure(tmp_path, door=lambda _: ClosedDoor(Knock.GREETED))
    assert "publickey" in cause.details


@pytest.mark.parametrize(
    ("kind", "evidence"),
    [(_NodeWithState, "simulated first-boot log"), (_NodeThatNeverEnds, "status: running")],
)
async def test_a_first_boot_that_fails_or_never_ends(
    tmp_path: Path, kind: type[SimNode], evidence: str
) -> None:
    cause = await _failure(tmp_path, door=lambda world: _DoorTo(world, kind))
    assert isinstance(cause, CloudInitFailed)
    assert evidence in cause.details


@pytest.mark.parametrize(
    ("kind", "expected", "evidence"),
    [
        (_DyingHypervisor, VmStopped, "console of the simulated"),
        (_RefusingHypervisor, VmNotStarted, "guest memory"),
    ],
)
async def test_a_machine_that_does_not_run(
    tmp_path: Path, kind: type[SimHypervisor], expected: type[EdgewrightError], evidence: str
) -> None:
    cause = await _failure(tmp_path, hypervisor=lambda world: lambda root, environment: kind(world))
    assert isinstance(cause, expected)
    assert evidence in cause.details


async def test_kubernetes_that_does_not_get_ready(tmp_path: Path) -> None:
    cause = await _failure(tmp_path, cluster_api=lambda _: lambda text: _SlowCluster())
    assert isinstance(cause, KubernetesNotReady)
    assert "coredns: 0 of 2" in cause.details
    assert "simulated account of Kubernetes" in cause.details
