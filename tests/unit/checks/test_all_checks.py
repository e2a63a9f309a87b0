"""What holds for every check."""

from __future__ import annotations

import pytest

from installer.checks.base import Check, Verdict
from installer.facts.base import Facts, FactUnavailable
from installer.registry import discover
from tests.unit.checks.pc import GOOD, UNREAD, cluster, judged, pc

CHECKS: tuple[Check, ...] = discover("installer.checks", "CHECK")
IDS = {
    "cpu.count",
    "disk.filesystem",
    "disk.free",
    "disk.network",
    "disk.path_access",
    "disk.slow",
    "engine.leftovers",
    "guest.nested_off",
    "guest.platform",
    "host.memory",
    "host.memory_headroom",
    "kvm.bios_disabled",
    "kvm.busy",
    "kvm.missing",
    "kvm.module",
    "kvm.no_cpu_flags",
    "kvm.permission",
    "kvm.unusable",
    "linux.cgroup_memory",
    "linux.firewall",
    "linux.kernel_module",
    "linux.wsl",
    "net.dns",
    "net.no_adapter",
    "net.no_gateway",
    "net.offline",
    "net.proxy",
    "net.subnet_overlap",
    "net.vpn",
    "os.arch",
    "port.conflict",
    "port.privileged",
    "qemu.accel",
    "qemu.firmware",
    "qemu.missing",
    "qemu.version",
    "rights.relogin",
    "rights.state_dir",
    "software.conflict",
    "software.distribution",
    "time.skew",
}
# What these find is worth a caution at most: an installation may start.
ONLY_SHOWN = {
    "guest.platform",
    "kvm.no_cpu_flags",
    "linux.cgroup_memory",
    "linux.firewall",
    "linux.kernel_module",
    "net.dns",
    "net.no_adapter",
    "net.no_gateway",
    "net.offline",
    "net.proxy",
    "net.vpn",
    "software.conflict",
    "time.skew",
}


def test_no_id_that_was_released_goes_away() -> None:
    assert {check.id for check in CHECKS} >= IDS


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_a_good_pc_passes(check: Check) -> None:
    assert judged(check, pc()).verdict is Verdict.PASS


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_a_fact_that_could_not_be_read_is_said_and_not_guessed(check: Check) -> None:
    unread = Facts(dict.fromkeys(GOOD, UNREAD))
    with pytest.raises(FactUnavailable) as caught:
        check.judge(unread, cluster())
    assert caught.value.reason == UNREAD.reason


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_a_check_is_named_after_its_file_and_its_title_is_a_wish(check: Check) -> None:
    assert check.judge.__module__.rpartition(".")[2] == check.id.replace(".", "_")
    assert check.title[0].isupper()
    assert not check.title.endswith(".")


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_only_what_is_worth_a_caution_at_most_never_stands_in_the_way(check: Check) -> None:
    assert check.mandatory == (check.id not in ONLY_SHOWN)
