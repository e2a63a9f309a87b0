"""The network devices of a virtual machine: their names, and the shell that makes them.

The shell is the real one; `ip` and `bridge` are stand-ins that keep a folder for each device.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from installer.adapter_kind import AdapterKind
from installer.errors import CommandFailed
from installer.host.base import Command, Result
from installer.hypervisors.base import VmCard, VmSpec
from installer.hypervisors.qemu_parts.links import (
    FIRST_FILE,
    FOREIGN_DEVICE,
    LAST_FILE,
    devices_of,
    making_lines,
    remove_devices,
)
from tests.helpers.vms import NODE_VM

FAKE = Path(__file__).with_name("fake_ip.sh")
EXT = VmCard(name="ext0", mac="52:54:00:00:00:e0", adapter="eth0", kind=AdapterKind.CARD)
IN_BRIDGE = replace(EXT, adapter="br 0", kind=AdapterKind.BRIDGE)
READY = replace(EXT, adapter="tap0", kind=AdapterKind.TAP)


def vm_with(*cards: VmCard, name: str = "node-1") -> VmSpec:
    return replace(NODE_VM, name=name, cards=cards)


class Network:
    """The devices of a PC below `folder`, and a shell in which the lines see only those."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.net = folder, folder / "net"
        for name in ("net/eth0", "net/br 0/bridge", "net/br 0/brif", "vlan", "bin"):
            (folder / name).mkdir(parents=True)
        (self.net / "br 0" / "mtu").write_text("9000\n")
        (self.net / "br 0" / "bridge" / "default_pvid").write_text("1\n")
        for program in ("ip", "bridge"):
            shutil.copy(FAKE, folder / "bin" / program)
            (folder / "bin" / program).chmod(0o755)

    def shell(self, text: str, *, allowed: int = 1000) -> subprocess.CompletedProcess[str]:
        for real, stand_in in (
            ("/sys/class/net", self.net),
            ("/proc/net/vlan", self.folder / "vlan"),
            ("/proc/sys/net/ipv6/conf", self.folder / "ipv6"),
            ("/dev/tap", self.folder / "tap"),
        ):
            text = text.replace(real, str(stand_in))
        environment = {
            "PATH": f"{self.folder / 'bin'}:{os.environ['PATH']}",
            "NET": str(self.net),
            "ALLOWED": str(allowed),
        }
        return subprocess.run(
            ["sh", "-c", text], env=environment, capture_output=True, text=True, check=False
        )

    def start(self, vm: VmSpec, *, allowed: int = 1000) -> int:
        return self.shell("\n".join(making_lines(vm)), allowed=allowed).returncode

    async def run(self, command: Command, *, timeout: float) -> Result:
        ran = self.shell(command.argv[2])
        return Result(ran.returncode, ran.stdout, ran.stderr)

    async def remove(self, vm: VmSpec) -> None:
        await remove_devices(self, vm)  # type: ignore[arg-type]  # needs `run` only

    def read(self, name: str, file: str) -> str:
        return (self.net / name / file).read_text().strip()

    @property
    def names(self) -> set[str]:
        return {path.name for path in self.net.iterdir()}

    def forget_commands(self) -> list[str]:
        log = self.folder / "commands"
        lines = log.read_text().splitlines()
        log.unlink()
        return lines


@pytest.fixture
def network(tmp_path: Path) -> Network:
    return Network(tmp_path)


def test_names_fit_and_tell_machines_cards_and_clusters_apart() -> None:
    cards = (EXT, replace(EXT, name="net1", vlan=20), replace(EXT, name="net2", vlan=21))
    machines = [vm_with(*cards, name=f"a-long-name-{n}") for n in range(15)]
    machines += [replace(vm, owner="6a1d") for vm in machines]
    names = {device.name for vm in machines for device in devices_of(vm)}
    # Three of each machine, and for each cluster two of the VLANs that its machines share.
    assert len(names) == 30 * 3 + 2 * 2
    assert all(len(name) <= 15 and name.startswith("ew-") for name in names)


def test_a_ready_tap_and_a_machine_without_cards_need_no_device() -> None:
    assert devices_of(vm_with(READY)) == ()
    assert list(making_lines(vm_with(READY))) == []
    assert list(making_lines(NODE_VM)) == []


def test_the_shell_can_open_a_file_for_each_card() -> None:
    cards = [replace(EXT, name=f"net{n}") for n in range(LAST_FILE - FIRST_FILE + 1)]
    files = [line[5] for line in making_lines(vm_with(*cards)) if line.startswith("exec ")]
    assert files == [str(number) for number in range(FIRST_FILE, LAST_FILE + 1)]


def test_a_tap_in_a_bridge_leaves_address_and_mtu_of_the_bridge_as_they_are(
    network: Network,
) -> None:
    vm = vm_with(replace(IN_BRIDGE, mtu=1400))
    assert network.start(vm) == 0
    [tap] = devices_of(vm)
    assert network.read(tap.name, "address") == "fe:54:00:00:00:e0"
    assert network.read(tap.name, "mtu") == "9000"
    assert network.read(tap.name, "ifalias") == "edgewright 5f3c/node-1"
    assert (network.net / "br 0" / "brif" / tap.name).is_dir()
    assert network.read(tap.name, "vlans") == "1"


