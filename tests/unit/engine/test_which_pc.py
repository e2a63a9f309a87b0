from __future__ import annotations

from installer.engine.which_pc import names_of
from tests.unit.facts.scripted import ScriptedHost

DEVICES = "Inter-| Receive\n face |bytes\n    lo: 1 2\n  eth0: 3 4\n  tun0: 5 6\n"


async def test_a_pc_has_the_name_with_and_without_domain_and_its_addresses() -> None:
    files = {
        "/proc/sys/kernel/hostname": "line-1.factory.example\n",
        "/proc/net/dev": DEVICES,
        "/sys/class/net/lo/address": "00:00:00:00:00:00\n",
        "/sys/class/net/eth0/address": "9c:6b:00:11:22:33\n",
    }
    names = await names_of(ScriptedHost(files=files))
    assert names == ("line-1.factory.example", "line-1", "9c:6b:00:11:22:33")


async def test_a_pc_without_such_files_has_no_names() -> None:
    assert await names_of(ScriptedHost()) == ()
