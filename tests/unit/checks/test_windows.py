"""Windows PCs: one fact makes the difference, and every remedy says what to do."""

from __future__ import annotations

import json
from ipaddress import IPv4Address, IPv4Network
from pathlib import Path
from typing import Any

import pytest

from installer.checks.base import Finding, Verdict
from installer.config.model import EdgeCluster
from installer.config.outside import External
from installer.engine.preflight import CheckReport, all_checks, all_facts
from installer.engine.proposal import default_cluster
from installer.facts.base import Platform
from installer.simulator.scenario import Scenario
from installer.simulator.windows_description import SimulatedWindows
from tests.helpers.simulated import session_in
from tests.unit.simulator.test_recorded import HOSTS, REFUSED, report_on

GREEN = (Verdict.PASS, Verdict.SKIP)
FEATURES = {"Microsoft-Hyper-V": 2}
# The words without which a remedy would not help.
REMEDIES = {
    "cpu.count": "fewer processors",
    "cpu.no_slat": "newer processor",
    "cpu.virtualization_disabled": "VT-x",
    "disk.compressed": "choose another folder with --state",
    "disk.free": "Free some room",
    "disk.integrity": "Set-FileIntegrity",
    "disk.network": "--state",
    "disk.path_access": "administrator",
    "disk.slow": "SSD",
    "disk.sparse": "fsutil sparse setflag",
    "disk.vhd_format": "",
    "guest.mac_spoofing": "MacAddressSpoofing",
    "guest.nested_off": "real PC",
    "guest.platform": "real PC",
    "host.memory": "Close other programs",
    "host.memory_headroom": "less memory",
    "hyperv.edition": "Windows Pro",
    "hyperv.edition_modified": "Windows Pro",
    "hyperv.feature": "Hyper-V",
    "hyperv.module": "Microsoft-Hyper-V-Management-PowerShell",
    "hyperv.service": "vmms",
    "hypervisor.launch_off": "bcdedit /set hypervisorlaunchtype auto",
    "hypervisor.not_running": "off and on again",
    "hypervisor.reboot_pending": "Restart",
    "hypervisor.shared": "without it",
    "net.adapter": "",
    "net.dhcp_missing": "spec.nodes[*].address",
    "net.dns": "spec.network.dns",
    "net.external_unsupported": "external and secondary networks",
    "net.nat_conflict": "spec.network.subnet",
    "net.nat_present": "never changed or removed",
    "net.no_adapter": "cable",
    "net.no_gateway": "default gateway",
    "net.offline": "bundle",
    "net.port_security": "hardware addresses",
    "net.proxy": "spec.network",
    "net.subnet_overlap": "another network",
    "net.team": "alone",
    "net.vpn": "VPN off",
    "net.wifi_external": "cable",
    "engine.leftovers": "edgewright destroy",
    "os.arch": "64-bit",
    "os.build": "Update Windows",
    "os.insider": "Insider",
    "port.conflict": "netstat",
    "power.sleep": "powercfg",
    "ps.constrained_language": "AppLocker",
    "ps.execution_policy": "nothing has to be done",
    "ps.missing": "PATH",
    "rights.hyperv_admins": "S-1-5-32-578",
    "rights.relogin": "Log out",
    "security.antivirus": "",
    "software.conflict": "Remove the other one",
    "time.skew": "time service",
}


def external() -> EdgeCluster:
    """A cluster whose node shall be in the network of the house, without an address yet."""
    cluster = default_cluster()
    outside = External.model_construct(
        adapter="Ethernet",
        subnet=IPv4Network("192.168.1.0/24"),
        gateway=IPv4Address("192.168.1.1"),
    )
    network = cluster.spec.network.model_copy(update={"external": outside})
    spec = cluster.spec.model_copy(update={"network": network})
    return cluster.model_copy(update={"spec": spec})


async def judged(
    folder: Path, config: EdgeCluster | None = None, **parts: Any
) -> dict[str, Finding]:
    pc = SimulatedWindows.model_validate(parts)
    session, _ = session_in(folder / "state", Scenario(title="x", windows=pc))
    report, _ = await session.check(config or default_cluster())
    return findings(report)


