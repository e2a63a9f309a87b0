from __future__ import annotations

import dataclasses

import pytest

from installer.errors import CommandFailed
from installer.facts.rights import FACT, Rights
from installer.host.base import Result
from tests.unit.facts.scripted import STATE, ScriptedHost, target

YES, NO = Result(0), Result(1)
PC = {"id -u": Result(0, "1000\n"), "id -Gn": Result(0, "shop kvm\n"), "test": YES}
USUAL = Rights(1000, ("shop", "kvm"), STATE, writable=True, lowest_port=1024)


async def look(host: ScriptedHost) -> Rights:
    return FACT.parse(await FACT.read(target(host)))


async def test_an_existing_state_folder_is_looked_at_itself() -> None:
    assert await look(ScriptedHost(PC)) == USUAL


async def test_otherwise_the_nearest_folder_above_it_counts() -> None:
    missing = {f"test -e {STATE}": NO, "test -e /home/shop/.local/share": NO}
    found = await look(ScriptedHost({**PC, **missing}))
    assert (found.folder, found.writable) == ("/home/shop/.local", True)


@pytest.mark.parametrize("flag", ["-d", "-w", "-x"])
async def test_a_place_that_is_no_folder_for_this_user_is_not_writable(flag: str) -> None:
    found = await look(ScriptedHost({**PC, f"test {flag} {STATE}": NO}))
    assert found == dataclasses.replace(USUAL, writable=False)


async def test_the_search_ends_at_the_root() -> None:
    host = ScriptedHost({**PC, "test -e": NO, "test -w": NO})
    found = await look(host)
    assert (found.folder, found.writable) == ("/", False)


async def test_the_kernels_lowest_port_is_read() -> None:
    files = {"/proc/sys/net/ipv4/ip_unprivileged_port_start": "80\n"}
    assert (await look(ScriptedHost(PC, files))).lowest_port == 80


async def test_a_group_without_a_name_does_not_hide_the_others() -> None:
    groups = Result(1, "shop 4711\n", "id: cannot find name for group ID 4711")
    assert (await look(ScriptedHost({**PC, "id -Gn": groups}))).groups == ("shop", "4711")


async def test_an_unknown_user_is_an_error() -> None:
    with pytest.raises(CommandFailed):
        await look(ScriptedHost({**PC, "id -u": Result(1, "", "no")}))
