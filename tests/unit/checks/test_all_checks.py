"""What holds for every check."""

from __future__ import annotations

import pytest

from installer.checks.base import Check, Verdict
from installer.engine.preflight import all_checks, all_facts
from installer.facts.base import Facts, FactUnavailable, Platform
from installer.simulator.windows_description import SimulatedWindows
from tests.helpers.windows_facts import windows_readings
from tests.unit.checks.pc import UNREAD, cluster, judged, pc

CHECKS = [(check, platform) for platform in Platform for check in all_checks(platform)]
EACH = pytest.mark.parametrize(
    ("check", "platform"), CHECKS, ids=[f"{check.id}-{platform}" for check, platform in CHECKS]
)
WINDOWS_IDS = {
    "cpu.no_slat",
    "cpu.virtualization_disabled",
    "disk.compressed",
    "disk.integrity",
    "disk.sparse",
    "disk.vhd_format",
    "guest.mac_spoofing",
    "hyperv.edition",
    "hyperv.edition_modified",
    "hyperv.feature",
    "hyperv.module",
    "hyperv.service",
    "hypervisor.launch_off",
    "hypervisor.not_running",
    "hypervisor.reboot_pending",
    "hypervisor.shared",
    "net.dhcp_missing",
    "net.external_unsupported",
    "net.nat_conflict",
    "net.nat_present",
    "net.port_security",
    "net.team",
    "net.wifi_external",
    "os.build",
    "os.insider",
    "power.sleep",
    "ps.constrained_language",
    "ps.execution_policy",
    "ps.missing",
    "rights.hyperv_admins",
    "security.antivirus",
}
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
    "net.adapter",
    "net.adapter_mtu",
    "net.adapter_subnet",
    "net.adapter_vlan",
    "net.address_taken",
    "net.dns",
    "net.external_unsupported",
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
    "rights.adapter",
    "rights.relogin",
    "rights.state_dir",
    "software.conflict",
    "software.distribution",
    "time.skew",
}
# What these find is worth a caution at most: an installation may start.
ONLY_SHOWN = {
    "guest.platform",
    "guest.mac_spoofing",
    "hyperv.edition_modified",
    "hypervisor.shared",
    "kvm.no_cpu_flags",
    "linux.cgroup_memory",
    "linux.firewall",
    "linux.kernel_module",
    "net.adapter_subnet",
    "net.dhcp_missing",
    "net.nat_present",
    "net.port_security",
    "net.team",
    "net.wifi_external",
    "os.insider",
    "power.sleep",
    "ps.execution_policy",
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
    assert {check.id for check, _ in CHECKS} >= IDS | WINDOWS_IDS


@EACH
def test_a_good_pc_passes(check: Check, platform: Platform) -> None:
    facts = pc() if platform is Platform.LINUX else windows_pc()
    assert judged(check, facts).verdict is Verdict.PASS


@EACH
def test_a_fact_that_could_not_be_read_is_said_and_not_guessed(
    check: Check, platform: Platform
) -> None:
    unread = Facts({spec.id: UNREAD for spec in all_facts(platform)}, platform)
    with pytest.raises(FactUnavailable) as caught:
        check.judge(unread, cluster())
    assert caught.value.reason == UNREAD.reason


@EACH
def test_a_check_is_named_after_its_file_and_its_title_is_a_wish(
    check: Check, platform: Platform
) -> None:
    assert check.judge.__module__.rpartition(".")[2] == check.id.replace(".", "_")
    assert check.title[0].isupper()
    assert not check.title.endswith(".")


@EACH
def test_only_what_is_worth_a_caution_at_most_never_stands_in_the_way(
    check: Check, platform: Platform
) -> None:
    assert check.mandatory == (check.id not in ONLY_SHOWN)


def windows_pc() -> Facts:
    """The facts of a Windows PC on which everything is fine, read from its scripts' answers."""
    answers = SimulatedWindows()
    values = {}
    for script, spec, reading in windows_readings():
        text = getattr(answers, script).model_dump_json(by_alias=True)
        values[spec.id] = reading.parse(text)
    return Facts(values, Platform.WINDOWS)
