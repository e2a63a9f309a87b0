from __future__ import annotations

import json

from installer.facts.firmware import FACT, UefiFirmware
from installer.host.base import Result
from tests.unit.facts.scripted import ScriptedHost, target

SHIPPED, LOCAL = "/usr/share/qemu/firmware", "/etc/qemu/firmware"
NONE = Result(2, "", "ls: cannot access")


def descriptor(stem: str) -> str:
    return json.dumps(
        {
            "interface-types": ["uefi"],
            "mapping": {
                "device": "flash",
                "executable": {"filename": f"/fw/{stem}.code", "format": "raw"},
                "nvram-template": {"filename": f"/fw/{stem}.vars", "format": "raw"},
            },
            "targets": [{"architecture": "x86_64", "machines": ["pc-q35-*"]}],
            "features": ["amd-sev"],
        }
    )


def pc(
    shipped: dict[str, str], local: dict[str, str], answers: dict[str, Result] | None = None
) -> ScriptedHost:
    """A PC with these descriptors, whose files are all there unless `answers` say otherwise."""
    listings = {
        f"ls -1 {folder}": Result(0, "\n".join(names)) if names else NONE
        for folder, names in ((SHIPPED, shipped), (LOCAL, local))
    }
    files = {f"{SHIPPED}/{name}": text for name, text in shipped.items()}
    files |= {f"{LOCAL}/{name}": text for name, text in local.items()}
    return ScriptedHost({**listings, "test -r": Result(0), **(answers or {})}, files)


async def look(host: ScriptedHost) -> UefiFirmware | None:
    return FACT.parse(await FACT.read(target(host)))


def files(stem: str) -> UefiFirmware:
    return UefiFirmware(f"/fw/{stem}.code", f"/fw/{stem}.vars")


async def test_a_pc_without_descriptors_has_no_firmware() -> None:
    assert await look(pc({}, {})) is None


async def test_the_lowest_file_name_wins_over_both_folders() -> None:
    shipped = {"60-b.json": descriptor("b"), "50-a.json": descriptor("a"), "README": ""}
    assert await look(pc(shipped, {})) == files("a")
    assert await look(pc(shipped, {"40-own.json": descriptor("own")})) == files("own")


async def test_the_administrators_descriptor_replaces_the_shipped_one() -> None:
    shipped = {"50-a.json": descriptor("a"), "60-b.json": descriptor("b")}
    assert await look(pc(shipped, {"50-a.json": descriptor("own")})) == files("own")
    assert await look(pc(shipped, {"50-a.json": ""})) == files("b")


async def test_firmware_whose_files_cannot_be_read_does_not_count() -> None:
    shipped = {"50-a.json": descriptor("a"), "60-b.json": descriptor("b")}
    gone = {"test -r /fw/a.vars": Result(1)}
    assert await look(pc(shipped, {}, gone)) == files("b")


async def test_a_descriptor_that_cannot_be_read_hides_no_other() -> None:
    host = pc({"60-b.json": descriptor("b")}, {}, {f"ls -1 {LOCAL}": Result(0, "50-x.json\n")})
    assert await look(host) == files("b")