def findings(report: CheckReport) -> dict[str, Finding]:
    every = {outcome.check.id: outcome.finding for outcome in report.outcomes}
    return {name: finding for name, finding in every.items() if finding.verdict not in GREEN}


def adapter(kind: str) -> dict[str, Any]:
    return {"name": "Ethernet", "description": "", "kind": kind, "up": True, "default": True}


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({}, set()),
        ({"computer": {"build": 10586}}, {"os.build"}),
        ({"computer": {"architecture": "ARM64"}}, {"os.arch"}),
        ({"computer": {"memory_free": 2**30}}, {"host.memory"}),
        ({"computer": {"processors": 1}}, {"cpu.count"}),
        # With a hypervisor at work the flags of the processor mean nothing.
        ({"computer": {"firmware": False, "slat": False}}, set()),
        (
            {"computer": {"hypervisor": False, "slat": True}},
            {"cpu.virtualization_disabled"},
        ),
        ({"computer": {"hypervisor": False, "firmware": True}}, {"cpu.no_slat"}),
        (
            {"computer": {"hypervisor": False, "firmware": True, "slat": True}},
            {"hypervisor.not_running"},
        ),
        (
            {
                "computer": {"hypervisor": False, "firmware": True, "slat": True},
                "hyperv": {"restart": True},
            },
            {"hypervisor.reboot_pending"},
        ),
        ({"hyperv": {"restart": True}}, set()),
        ({"hyperv": {"features": FEATURES, "module": False}}, {"hyperv.feature"}),
        ({"hyperv": {"features": {}, "service": "Missing"}}, {"hyperv.feature"}),
        ({"computer": {"edition": "CoreN"}, "hyperv": {"features": {}}}, {"hyperv.edition"}),
        ({"computer": {"edition": "CoreCountrySpecific"}}, {"hyperv.edition_modified"}),
        *(({"hyperv": {"service": s}}, {"hyperv.service"}) for s in ("Stopped", "Disabled")),
        ({"hyperv": {"launch": "Off"}}, {"hypervisor.launch_off"}),
        ({"hyperv": {"launch": ""}}, set()),
        (
            {"hyperv": {"nats": [{"name": "x", "network": "192.168.0.0/16"}]}},
            {"net.nat_conflict"},
        ),
        ({"hyperv": {"nats": [{"name": "x", "network": "10.9.0.0/16"}]}}, {"net.nat_present"}),
        ({"rights": {"elevated": False}}, set()),
        ({"rights": {"elevated": False, "administrator": False}}, set()),
        (
            {
                "rights": {
                    **dict.fromkeys(("elevated", "administrator", "hyperv_in_token"), False),
                    "hyperv_in_database": False,
                }
            },
            {"rights.hyperv_admins"},
        ),
        (
            {"rights": dict.fromkeys(("elevated", "administrator", "hyperv_in_token"), False)},
            {"rights.relogin"},
        ),
        ({"rights": {"policy": "Restricted"}}, {"ps.execution_policy"}),
        ({"constrained": True}, {"ps.constrained_language"}),
        ({"disk": {"refused": "Access to the path is denied."}}, {"disk.path_access"}),
        ({"disk": {"encrypted": True}}, {"disk.compressed"}),
        ({"disk": {"compressed": True}}, {"disk.compressed"}),
        ({"disk": {"network": True}}, {"disk.network"}),
        ({"disk": {"milliseconds": 300}}, {"disk.slow"}),
        ({"disk": {"vhd": "0x80070005", "vhdx": "0x80070005"}}, {"disk.vhd_format"}),
        ({"disk": {"vhd": "", "vhdx": ""}}, set()),
        ({"network": {"adapters": [adapter("virtual")]}}, {"net.no_adapter"}),
        ({"network": {"proxy": "proxy.example:3128"}}, {"net.proxy"}),
        ({"network": {"reach": 2}}, {"net.offline"}),
        ({"network": {"asks_who": True}}, set()),
        ({"clock": {"ahead": "-600.0000000"}}, {"time.skew"}),
        ({"programs": {"programs": ["AKS Edge Essentials - K3s"]}}, {"software.conflict"}),
        ({"power": {"sleeps_after": 1800}}, {"power.sleep"}),
        ({"power": {"sleeps_after": -1}}, set()),
        ({"clusters": {"clusters": ["shop-1"]}}, {"engine.leftovers"}),
        (
            {"ports": {"listeners": [{"protocol": "tcp", "address": "::", "port": 6443}]}},
            {"port.conflict"},
        ),
        ({"programs": {"programs": ["Oracle VirtualBox 7.0.8"]}}, {"hypervisor.shared"}),
    ],
)
async def test_a_single_fact_makes_the_difference(
    parts: dict[str, Any], expected: set[str], tmp_path: Path
) -> None:
    found = await judged(tmp_path, **parts)
    assert set(found) == expected
    assert all(REMEDIES[name] in finding.remedy for name, finding in found.items())


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({}, {"net.dhcp_missing"}),
        ({"network": {"asks_who": True}}, {"net.port_security"}),
        ({"network": {"adapters": [adapter("wifi")]}}, {"net.wifi_external"}),
        ({"network": {"adapters": [adapter("team")]}}, {"net.dhcp_missing", "net.team"}),
        (
            {"computer": {"maker": "Microsoft Corporation", "model": "Virtual Machine"}},
            {"net.dhcp_missing", "guest.platform", "guest.mac_spoofing"},
        ),
        (
            {"computer": {"maker": "Google", "model": "Google Compute Engine"}},
            {"net.dhcp_missing", "guest.platform", "net.external_unsupported"},
        ),
    ],
)
async def test_nodes_in_the_network_of_the_house_are_judged(
    parts: dict[str, Any], expected: set[str], tmp_path: Path
) -> None:
    found = await judged(tmp_path, external(), **parts)
    assert set(found) == expected
    assert all(REMEDIES[name] in finding.remedy for name, finding in found.items())


