"""The real QEMU carries frames between virtual machines, whichever of them starts again.

The machine with the hub is real; the further ones are sockets of this test in their places.
"""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import os
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from installer.hypervisors.base import VmLan, VmPower, VmSpec
from installer.hypervisors.qemu import QemuHypervisor
from tests.real.machine import NEEDS_QEMU, pid_of

pytestmark = NEEDS_QEMU
# To everyone, from a card that nobody has, of a type that is set aside for experiments.
FRAME = bytes.fromhex("ffffffffffff52540000000188b5") + bytes(range(50))


class Place:
    """The socket of a further virtual machine."""

    def __init__(self, vm_root: Path, number: int) -> None:
        # By the folder's own number: pytest's paths may be longer than the address of a socket.
        self._folder = os.open(vm_root, os.O_RDONLY | os.O_DIRECTORY)
        self._hub = f"/proc/self/fd/{self._folder}/node-1/lan-{number}.sock"
        self._own = f"/proc/self/fd/{self._folder}/further-{number}/lan.sock"
        (vm_root / f"further-{number}").mkdir(exist_ok=True)
        Path(self._own).unlink(missing_ok=True)
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(self._own)
        self._socket.settimeout(20)

    def send(self, frame: bytes) -> None:
        self._socket.sendto(frame, self._hub)

    def wait_for(self, frame: bytes) -> None:
        """Let other frames go by: the firmware of the real machine sends some of its own."""
        while self._socket.recv(65536) != frame:
            pass

    def close(self) -> None:
        self._socket.close()
        os.close(self._folder)


@pytest.fixture
def star(vm: VmSpec) -> VmSpec:
    members = ("node-1", "further-1", "further-2")
    return dataclasses.replace(vm, lan=VmLan(mac="52:54:00:12:34:81", members=members))


@pytest.fixture
def places(vm_root: Path, made: QemuHypervisor) -> Iterator[list[Place]]:
    places = [Place(vm_root, number) for number in (1, 2)]
    yield places
    for place in places:
        place.close()


async def test_a_frame_reaches_the_others_through_the_hub(
    made: QemuHypervisor, star: VmSpec, places: list[Place]
) -> None:
    await made.start(star)
    first, second = places
    first.send(FRAME)
    second.wait_for(FRAME)
    second.send(FRAME + b"back")
    first.wait_for(FRAME + b"back")


async def test_a_further_machine_that_starts_again_is_reached_again(
    made: QemuHypervisor, star: VmSpec, places: list[Place], vm_root: Path
) -> None:
    await made.start(star)
    places[0].close()
    places[1].send(FRAME)
    places[0] = Place(vm_root, 1)
    places[1].send(FRAME + b"again")
    places[0].wait_for(FRAME + b"again")


async def test_the_machine_with_the_hub_may_be_killed_and_start_again(
    made: QemuHypervisor, star: VmSpec, places: list[Place], vm_root: Path
) -> None:
    await made.start(star)
    os.kill(pid_of(vm_root, star), signal.SIGKILL)
    while await made.describe(star) is VmPower.RUNNING:
        await asyncio.sleep(0.05)
    with contextlib.suppress(ConnectionRefusedError):
        places[0].send(FRAME)
    await made.start(star)
    places[0].send(FRAME + b"again")
    places[1].wait_for(FRAME + b"again")


async def test_a_second_start_of_the_script_leaves_the_sockets_of_the_first(
    made: QemuHypervisor, star: VmSpec, places: list[Place], vm_root: Path
) -> None:
    await made.start(star)
    script = vm_root / star.name / "start.sh"
    again = await asyncio.create_subprocess_exec(
        "sh", str(script), stderr=asyncio.subprocess.DEVNULL
    )
    assert await again.wait() != 0
    places[0].send(FRAME)
    places[1].wait_for(FRAME)
