from __future__ import annotations

import pytest

from installer.errors import CommandFailed
from installer.facts.disk import FACT
from installer.host.base import Result
from tests.unit.facts.scripted import STATE, ScriptedHost, target

ANSWER = "headline\n/dev/sda2 ext4 1000 400 600 40% /home\n"
DF = "df -PT -B1 -- "


async def test_the_state_folder_itself_is_asked_about_when_it_exists() -> None:
    host = ScriptedHost({f"{DF}{STATE}": Result(0, ANSWER)})
    assert FACT.parse(await FACT.read(target(host))).free == 600


async def test_otherwise_the_nearest_folder_above_it_counts() -> None:
    missing = (STATE, "/home/shop/.local/share", "/home/shop/.local", "/home/shop")
    host = ScriptedHost(
        {**{DF + path: Result(1, "", "none") for path in missing}, f"{DF}/home": Result(0, ANSWER)}
    )
    assert FACT.parse(await FACT.read(target(host))).mount_point == "/home"
    assert [line.removeprefix(DF) for line in host.asked] == [*missing, "/home"]


async def test_a_df_that_fails_everywhere_is_an_error_with_its_words() -> None:
    host = ScriptedHost({DF: Result(1, "", "df: cannot read table of mounted file systems")})
    with pytest.raises(CommandFailed) as caught:
        await FACT.read(target(host))
    assert "table of mounted" in caught.value.details
    assert host.asked[-1] == f"{DF}/"
