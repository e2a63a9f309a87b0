"""Recorded PCs: the program judges each as the people did who had it before them.

The records in `tests/data/hosts` hold what was asked for, what the PC was like, and the judgement
with the ids of all checks that must not be green.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from installer.checks.base import Verdict
from installer.engine.preflight import CheckReport
from installer.errors import UsageError
from installer.simulator.recorded import read_record
from installer.simulator.scenario import load_scenario
from tests.helpers.simulated import session_in

HOSTS = Path(__file__).parents[2] / "data" / "hosts"
CASES = sorted(path.name for path in HOSTS.glob("*.json"))
# A cluster file refuses such a network itself (tests/unit/config).
REFUSED = "64-nat-prefix-hostbits.json"
# What other products let their users choose, and this one never uses.
NOT_OURS = {"net.default_switch"}
GREEN = (Verdict.PASS, Verdict.SKIP)


async def report_on(path: Path, folder: Path) -> CheckReport:
    session, _ = session_in(folder / "state", load_scenario(str(path)))
    report, _ = await session.check(read_record(path).request)
    return report


def failing(report: CheckReport) -> set[str]:
    return {o.check.id for o in report.outcomes if o.finding.verdict not in GREEN}


def changed(tmp_path: Path, *, request: dict[str, Any] | None = None, **facts: Any) -> Path:
    """The record of the good PC with other facts; parts such as `kvm` change key by key."""
    record = json.loads((HOSTS / "116-good-linux.json").read_text(encoding="utf-8"))
    for name, value in facts.items():
        old = record["facts"].get(name)
        both = isinstance(old, dict) and isinstance(value, dict)
        record["facts"][name] = {**old, **value} if both else value
    record["request"] |= request or {}
    path = tmp_path / "pc.json"
    path.write_text(json.dumps(record), encoding="utf-8")
    return path


@pytest.mark.parametrize("name", [name for name in CASES if name != REFUSED])
async def test_a_recorded_pc_is_judged_as_it_should_be(name: str, tmp_path: Path) -> None:
    expect = json.loads((HOSTS / name).read_text(encoding="utf-8"))["expect"]
    report = await report_on(HOSTS / name, tmp_path)
    assert failing(report) == set(expect["failing"]) - NOT_OURS
    assert report.eligible == expect["eligible"]


def test_a_network_whose_address_is_not_its_first_is_refused_before_any_check() -> None:
    expect = json.loads((HOSTS / REFUSED).read_text(encoding="utf-8"))["expect"]
    assert expect["failing"] == ["net.nat_prefix"]
    with pytest.raises(UsageError) as caught:
        read_record(HOSTS / REFUSED)
    assert "172.22.16.0/16 has host bits set" in caught.value.details


def test_there_are_enough_records() -> None:
    assert len(CASES) >= 78


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"kernel_modules_available": ["overlay"]}, {"linux.kernel_module"}),
        ({"qemu_accelerators": ["tcg"]}, {"qemu.accel"}),
        ({"qemu_accel": ["kvm", "tcg"]}, set()),
        ({"kvm": {"create_vm": "EACCES"}}, {"kvm.permission"}),
        ({"kvm": {"create_vm": "ENOMEM"}}, {"kvm.unusable"}),
        ({"kvm": {"api_version": 10}}, {"kvm.unusable"}),
        ({"kvm": {"device": False, "module": None}, "firmware_lock": "off"}, {"kvm.bios_disabled"}),
        ({"firewall": {"name": "ufw", "active": False}}, set()),
        ({"firewall": {"name": "nftables", "active": True}}, {"linux.firewall"}),
        ({"firewall": {"name": "ufw", "active": True, "default_forward": "allow"}}, set()),
        ({"clock_skew_s": -3600}, {"time.skew"}),
        ({"other_hypervisors": ["k3s"]}, {"software.conflict"}),
        ({"adapters": []}, {"net.no_adapter", "net.no_gateway", "net.offline"}),
        (
            {"adapters": [{"name": "eth0", "status": "down", "ipv4": None}]},
            {"net.no_adapter", "net.no_gateway", "net.offline"},
        ),
        (
            {"adapters": [{"name": "eth0", "ipv4": "192.168.50.2/24"}]},
            {"net.no_gateway", "net.offline"},
        ),
        ({"vpn": {"active": True, "name": "office"}}, {"net.vpn"}),
        ({"proxy": "http://ann:pa55@proxy.example.com:8080"}, {"net.proxy"}),
        ({"dns": []}, {"net.dns"}),
        ({"routes_extra": ["10.43.7.0/24"]}, {"net.subnet_overlap"}),
        ({"is_guest": True, "guest_of": "vmware"}, {"guest.platform"}),
        ({"listening_ports": [6443]}, {"port.conflict"}),
        # Ports of a control plane matter on the PC itself only.
        ({"listening_ports": [10250]}, set()),
        ({"memory_free_mb": 4000}, {"host.memory"}),
        ({"logical_processors": 2}, {"cpu.count"}),
        ({"qemu_runs_as": "libvirt-qemu", "home_mode": "0700"}, set()),
        (
            {
                "disks": [
                    {"path": "/", "free_gb": 9, "filesystem": "ext4", "fsync_ms": 2},
                    {"path": "/data", "free_gb": 900, "filesystem": "nfs4", "fsync_ms": 2},
                ],
                "target_path": "/data/vm",
            },
            {"disk.network"},
        ),
    ],
)
async def test_a_single_fact_makes_the_difference(
    facts: dict[str, Any], expected: set[str], tmp_path: Path
) -> None:
    report = await report_on(changed(tmp_path, **facts), tmp_path)
    assert failing(report) == expected


async def test_a_request_may_name_its_networks(tmp_path: Path) -> None:
    path = changed(tmp_path, request={"subnet": "192.168.1.77/24", "pod_cidr": "10.1.0.0/16"})
    assert failing(await report_on(path, tmp_path)) == {"net.subnet_overlap"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "the file"),
        ("[]", "the file"),
        ('{"source": "x", "os": "plan9"}', "os has to be linux or windows"),
        ('{"source": "x", "os": "windows", "request": {"cpu": 1}}', "request.memory_mb"),
        ('{"source": "x", "os": "linux", "request": {"cpu": 1}}', "request.memory_mb"),
    ],
)
def test_what_is_no_record_of_a_pc_is_refused(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "x.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        load_scenario(str(path))
    assert words in caught.value.details


def test_a_wrong_value_is_named_and_not_repeated(tmp_path: Path) -> None:
    path = changed(tmp_path, memory_total_mb="pa55word")
    with pytest.raises(UsageError) as caught:
        read_record(path)
    assert "facts.memory_total_mb" in caught.value.details
    assert "pa55word" not in caught.value.details


def test_a_missing_record_is_a_clear_error() -> None:
    with pytest.raises(UsageError):
        load_scenario("missing.json")