def test_a_tap_in_a_vlan_of_a_bridge_is_in_no_other(network: Network) -> None:
    vm = vm_with(replace(IN_BRIDGE, vlan=20))
    assert network.start(vm) == 0
    assert network.read(devices_of(vm)[0].name, "vlans") == "20"


def test_a_macvtap_has_the_address_of_the_node_and_the_mtu_of_the_file(network: Network) -> None:
    vm = vm_with(replace(EXT, mtu=1400))
    text = "\n".join((*making_lines(vm), 'echo "$link_file"'))
    assert network.shell(text).stdout.strip() == str(network.folder / "tap7")
    [macvtap] = devices_of(vm)
    assert network.read(macvtap.name, "address") == EXT.mac
    assert network.read(macvtap.name, "mtu") == "1400"
    assert (network.net / macvtap.name / "lower_eth0").is_dir()


async def test_machines_of_a_cluster_share_the_device_of_a_vlan_until_the_last(
    network: Network,
) -> None:
    card = replace(EXT, vlan=20)
    first, second = vm_with(card), vm_with(card, name="node-2")
    assert network.start(first) == network.start(second) == 0
    vlan = devices_of(first)[0].name
    assert devices_of(second)[0].name == vlan
    assert network.read(vlan, "id") == "20"
    await network.remove(first)
    assert network.names >= {vlan, devices_of(second)[1].name}
    await network.remove(second)
    assert network.names == {"eth0", "br 0"}


def test_the_pc_gets_no_address_of_its_own_on_a_device(network: Network) -> None:
    vm = vm_with(EXT)
    setting = network.folder / "ipv6" / devices_of(vm)[0].name / "disable_ipv6"
    setting.parent.mkdir(parents=True)
    setting.write_text("0\n")
    assert network.start(vm) == 0
    assert setting.read_text() == "1\n"


ALL = vm_with(replace(IN_BRIDGE, name="net1", vlan=20), replace(EXT, vlan=30))


async def test_a_start_may_be_broken_off_at_any_command_and_repeated(
    network: Network, tmp_path: Path
) -> None:
    vm = ALL
    assert network.start(vm) == 0
    count = len(network.forget_commands())
    state = {(name, f): network.read(name, f) for name in _names(vm) for f in ("flags", "ifalias")}
    assert count > 10
    for number in range(count):
        for way in ("again", "away"):
            there = Network(tmp_path / f"{number}-{way}")
            assert there.start(vm, allowed=number) != 0
            if way == "again":
                assert there.start(vm) == 0
                assert {(n, f): there.read(n, f) for n, f in state} == state
            await there.remove(vm)
            assert there.names == {"eth0", "br 0"}


def test_a_second_start_changes_nothing_that_is_in_use(network: Network) -> None:
    network.start(ALL)
    network.forget_commands()
    assert network.start(ALL) == 0
    again = network.forget_commands()
    assert not any(word in line for line in again for word in ("add", "master", "delete"))


def _names(vm: VmSpec) -> list[str]:
    return [device.name for device in devices_of(vm)]


def _foreign(network: Network, name: str, changes: dict[str, str]) -> None:
    folder = network.net / name
    folder.mkdir()
    kind = changes.pop("kind", "tap")
    files = {"ifalias": "", "flags": "0x1003", "mtu": "1500", "ifindex": "7"} | changes
    if kind == "tap":
        files["tun_flags"] = "0x1002"
    for file, text in files.items():
        (folder / file).write_text(f"{text}\n")


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"ifalias": "edgewright 6a1d/node-1"},
        {"ifalias": "office", "flags": "0x1002"},
        {"kind": "dummy", "flags": "0x1002"},
    ],
    ids=["in use", "of another cluster", "with a name for people", "of another kind"],
)
async def test_a_device_of_our_name_that_is_not_ours_is_never_touched(
    network: Network, changes: dict[str, str]
) -> None:
    vm = vm_with(IN_BRIDGE)
    [tap] = devices_of(vm)
    _foreign(network, tap.name, dict(changes))
    before = {path: path.read_text() for path in (network.net / tap.name).iterdir()}
    ran = network.shell("\n".join(making_lines(vm)))
    assert ran.returncode == FOREIGN_DEVICE
    assert tap.name in ran.stderr
    await network.remove(vm)
    assert {path: path.read_text() for path in (network.net / tap.name).iterdir()} == before


async def test_an_adapter_that_is_gone_ends_the_start_with_the_words_of_ip(
    network: Network,
) -> None:
    (network.net / "eth0").rmdir()
    ran = network.shell("\n".join(making_lines(vm_with(EXT))))
    assert (ran.returncode, "Cannot find device eth0" in ran.stderr) == (1, True)


async def test_a_device_that_cannot_be_removed_is_an_error(
    network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    vm = vm_with(EXT)
    network.start(vm)
    shell: Callable[..., subprocess.CompletedProcess[str]] = network.shell
    monkeypatch.setattr(network, "shell", lambda text: shell(text, allowed=0))
    with pytest.raises(CommandFailed):
        await network.remove(vm)
