"""Whatever else lies and runs on the PC under similar names: it is never touched.

Virtual machines are those of the simulated PC; files, sockets and processes are real ones of this
PC, beside and between the files of the cluster.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from installer.errors import ForeignResource, StepFailed
from installer.simulator.bundle import simulated_bundle
from installer.simulator.scenario import Scenario
from installer.simulator.state import SimVmState
from tests.helpers.clusters import possible_clusters
from tests.helpers.long import LONG, count
from tests.helpers.simulated import installed_wholly, session_in, things_left

# Names that are ours, nearly ours, or of another product.
NAMES = (
    *("demo", "demo-node", "demo-node-1", "demo-node-2", "demo-nod", "demo2", "Demo"),
    *("edgewright-demo", "edgewright", "minikube", "kubeconfig", "lan-demo", "demo.lock"),
)
CLUSTERS = possible_clusters()
# What differs between kinds of clusters has little to do with what belongs to others.
EXAMPLES = {kind: count(25 if kind == "kubeadm-1" else 5, 200) for kind in CLUSTERS}
_NAMES = st.sampled_from(NAMES)
_BESIDE = _NAMES.filter(lambda name: name != "demo")
_VM = st.builds(
    SimVmState,
    owner=st.sampled_from(["somebody-else", "", "51310000-0000-0000-0000-000000000000"]),
    created=st.just(True),
    running=st.booleans(),
    autostart=st.booleans(),
)


@dataclass(frozen=True)
class Foreign:
    """What others have on the PC."""

    vms: dict[str, SimVmState]
    files: dict[str, bytes]
    sockets: frozenset[str]


_FOREIGN = st.builds(
    Foreign,
    vms=st.dictionaries(_NAMES, _VM, max_size=4),
    files=st.dictionaries(_BESIDE, st.binary(max_size=64)),
    sockets=st.frozensets(_BESIDE, max_size=3),
)


@pytest.fixture(scope="module")
def process() -> Iterator[subprocess.Popen[bytes]]:
    """A process that looks like the virtual machine of a cluster of this name."""
    sleep = [
        *("qemu-system-x86_64", "-c", "import time; time.sleep(600)"),
        *("-name", "demo-node", "-uuid", "51310000"),
    ]
    with subprocess.Popen(sleep, executable=sys.executable) as running:
        yield running
        running.kill()


@contextlib.contextmanager
def _others(folder: Path, foreign: Foreign) -> Iterator[dict[str, socket.socket]]:
    """Put the files and sockets of others into the folder; paths of sockets must be short."""
    for name, content in foreign.files.items():
        place = folder / name / "vm"
        place.mkdir(parents=True)
        (place / "root.qcow2").write_bytes(content)
    with contextlib.ExitStack() as stack:
        sockets = {}
        for name in foreign.sockets:
            bound = stack.enter_context(socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM))
            bound.bind(f"{folder}/{name}.sock")
            sockets[name] = bound
        yield sockets


def _still_there(folder: Path, foreign: Foreign, sockets: dict[str, socket.socket]) -> None:
    for name, content in foreign.files.items():
        assert (folder / name / "vm" / "root.qcow2").read_bytes() == content
    for name, bound in sockets.items():
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as other:
            other.sendto(b"hello", f"{folder}/{name}.sock")
        assert bound.recv(16) == b"hello"


async def _install_and_remove(folder: Path, foreign: Foreign, kind: str) -> None:
    config = CLUSTERS[kind]
    session, world = session_in(folder, Scenario(title="x"))
    with world.change() as state:
        state.vms.update({name: vm.model_copy(deep=True) for name, vm in foreign.vms.items()})
    bundle = await simulated_bundle(folder, config.spec.distribution)
    if foreign.vms.keys() & {node.name for node in config.spec.nodes}:
        # Only a machine of exactly our name stands in the way, and it is said to be foreign.
        with pytest.raises(StepFailed) as caught:
            await session.apply(config, bundle=bundle)
        assert isinstance(caught.value.causes[0], ForeignResource)
    else:
        await session.apply(config, bundle=bundle)
        installed_wholly(folder, world, config)
    await session.remove(config.name, even_finished=True)
    left = {name.split("/")[0] for name in things_left(folder, world)}
    theirs = {f"{name}.sock" for name in foreign.sockets} | foreign.files.keys()
    assert left <= theirs | foreign.vms.keys()
    assert {name: world.state.vms[name] for name in foreign.vms} == foreign.vms


@pytest.mark.timeout(3600 if LONG else 300)
@pytest.mark.parametrize("kind", CLUSTERS)
def test_what_belongs_to_others_stays_as_it_is(kind: str, process: subprocess.Popen[bytes]) -> None:
    # To make a failing example smaller would take minutes; each says what it holds.
    @settings(max_examples=EXAMPLES[kind], phases=(Phase.generate,))
    @given(foreign=_FOREIGN)
    def property_holds(foreign: Foreign) -> None:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            with _others(folder, foreign) as sockets:
                asyncio.run(_install_and_remove(folder, foreign, kind))
                _still_there(folder, foreign, sockets)
        assert process.poll() is None

    property_holds()


def test_the_process_of_the_test_looks_like_a_virtual_machine(
    process: subprocess.Popen[bytes],
) -> None:
    line = Path(f"/proc/{process.pid}/cmdline")
    if os.name != "posix" or not line.exists():
        pytest.skip("this system does not show the arguments of processes")
    assert b"demo-node" in line.read_bytes()
