"""Checks of the Linux on the PC, of its disk, its clock, and of what else runs there."""

from __future__ import annotations

import pytest

from installer.checks.base import Verdict
from installer.checks.disk_filesystem import CHECK as FILESYSTEM
from installer.checks.disk_network import CHECK as NETWORK
from installer.checks.disk_path_access import CHECK as PATH_ACCESS
from installer.checks.disk_slow import CHECK as SLOW
from installer.checks.guest_platform import CHECK as PLATFORM
from installer.checks.linux_cgroup_memory import CHECK as CGROUP
from installer.checks.linux_firewall import CHECK as FIREWALL
from installer.checks.linux_kernel_module import CHECK as MODULE
from installer.checks.linux_wsl import CHECK as WSL
from installer.checks.software_conflict import CHECK as SOFTWARE
from installer.checks.time_skew import CHECK as CLOCK
from installer.facts.access import Access
from installer.facts.cgroups import Cgroups
from installer.facts.clock import PcClock
from installer.facts.disk import Disk
from installer.facts.firewall import Firewall
from installer.facts.flush import Flush
from installer.facts.guest import Guest
from installer.facts.kvm import Kvm
from installer.facts.modules import Modules
from installer.facts.programs import Programs
from installer.units import GIB, Size
from tests.unit.checks.pc import judged, pc

PASS, SKIP, WARN, FAIL = Verdict.PASS, Verdict.SKIP, Verdict.WARN, Verdict.FAIL
NO_DEVICE = Kvm(False, False, "", (), "")


@pytest.mark.parametrize(
    ("milliseconds", "verdict"),
    [(0.1, PASS), (10.0, PASS), (10.1, WARN), (100.0, WARN), (100.1, FAIL), (7454.0, FAIL)],
)
def test_the_time_of_a_flush(milliseconds: float, verdict: Verdict) -> None:
    finding = judged(SLOW, pc(flush=Flush(milliseconds)))
    assert finding.verdict is verdict
    assert f"{milliseconds:.1f} ms" in finding.summary


def test_where_nothing_can_be_written_others_speak() -> None:
    assert judged(SLOW, pc(flush=Flush(None, "Permission denied"))).verdict is SKIP


def test_the_own_nodes_do_not_make_the_disk_look_slow() -> None:
    assert SLOW.only_before


@pytest.mark.parametrize(
    ("kind", "network", "filesystem"),
    [
        ("ext4", PASS, PASS),
        ("btrfs", PASS, PASS),
        ("nfs4", FAIL, PASS),
        ("cifs", FAIL, PASS),
        ("fuse.sshfs", FAIL, PASS),
        ("vfat", PASS, FAIL),
        ("exfat", PASS, FAIL),
        ("tmpfs", PASS, WARN),
    ],
)
def test_kinds_of_file_systems(kind: str, network: Verdict, filesystem: Verdict) -> None:
    facts = pc(disk=Disk(Size(200 * GIB), kind, "/srv"))
    assert judged(NETWORK, facts).verdict is network
    assert judged(FILESYSTEM, facts).verdict is filesystem


def test_a_closed_folder_is_named_with_the_user_it_keeps_out() -> None:
    finding = judged(PATH_ACCESS, pc(access=Access("libvirt-qemu", "/home/user", "700", "user")))
    assert finding.verdict is FAIL
    assert "libvirt-qemu" in finding.summary
    assert "/home/user" in finding.remedy
    assert judged(PATH_ACCESS, pc(access=Access("", "/mnt/nas"))).verdict is FAIL


@pytest.mark.parametrize(
    ("platform", "device", "wsl", "verdict"),
    [
        ("", True, False, PASS),
        ("kvm", True, False, PASS),
        ("google", True, False, PASS),
        ("vm-other", True, False, PASS),
        ("vmware", True, False, WARN),
        ("microsoft", True, False, WARN),
        ("oracle", True, False, WARN),
        ("oracle", False, False, SKIP),
        ("microsoft", True, True, SKIP),
    ],
)
def test_platforms_below_this_pc(platform: str, device: bool, wsl: bool, verdict: Verdict) -> None:
    kvm = Kvm(True, True, "kvm", (), "") if device else NO_DEVICE
    assert judged(PLATFORM, pc(guest=Guest(platform, wsl), kvm=kvm)).verdict is verdict


def test_the_linux_inside_windows_is_sent_to_windows() -> None:
    finding = judged(WSL, pc(guest=Guest("microsoft", wsl=True)))
    assert finding.verdict is FAIL
    assert "Windows itself" in finding.remedy


@pytest.mark.parametrize(
    ("options", "advice"),
    [
        ((), "cgroup_enable=memory"),
        (("cgroup_disable=memory",), "cgroup_disable=memory"),
        (("cgroup_memory=1", "cgroup_enable=memory"), "newer kernel"),
    ],
)
def test_memory_that_cannot_be_limited(options: tuple[str, ...], advice: str) -> None:
    finding = judged(CGROUP, pc(cgroups=Cgroups(2, False, options)))
    assert finding.verdict is FAIL
    assert advice in finding.remedy


def test_missing_modules_are_named_with_their_package() -> None:
    finding = judged(MODULE, pc(modules=Modules("5.13.0-1008-raspi", True, ("vxlan",))))
    assert finding.verdict is FAIL
    assert "vxlan" in finding.summary
    assert "linux-modules-extra-5.13.0-1008-raspi" in finding.remedy


def test_a_kernel_without_a_list_is_not_suspected() -> None:
    assert judged(MODULE, pc(modules=Modules("6.18.0", False, ()))).verdict is SKIP


@pytest.mark.parametrize(
    ("name", "forward", "verdict", "words"),
    [
        ("ufw", "drop", WARN, "ufw default allow routed"),
        ("ufw", "unknown", WARN, "may drop"),
        ("ufw", "accept", PASS, ""),
        ("firewalld", "reject", WARN, "--add-source=10.244.0.0/16 --add-source=10.96.0.0/16"),
        ("firewalld", "accept", PASS, ""),
        ("iptables", "drop", WARN, "iptables -P FORWARD ACCEPT"),
    ],
)
def test_firewalls(name: str, forward: str, verdict: Verdict, words: str) -> None:
    finding = judged(FIREWALL, pc(firewall=Firewall(name, forward)))
    assert finding.verdict is verdict
    assert words in finding.summary + finding.remedy


def test_another_kubernetes_is_named() -> None:
    finding = judged(SOFTWARE, pc(programs=Programs(("K3s", "MicroK8s"), ())))
    assert finding.verdict is WARN
    assert "K3s, MicroK8s" in finding.summary
    assert judged(SOFTWARE, pc(programs=Programs((), ("VirtualBox",)))).verdict is PASS


@pytest.mark.parametrize(
    ("date", "ahead", "verdict", "words"),
    [
        ("2026-05-28", None, PASS, "plausible"),
        ("2026-05-28", -0.9, PASS, "kept right"),
        ("2026-05-28", -1.1, WARN, "1.1 seconds behind"),
        ("2026-05-28", 3600.0, WARN, "3600.0 seconds ahead of"),
        ("1970-01-01", None, WARN, "battery"),
    ],
)
def test_clocks(date: str, ahead: float | None, verdict: Verdict, words: str) -> None:
    finding = judged(CLOCK, pc(clock=PcClock(date, ahead, None)))
    assert finding.verdict is verdict
    assert words in finding.summary + finding.remedy
