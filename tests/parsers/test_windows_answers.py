"""Every parser of a fact against answers of the scripts of Windows PCs."""

from __future__ import annotations

import json
from typing import Any

import pytest

from installer.simulator.windows_description import SimulatedWindows
from tests.helpers.windows_facts import windows_readings
from tests.parsers.test_parsers import plain

READINGS = list(windows_readings())
BY_ID = {spec.id: (script, reading) for script, spec, reading in READINGS}
IDS = sorted(BY_ID)
GUEST = {"maker": "Microsoft Corporation", "model": "Virtual Machine"}
SWITCH = {"id": "c08c", "name": "Standardswitch", "type": "Internal", "adapter": ""}
# Fact, what its script answers otherwise than on the good PC, and what of the fact then is so.
CASES: list[tuple[str, dict[str, Any], Any]] = [
    ("host.memory", {"memoryTotal": 2**34, "memoryFree": 2**33}, {"available": 2**33}),
    ("host.processors", {"processors": 12}, {"count": 12, "virtualization": True}),
    ("host.processors", {"hypervisor": False}, {"virtualization": False}),
    ("host.processors", {"hypervisor": False, "firmware": True}, {"virtualization": True}),
    ("host.architecture", {}, "x86_64"),
    ("host.architecture", {"architecture": "ARM64"}, "aarch64"),
    ("host.guest", {}, {"platform": "", "wsl": False}),
    ("host.guest", GUEST, {"platform": "microsoft"}),
    # A tablet of the same maker is a real PC.
    ("host.guest", {"maker": "Microsoft Corporation", "model": "Surface Pro 9"}, {"platform": ""}),
    ("host.guest", {"maker": "VMware, Inc.", "model": "VMware7,1"}, {"platform": "vmware"}),
    ("host.guest", {"maker": "innotek GmbH", "model": "VirtualBox"}, {"platform": "oracle"}),
    ("host.windows", {}, {"edition": "Professional", "server": False, "preview": False}),
    ("host.windows", {"edition": "ServerStandard", "server": True}, {"server": True}),
    ("host.windows", {"insider": True, "language": "sv-SE"}, {"preview": True}),
    ("host.virtualization", {"slat": True}, {"hypervisor": True, "slat": True}),
    ("host.hyperv", {}, {"on": True, "offered": True}),
    ("host.hyperv", {"features": {"Microsoft-Hyper-V": 2}}, {"on": False, "offered": True}),
    ("host.hyperv", {"features": {"Microsoft-Hyper-V": 3}}, {"on": False, "offered": False}),
    ("host.hyperv", {"features": {}}, {"on": False, "offered": False}),
    ("host.hyperv", {"switches": [SWITCH]}, {"switches": [SWITCH]}),
    (
        "host.hyperv",
        {"nats": [{"name": "n", "network": "172.20.5.0/16"}]},
        {"nats": [{"name": "n", "network": "172.20.0.0/16"}]},
    ),
    ("host.windows_rights", {"user": "SHOP\\åsa"}, {"user": "SHOP\\åsa", "elevated": True}),
    ("host.windows_rights", {"hypervInToken": False}, {"hyperv": False, "administrator": True}),
    ("host.powershell", {"policy": "AllSigned"}, {"policy": "AllSigned", "trouble": ""}),
    ("host.powershell", {"inPath": False}, {"in_path": False}),
    ("host.links", {"adapters": []}, []),
    (
        "host.links",
        {"adapters": [{"name": "WLAN", "kind": "wifi", "up": 1, "default": 0, "description": ""}]},
        [{"name": "WLAN", "up": True, "default": False, "kind": "wifi"}],
    ),
    (
        "host.routes",
        {
            "routes": [
                {"network": text, "adapter": "Ethernet"}
                for text in (
                    *("0.0.0.0/0", "127.0.0.0/8", "224.0.0.0/4", "255.255.255.255/32"),
                    *("192.168.1.0/24", "192.168.1.20/32"),
                )
            ]
        },
        [{"network": "192.168.1.0/24", "interface": "Ethernet"}],
    ),
    (
        "host.resolver",
        {"nameServers": ["10.0.0.1", "fe80::1%7", "10.0.0.1"]},
        ["10.0.0.1", "fe80::1"],
    ),
    ("host.connectivity", {}, "full"),
    ("host.connectivity", {"reach": 2}, "limited"),
    ("host.connectivity", {"reach": 1}, "none"),
    ("host.connectivity", {"reach": 9}, "unknown"),
    ("host.proxy", {}, {"http": "", "https": ""}),
    ("host.proxy", {"proxy": "p.example:80"}, {"http": "http://p.example:80"}),
    (
        "host.proxy",
        {"proxy": "http=a:1;https=http://ann:pa55@b:2", "exempt": "*.local;<local>"},
        {"http": "http://a:1", "https": "http://b:2", "exempt": "*.local,<local>"},
    ),
    ("host.proxy", {"proxy": "ftp=a:1"}, {"http": "", "https": ""}),
    ("host.lan", {"asksWho": True}, True),
    ("host.clock", {"ahead": ""}, {"ahead": None, "synchronized": True}),
    ("host.clock", {"ahead": "-3.5000000", "kept": False}, {"ahead": 3.5, "synchronized": False}),
    ("host.disk", {"free": 7, "fileSystem": "ReFS"}, {"free": 7, "filesystem": "ReFS"}),
    ("host.disk", {"network": True}, {"filesystem": "cifs"}),
    ("host.flush", {"milliseconds": 3.14159}, {"milliseconds": 3.14}),
    ("host.flush", {"milliseconds": -1, "refused": "denied"}, {"milliseconds": None}),
    ("host.sleep", {}, {"after": 0}),
    ("host.sleep", {"sleepsAfter": 1800, "plan": "p"}, {"after": 1800, "plan": "p"}),
    ("host.sleep", {"sleepsAfter": -1}, {"after": None}),
    ("host.leftovers", {"clusters": ["b", "a"]}, {"clusters": ["a", "b"], "running": []}),
    (
        "host.ports",
        {
            "listeners": [
                {"protocol": "tcp", "address": "0.0.0.0", "port": 445},
                {"protocol": "tcp", "address": "::ffff:10.0.0.1", "port": 80},
                {"protocol": "udp", "address": "fe80::1%12", "port": 123},
            ]
        },
        {
            "listeners": [
                {"protocol": "tcp", "address": "0.0.0.0", "port": 445},
                {"protocol": "tcp", "address": "10.0.0.1", "port": 80},
                {"protocol": "udp", "address": "fe80::1", "port": 123},
            ]
        },
    ),
    ("host.volume", {"sparse": ["C:\\a.vhdx"]}, {"sparse": ["C:\\a.vhdx"]}),
    ("host.volume", {"encrypted": True}, {"encrypted": True, "compressed": False}),
    ("host.protection", {"protection": ["b", "a", "a"]}, {"antivirus": ["a", "b"]}),
    (
        "host.protection",
        {"programs": ["Oracle VM VirtualBox 7.0", "AKS Edge Essentials - K3s"]},
        {"hypervisors": ["VirtualBox"], "kubernetes": ["AKS Edge Essentials"]},
    ),
]


def answer(fact: str, **changes: Any) -> str:
    """What the script of a fact answers on the good PC, with these changes."""
    part = getattr(SimulatedWindows(), BY_ID[fact][0])
    return json.dumps({**json.loads(part.model_dump_json(by_alias=True)), **changes})


@pytest.mark.parametrize(("fact", "changes", "expected"), CASES)
def test_an_answer_is_understood(fact: str, changes: dict[str, Any], expected: Any) -> None:
    found = plain(BY_ID[fact][1].parse(answer(fact, **changes)))
    if isinstance(expected, dict):
        assert isinstance(found, dict)
        assert {name: found[name] for name in expected} == expected
    else:
        assert found == expected


@pytest.mark.parametrize("fact", IDS)
@pytest.mark.parametrize("text", ["", "null", "3", "[]", '"x"', "{}", "{"])
def test_an_answer_that_is_none_is_refused(fact: str, text: str) -> None:
    with pytest.raises((ValueError, KeyError, TypeError, IndexError)):
        BY_ID[fact][1].parse(text)


def test_every_fact_of_windows_has_cases() -> None:
    assert {fact for fact, _, _ in CASES} == set(IDS)