@pytest.mark.parametrize("name", sorted(path.name for path in HOSTS.glob("*.json")))
async def test_every_remedy_for_a_recorded_windows_pc_fits(name: str, tmp_path: Path) -> None:
    record = json.loads((HOSTS / name).read_text(encoding="utf-8"))
    if record["os"] != "windows" or name == REFUSED:
        return
    for check, finding in findings(await report_on(HOSTS / name, tmp_path)).items():
        assert REMEDIES[check] in finding.remedy
        assert finding.remedy.endswith((".", "`.", '"`.'))
        assert finding.evidence


async def test_a_pc_whose_powershell_is_blocked_is_judged_by_that_alone(tmp_path: Path) -> None:
    pc = SimulatedWindows(constrained=True)
    session, _ = session_in(tmp_path / "state", Scenario(title="x", windows=pc))
    report, _ = await session.check(default_cluster())
    verdicts = [outcome.finding.verdict for outcome in report.outcomes]
    assert report.eligible == "no"
    assert verdicts.count(Verdict.FAIL) == 1
    assert Verdict.UNKNOWN not in verdicts
    assert verdicts.count(Verdict.SKIP) > 20


def test_the_facts_and_checks_of_a_pc_follow_from_what_runs_on_it() -> None:
    for known in (all_facts, all_checks):
        linux, windows = ({entry.id for entry in known(platform)} for platform in Platform)
        assert linux & windows
        assert linux - windows
        assert windows - linux
    assert {"kvm.missing", "linux.firewall"}.isdisjoint(c.id for c in all_checks(Platform.WINDOWS))
    assert {"hyperv.feature", "os.build"}.isdisjoint(c.id for c in all_checks(Platform.LINUX))


def test_every_check_of_windows_has_a_remedy_here() -> None:
    assert {check.id for check in all_checks(Platform.WINDOWS)} <= REMEDIES.keys()
