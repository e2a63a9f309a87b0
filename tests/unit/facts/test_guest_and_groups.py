"""What the PC is, and who its user is."""

from __future__ import annotations

from installer.errors import MissingTool
from installer.facts import groups, guest
from installer.host.base import Result
from tests.unit.facts.scripted import ScriptedHost, target

RELEASE = {"/proc/sys/kernel/osrelease": "6.1.0\n"}
DMI = {
    "/sys/class/dmi/id/sys_vendor": "innotek GmbH\n",
    "/sys/class/dmi/id/product_name": "VirtualBox\n",
}


async def platform(host: ScriptedHost) -> guest.Guest:
    return guest.FACT.parse(await guest.FACT.read(target(host)))


async def test_systemd_is_believed_before_the_mainboard() -> None:
    host = ScriptedHost({"systemd-detect-virt --vm": Result(1, "none\n")}, {**RELEASE, **DMI})
    assert await platform(host) == guest.Guest("", wsl=False)


async def test_without_systemd_the_mainboard_tells() -> None:
    missing = MissingTool("systemd-detect-virt", "systemd")
    host = ScriptedHost({"systemd-detect-virt": missing}, {**RELEASE, **DMI})
    assert await platform(host) == guest.Guest("oracle", wsl=False)


async def test_a_mainboard_that_tells_nobody_is_a_real_pc() -> None:
    missing = MissingTool("systemd-detect-virt", "systemd")
    hidden = {path: PermissionError(path) for path in DMI}
    assert await platform(ScriptedHost({"systemd-detect-virt": missing}, hidden)) == guest.Guest(
        "", wsl=False
    )


async def known(commands: dict[str, Result | Exception]) -> groups.Groups:
    return groups.FACT.parse(await groups.FACT.read(target(ScriptedHost(commands))))


async def test_the_records_are_asked_by_the_users_name() -> None:
    found = await known(
        {
            "id -un": Result(0, "shop\n"),
            "id -Gn": Result(0, "shop\n"),
            "id -Gn -- shop": Result(0, "shop kvm\n"),
        }
    )
    assert found == groups.Groups("shop", ("shop",), ("shop", "kvm"))


async def test_a_user_without_a_name_has_no_records() -> None:
    nameless = Result(1, "", "id: cannot find name for user ID 1000780000")
    found = await known({"id -un": nameless, "id -Gn": Result(1, "0 1234\n")})
    assert found == groups.Groups("", ("0", "1234"), ("0", "1234"))
