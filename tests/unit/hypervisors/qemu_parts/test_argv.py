from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

import pytest

from installer.accelerator import Accelerator
from installer.adapter_kind import AdapterKind
from installer.hypervisors.base import Medium, PortForward, VmCard, VmLan, VmSpec
from installer.hypervisors.qemu_parts.argv import build_argv
from installer.hypervisors.qemu_parts.firmware import Firmware
from installer.hypervisors.qemu_parts.paths import VmPaths
from installer.units import MIB, Size
from tests.helpers.vms import NODE_VM

GOLDEN = Path(__file__).parents[3] / "golden" / "qemu"
PATHS = VmPaths(Path("/var/lib/edgewright/shop/vm/node-1"))
FIRMWARE = Firmware(code="/usr/share/OVMF/OVMF_CODE_4M.fd", variables="/unused")
VM = replace(
    NODE_VM,
    forwards=(PortForward(2222, 22), PortForward(6443, 6443)),
    accelerator=Accelerator.KVM,
)
MANY = (
    PortForward(2222, 22),
    PortForward(6443, 6443, "tcp", "0.0.0.0"),
    PortForward(8080, 80, "tcp", "192.168.1.5"),
    PortForward(5353, 53, "udp"),
)


def lan_of(number: int) -> VmLan:
    members = ("node-1", "node-2", "node-3")
    return VmLan(mac=f"52:54:00:12:34:8{number}", members=members)


CARD = VmCard(name="ext0", mac="52:54:00:12:34:e0", adapter="eth0", kind=AdapterKind.CARD)
OUTSIDE = (
    replace(CARD, vlan=20, mtu=1400),
    replace(CARD, name="net1", mac="52:54:00:12:34:e1", adapter="br0", kind=AdapterKind.BRIDGE),
    replace(CARD, name="net2", mac="52:54:00:12:34:e2", adapter="tap,0", kind=AdapterKind.TAP),
)
CASES: dict[str, tuple[VmSpec, VmPaths, Collection[Medium]]] = {
    "kvm": (VM, PATHS, ()),
    "tcg-first-boot": (
        replace(VM, accelerator=Accelerator.TCG, memory=Size(1536 * MIB)),
        PATHS,
        tuple(Medium),
    ),
    "outside-denied": (replace(VM, outbound=False), PATHS, ()),
    "many-forwards": (replace(VM, forwards=MANY, cpus=8), PATHS, ()),
    "no-forwards-other-subnet": (replace(VM, forwards=(), subnet="192.168.200.64/26"), PATHS, ()),
    "payload-only": (VM, PATHS, (Medium.PAYLOAD,)),
    "lan-middle": (replace(VM, lan=lan_of(1)), PATHS, ()),
    "lan-further": (
        replace(VM, name="node-2", forwards=(PortForward(2223, 22),), lan=lan_of(2)),
        VmPaths(Path("/var/lib/edgewright/shop/vm/node-2")),
        (),
    ),
    "outside": (replace(VM, cards=OUTSIDE), PATHS, ()),
    "odd-folder": (VM, VmPaths(Path("/a, b/100%/vm/node-1")), tuple(Medium)),
}


@pytest.mark.parametrize("case", CASES)
def test_argv_is_as_in_the_golden_file(case: str) -> None:
    vm, paths, media = CASES[case]
    argv = build_argv(vm, paths, FIRMWARE, media=media)
    assert "\n".join(argv) + "\n" == (GOLDEN / f"{case}.txt").read_text("utf-8")


def test_every_golden_file_has_its_case() -> None:
    assert {path.stem for path in GOLDEN.glob("*.txt")} == set(CASES)


def test_order_of_the_media_does_not_matter() -> None:
    orders = ([Medium.PAYLOAD, Medium.SEED], [Medium.SEED, Medium.PAYLOAD])
    first, second = (build_argv(VM, PATHS, FIRMWARE, media=media) for media in orders)
    assert first == second


def test_the_machines_number_belongs_to_owner_and_name() -> None:
    def number(vm: VmSpec) -> str:
        argv = build_argv(vm, PATHS, FIRMWARE, media=())
        return argv[argv.index("-uuid") + 1]

    others = (replace(VM, owner="6a1d"), replace(VM, name="node-2"))
    assert number(VM) == number(replace(VM, cpus=4))
    assert len({number(vm) for vm in (VM, *others)}) == 3


def test_disk_serials_fit_into_what_virtio_can_carry() -> None:
    argv = build_argv(VM, PATHS, FIRMWARE, media=())
    serials = [
        option.removeprefix("serial=")
        for word in argv
        for option in word.split(",")
        if option.startswith("serial=")
    ]
    assert len(serials) == 4
    assert all(len(serial) <= 20 for serial in serials)
