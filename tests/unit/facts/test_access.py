from __future__ import annotations

from installer.facts.access import FACT, Access
from installer.host.base import Result
from tests.unit.facts.scripted import STATE, ScriptedHost, target

YES, NO = Result(0), Result(1)
SHOP: dict[str, Result | Exception] = {"id -un": Result(0, "shop\n"), "test": YES}


async def look(commands: dict[str, Result | Exception]) -> Access:
    return FACT.parse(await FACT.read(target(ScriptedHost({**SHOP, **commands}))))


async def test_a_way_on_which_every_folder_lets_through_is_open() -> None:
    assert await look({}) == Access("shop")


async def test_the_first_closed_folder_is_named_with_its_owner() -> None:
    found = await look(
        {"test -x /home/shop": NO, "test -d /home/shop": YES, "stat": Result(0, "700 user\n")}
    )
    assert found == Access("shop", "/home/shop", "700", "user")


async def test_what_does_not_exist_yet_is_no_obstacle() -> None:
    missing = "/home/shop/.local/share"
    assert await look({f"test -x {missing}": NO, f"test -d {missing}": NO}) == Access("shop")


async def test_the_state_folder_itself_may_be_the_closed_one() -> None:
    found = await look({f"test -x {STATE}": NO, f"test -d {STATE}": YES, "stat": Result(1)})
    assert found == Access("shop", STATE)
