"""How a program that is no administrator gets something done by one."""

from __future__ import annotations

import pytest

from installer.errors import AdminNeeded
from installer.host.admin import Administrator, admin_line
from installer.host.base import Command, Result
from installer.host.local import LocalHost
from tests.unit.fixes.recording import USER, RecordingPc

LOAD = Command(argv=("modprobe", "kvm"), purpose="Loading")
WRITE = Command(argv=("tee", "/etc/x"), purpose="Writing", stdin=b"it's\n")
NO_SUDO = {"sudo": Result(1, "", "sudo: a password is required")}


async def run(machine: RecordingPc) -> str:
    await Administrator(machine, (LOAD, WRITE)).run(LOAD, timeout=9)
    return machine.lines[-1]


@pytest.mark.parametrize(
    ("machine", "line"),
    [
        (RecordingPc(), "modprobe kvm"),
        (RecordingPc(user=USER), "sudo -n -- modprobe kvm"),
        (RecordingPc(NO_SUDO, user=USER), "pkexec modprobe kvm"),
        (RecordingPc(user=USER, missing=("sudo",)), "pkexec modprobe kvm"),
    ],
)
async def test_the_way_that_asks_least_is_taken(machine: RecordingPc, line: str) -> None:
    assert await run(machine) == line


@pytest.mark.parametrize(
    "machine",
    [
        RecordingPc(user=USER, missing=("sudo", "pkexec")),
        RecordingPc(NO_SUDO, user=USER, missing=("pkexec",)),
        RecordingPc({**NO_SUDO, "pkexec modprobe": Result(126, "", "dismissed")}, user=USER),
        RecordingPc({**NO_SUDO, "pkexec modprobe": Result(127, "", "no agent")}, user=USER),
    ],
)
async def test_without_a_way_the_commands_are_named(machine: RecordingPc) -> None:
    with pytest.raises(AdminNeeded) as caught:
        await run(machine)
    assert "sudo modprobe kvm\n" in caught.value.details
    assert caught.value.details.endswith("echo 'it'\"'\"'s' | sudo tee /etc/x")


async def test_a_command_that_fails_is_a_result() -> None:
    machine = RecordingPc({"sudo -n -- modprobe": Result(1, "", "no such module")}, user=USER)
    result = await Administrator(machine, ()).run(LOAD, timeout=9)
    assert result.stderr == "no such module"


async def test_the_command_for_people_does_what_ours_does(tmp_path: object) -> None:
    host = LocalHost()
    path = f"{tmp_path}/file"
    command = Command(argv=("tee", path), purpose="Writing", stdin=b"a 'b' $c\n")
    await host.run(command, timeout=20)
    ours = await host.read_text(path)
    typed = admin_line(command).replace("sudo ", "")
    await host.run(Command(argv=("sh", "-c", typed), purpose="Typing"), timeout=20)
    assert await host.read_text(path) == ours == "a 'b' $c\n"
