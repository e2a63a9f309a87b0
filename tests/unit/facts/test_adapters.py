"""Facts about adapters and neighbours: what is asked, and what a missing program means."""

from __future__ import annotations

import json
from ipaddress import IPv4Address

from installer.errors import MissingTool
from installer.facts import adapters, neighbours
from installer.facts.base import Target
from installer.host.base import Result
from tests.unit.facts.scripted import STATE, ScriptedHost, target

LINKS = [
    {
        "ifname": name,
        "flags": ["BROADCAST", "UP", "LOWER_UP"],
        "mtu": 1500,
        "operstate": "UP",
        "link_type": "ether",
        "addr_info": [],
    }
    for name in ("enp3s0", "wlp2s0")
]
IP = "ip -json -details address show"
NEIGHBOURS = "ip -json -4 neighbour show"


async def test_the_kernel_tells_which_adapters_are_wireless() -> None:
    host = ScriptedHost(
        {IP: Result(0, json.dumps(LINKS))},
        {"/sys/class/net/wlp2s0/uevent": "DEVTYPE=wlan\nINTERFACE=wlp2s0\n"},
    )
    found = adapters.FACT.parse(await adapters.FACT.read(target(host)))
    assert [(entry.name, entry.what) for entry in found.entries] == [
        ("enp3s0", "a network card"),
        ("wlp2s0", "Wi-Fi"),
    ]
    assert found.named("wlp2s0") is found.entries[1]
    assert found.named("eth0") is None


async def test_a_pc_without_ip_is_told_and_still_judged() -> None:
    for answer in (MissingTool("ip", "iproute2"), Result(1, "", "ip: invalid option")):
        fact = adapters.FACT
        found = fact.parse(await fact.read(target(ScriptedHost({IP: answer}))))
        assert found.entries == ()
        assert found.trouble


async def test_each_address_in_question_is_asked_once() -> None:
    host = ScriptedHost(
        {
            "ping -n -c 1 -W 1 192.168.1.10": Result(0),
            "ping -n -c 1 -W 1 192.168.1.11": Result(1),
            NEIGHBOURS: Result(0, "[]"),
        }
    )
    addresses = frozenset(map(IPv4Address, ("192.168.1.10", "192.168.1.11")))
    asked = Target(host, STATE, addresses)
    found = neighbours.FACT.parse(await neighbours.FACT.read(asked))
    assert found.there == {IPv4Address("192.168.1.10")}
    assert found.asked == addresses
    assert len(host.asked) == 3


async def test_without_the_programs_nobody_is_known() -> None:
    missing = MissingTool("ping", "iputils-ping")
    host = ScriptedHost({"ping": missing, "ip": missing})
    asked = Target(host, STATE, frozenset({IPv4Address("192.168.1.10")}))
    found = neighbours.FACT.parse(await neighbours.FACT.read(asked))
    assert found.there == frozenset()
