"""The real QEMU behind a real bridge and a real card: devices of this PC's own kernel.

The networks are made by the test: a bridge with a cable (veth) in it, and a cable for itself.
"""

from __future__ import annotations

import contextlib
import dataclasses
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from installer.adapter_kind import AdapterKind
from installer.errors import ForeignResource, VmNotStarted
from installer.hypervisors.base import VmCard, VmSpec
from installer.hypervisors.qemu import QemuHypervisor
from tests.helpers.vms import NODE_VM
from tests.real.machine import NEEDS_QEMU, pid_of

NET = Path("/sys/class/net")
BRIDGE, CABLE, FAR, IN_BRIDGE, FAR_BRIDGE = "ewt-br", "ewt-c0", "ewt-c1", "ewt-b0", "ewt-b1"
ALL_FRAMES = 0x0003  # linux/if_ether.h, ETH_P_ALL


def _ip(*words: str) -> bool:
    ran = subprocess.run(["ip", *words], check=False, capture_output=True)
    return ran.returncode == 0


def _remove_all() -> None:
    for name in (BRIDGE, CABLE, IN_BRIDGE):
        _ip("link", "delete", name)


pytestmark = [*NEEDS_QEMU, pytest.mark.skipif(os.geteuid() != 0, reason="needs root")]


@pytest.fixture
def networks() -> Iterator[None]:
    for words in (
        ("link", "add", BRIDGE, "mtu", "1400", "type", "bridge"),
        ("link", "add", IN_BRIDGE, "mtu", "1400", "type", "veth", "peer", "name", FAR_BRIDGE),
        ("link", "add", CABLE, "type", "veth", "peer", "name", FAR),
        ("link", "set", IN_BRIDGE, "master", BRIDGE),
        *(("link", "set", name, "up") for name in (BRIDGE, CABLE, FAR, IN_BRIDGE, FAR_BRIDGE)),
        ("link", "add", "link", CABLE, "name", "ewt-m", "type", "macvtap"),
        ("link", "delete", "ewt-m"),
    ):
        if not _ip(*words):
            _remove_all()
            pytest.skip(f"this kernel does not take: ip {' '.join(words)}")
    yield
    # What a machine that was killed by the end of its test has left.
    for device in NET.iterdir():
        if _read(device.name, "ifalias").startswith(f"edgewright {NODE_VM.owner}/"):
            _ip("link", "delete", device.name)
    _remove_all()


@pytest.fixture
def outside(vm: VmSpec) -> VmSpec:
    """A machine with a card in the bridge and one on the cable."""
    cards = (
        VmCard(
            name="ext0", mac="52:54:77:00:00:e0", adapter=BRIDGE, kind=AdapterKind.BRIDGE, mtu=1400
        ),
        VmCard(
            name="net1", mac="52:54:77:00:00:e1", adapter=CABLE, kind=AdapterKind.CARD, mtu=1300
        ),
    )
    return dataclasses.replace(vm, cards=cards)


def _read(device: str, file: str) -> str:
    return (NET / device / file).read_text().strip()


def _devices() -> dict[str, tuple[str, str]]:
    """All devices of the PC with their number and hardware address."""
    return {
        path.name: (_read(path.name, "ifindex"), _read(path.name, "address"))
        for path in NET.iterdir()
    }


def _hear(device: str, sender: str, monitor: Path) -> bytes:
    """The first frame of this hardware address that comes out of the cable.

    The machine has no guest, so its monitor is told to let each card announce itself.
    """
    with socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(ALL_FRAMES)) as ear:
        ear.bind((device, 0))
        deadline = time.monotonic() + 60
        monitor.write_text("announce_self\n")
        # Others speak here too, so each frame gets what is left of the time.
        while (left := deadline - time.monotonic()) > 0:
            ear.settimeout(left)
            frame = ear.recv(65536)
            if frame[6:12].hex(":") == sender:
                return frame
    raise TimeoutError(f"nothing was heard of {sender} on {device}")


async def test_a_machine_stands_in_the_bridge_and_on_the_card_until_it_stops(
    networks: None, made: QemuHypervisor, outside: VmSpec
) -> None:
    before = _devices()
    tap, macvtap = made.devices(outside)
    await made.start(outside)
    assert _devices().keys() - before.keys() == {tap, macvtap}
    assert (NET / BRIDGE / "brif" / tap).exists()
    assert (NET / macvtap / f"lower_{CABLE}").exists()
    assert (_read(tap, "mtu"), _read(macvtap, "mtu")) == ("1400", "1300")
    assert _read(macvtap, "address") == outside.cards[1].mac
    assert {_read(name, "ifalias") for name in (tap, macvtap)} == {
        f"edgewright {outside.owner}/{outside.name}"
    }
    # The bridge took neither the address of the tap nor another MTU, and no device was replaced.
    assert {name: found for name, found in _devices().items() if name in before} == before
    assert _read(BRIDGE, "mtu") == "1400"
    await made.stop(outside, grace=0)
    assert _devices() == before


