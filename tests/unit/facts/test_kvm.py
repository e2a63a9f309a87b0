from __future__ import annotations

from typing import Any

from installer.errors import CommandTimeout, MissingTool
from installer.facts.kvm import FACT, Kvm
from installer.host.base import Result
from tests.unit.facts.scripted import ScriptedHost, target

YES, NO = Result(0), Result(1)
MODULES = {"/proc/modules": "ext4 1 0 - Live 0x0\nkvm_amd 2 0 - Live 0x0\nkvm 3 1 kvm_amd\n"}
THERE: dict[str, Any] = {"test": YES, "stat -c %G /dev/kvm": Result(0, "kvm\n")}
REFUSAL = "[    3.1] kvm: disabled by bios"
LOG = f"[    0.0] Command line: quiet\n{REFUSAL}\n[    5.0] secret words of others\n"


async def look(host: ScriptedHost) -> Kvm:
    return FACT.parse(await FACT.read(target(host)))


async def test_a_device_that_may_be_used_needs_no_look_into_the_log() -> None:
    found = await look(ScriptedHost(THERE, MODULES))
    assert found == Kvm(True, True, "kvm", ("kvm", "kvm_amd"), "")


async def test_it_takes_reading_and_writing_to_use_the_device() -> None:
    for flag in ("-r", "-w"):
        found = await look(ScriptedHost({**THERE, f"test {flag} /dev/kvm": NO}))
        assert (found.device, found.usable) == (True, False)


async def test_without_a_device_the_kernel_is_asked_why() -> None:
    host = ScriptedHost({"test": NO, "dmesg": Result(0, LOG)})
    assert await look(host) == Kvm(False, False, "", (), REFUSAL)


async def test_only_lines_about_virtualisation_leave_the_log() -> None:
    host = ScriptedHost({"test": NO, "dmesg": Result(0, LOG)})
    text = await FACT.read(target(host))
    assert "disabled by bios" in text
    assert "secret words" not in text


async def test_where_dmesg_is_for_root_only_systemd_is_asked() -> None:
    denied = Result(1, "", "dmesg: read kernel buffer failed: Operation not permitted")
    host = ScriptedHost({"test": NO, "dmesg": denied, "journalctl --dmesg": Result(0, LOG)})
    assert (await look(host)).refusal == REFUSAL


async def test_a_log_that_nobody_shows_is_no_error() -> None:
    missing = MissingTool("dmesg", "util-linux")
    host = ScriptedHost({"test": NO, "dmesg": missing, "journalctl": CommandTimeout("too long")})
    assert (await look(host)).refusal == ""


async def test_a_device_whose_group_is_not_shown_is_no_error() -> None:
    host = ScriptedHost({"test": YES, "stat": Result(1, "", "stat: no")})
    assert (await look(host)).group == ""