async def test_frames_of_the_machine_leave_by_both_cards(
    networks: None, made: QemuHypervisor, outside: VmSpec, vm_root: Path
) -> None:
    await made.start(outside)
    for device, card in ((FAR_BRIDGE, outside.cards[0]), (FAR, outside.cards[1])):
        _hear(device, card.mac, vm_root / outside.name / "power.in")


async def test_a_machine_that_was_killed_starts_again_on_the_same_devices(
    networks: None, made: QemuHypervisor, outside: VmSpec, vm_root: Path
) -> None:
    await made.start(outside)
    started = _devices()
    pid = pid_of(vm_root, outside)
    os.kill(pid, signal.SIGKILL)
    with contextlib.suppress(FileNotFoundError):
        while Path(f"/proc/{pid}/cmdline").read_bytes():
            pass
    await made.start(outside)
    assert _devices() == started
    await made.delete(outside)
    assert not started.keys() - _devices().keys() - set(made.devices(outside))


async def test_a_second_start_by_the_script_harms_nothing(
    networks: None, made: QemuHypervisor, outside: VmSpec, vm_root: Path
) -> None:
    await made.start(outside)
    started = _devices()
    script = vm_root / outside.name / "start.sh"
    again = subprocess.run(["sh", str(script)], check=False, capture_output=True, text=True)
    assert again.returncode != 0
    assert _devices() == started
    assert (NET / BRIDGE / "brif" / made.devices(outside)[0]).exists()


async def test_a_device_of_somebody_else_with_our_name_stays_as_it_is(
    networks: None, made: QemuHypervisor, outside: VmSpec
) -> None:
    tap, macvtap = made.devices(outside)
    assert _ip("tuntap", "add", "dev", tap, "mode", "tap")
    try:
        _ip("link", "set", tap, "alias", "the office", "up")
        before = _devices()
        with pytest.raises(ForeignResource) as caught:
            await made.start(outside)
        assert tap in caught.value.details
        await made.delete(outside)
        assert _devices() == before
        assert _read(tap, "ifalias") == "the office"
        assert macvtap not in before
    finally:
        _ip("link", "delete", tap)


async def test_a_ready_tap_is_used_and_stays(
    networks: None, made: QemuHypervisor, outside: VmSpec, vm_root: Path
) -> None:
    assert _ip("tuntap", "add", "dev", "ewt-t", "mode", "tap")
    try:
        _ip("link", "set", "ewt-t", "master", BRIDGE, "up")
        before = _devices()
        card = dataclasses.replace(outside.cards[0], adapter="ewt-t", kind=AdapterKind.TAP)
        ready = dataclasses.replace(outside, cards=(card,))
        await made.start(ready)
        _hear(FAR_BRIDGE, card.mac, vm_root / outside.name / "power.in")
        await made.stop(ready, grace=0)
        assert _devices() == before
    finally:
        _ip("link", "delete", "ewt-t")


async def test_without_the_adapter_the_start_fails_and_leaves_nothing(
    networks: None, made: QemuHypervisor, outside: VmSpec
) -> None:
    before = _devices()
    card = dataclasses.replace(outside.cards[1], adapter="ewt-none")
    lost = dataclasses.replace(outside, cards=(outside.cards[0], card))
    with pytest.raises(VmNotStarted) as caught:
        await made.start(lost)
    assert "ewt-none" in caught.value.details
    await made.stop(lost, grace=0)
    assert _devices() == before


async def test_a_vlan_of_a_card_is_made_and_goes_with_the_machine(
    networks: None, made: QemuHypervisor, outside: VmSpec, vm_root: Path
) -> None:
    if not _ip("link", "add", "link", CABLE, "name", "ewt-v", "type", "vlan", "id", "9"):
        pytest.skip("this kernel has no VLANs")
    _ip("link", "delete", "ewt-v")
    before = _devices()
    card = dataclasses.replace(outside.cards[1], vlan=20)
    tagged = dataclasses.replace(outside, cards=(card,))
    vlan, macvtap = made.devices(tagged)
    await made.start(tagged)
    assert "VID: 20" in Path(f"/proc/net/vlan/{vlan}").read_text()
    assert (NET / macvtap / f"lower_{vlan}").exists()
    _hear(FAR, card.mac, vm_root / outside.name / "power.in")
    await made.stop(tagged, grace=0)
    assert _devices() == before
