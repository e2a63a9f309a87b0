"""Another PC over WinRM: the real pywinrm against a server that speaks the real protocol."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from installer.errors import (
    CommandTimeout,
    HostUnreachable,
    PowerShellUnusable,
    ScriptFailed,
)
from tests.helpers.winrm_server.programs import InstantProgram, Program
from tests.helpers.winrm_server.server import serving
from tests.helpers.winrm_server.shells import Trouble
from tests.helpers.winrm_server.soap import (
    SHELL_UNKNOWN,
    TOO_MANY_OPERATIONS,
)
from tests.unit.host.winrm_bench import (
    PASSWORD,
    USER,
    bench,
    connected,
    know_users,
    said,
    script,
    target_of,
)

TALK = ["Send", "Receive", "Signal"]
AWKWARD = "'; Remove-Item C:\\ -Recurse; \" $(calc) `n %PATH% & | ä€😀\u2028"


@pytest.fixture(autouse=True)
def users(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    know_users(monkeypatch, tmp_path)


async def test_a_script_runs_with_every_message_encrypted() -> None:
    async with bench() as (server, host):
        assert await said(host, "echo", text=AWKWARD) == {"do": "echo", "text": AWKWARD}
        assert [*dict.fromkeys(server.actions)] == [
            "Create",
            "Command",
            "Send",
            "Receive",
            "Signal",
        ]
        [line] = server.shells.lines
        assert len(line) < 8191
        assert "calc" not in line


async def test_the_shell_speaks_utf8_and_its_input_is_a_pipe() -> None:
    async with bench() as (server, host):
        await said(host, "echo")
        create, command = server.shells.seen[:2]
        assert create.options["WINRS_CODEPAGE"] == "65001"
        assert create.options["WINRS_NOPROFILE"] == "TRUE"
        assert command.options["WINRS_CONSOLEMODE_STDIN"] == "FALSE"


async def test_one_shell_serves_many_commands_and_is_given_back() -> None:
    with serving(users={USER: PASSWORD}) as server:
        async with connected(target_of(server)) as host:
            for number in range(3):
                assert (await said(host, "echo", n=number))["n"] == number
            assert len(server.shells.shells) == 1
        assert server.shells.shells == {}
        assert server.actions.count("Create") == 1


async def test_a_long_answer_in_many_pieces_comes_whole() -> None:
    async with bench() as (_, host):
        assert await said(host, "big", count=200_000) == "ä€😀" * 200_000


async def test_a_character_that_is_cut_in_two_is_whole_again() -> None:
    def answer(data: bytes) -> tuple[list[tuple[str, bytes]], int]:
        nonce = data.partition(b'"nonce": "')[2][:32].decode()
        text = f'<<BEGIN:{nonce}>>{{"ok": true, "result": "ä€😀"}}<<END:{nonce}>>'.encode()
        return [("stdout", text[i : i + 1]) for i in range(len(text))], 0

    async with bench(runner=lambda line: InstantProgram(answer)) as (_, host):
        assert await said(host, "echo") == "ä€😀"


async def test_thirty_commands_run_side_by_side() -> None:
    async with bench() as (server, host):
        asked = [said(host, "echo", n=number) for number in range(30)]
        assert [answer["n"] for answer in await asyncio.gather(*asked)] == list(range(30))
        assert 1 < len(server.shells.shells) <= 4


async def test_silence_is_waited_through(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("installer.host.winrm_protocol._OPERATION_SECONDS", 1)
    async with bench() as (server, host):
        assert (await said(host, "pause", seconds=2.2))["do"] == "pause"
        assert server.actions.count("Receive") >= 3


async def test_the_deadline_ends_the_command_over_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("installer.host.winrm_protocol._OPERATION_SECONDS", 1)
    async with bench() as (server, host):
        with pytest.raises(CommandTimeout):
            await said(host, "wait", file=str(tmp_path / "child"), timeout=2)
        assert server.actions[-1] == "Signal"
        [shell] = server.shells.shells.values()
        assert shell.programs == {}
        assert (await said(host, "echo"))["do"] == "echo"


async def test_a_stop_ends_the_command_over_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("installer.host.winrm_protocol._OPERATION_SECONDS", 1)
    file = tmp_path / "child"
    async with bench() as (server, host):
        running = asyncio.ensure_future(said(host, "wait", file=str(file)))
        while not file.exists():
            await asyncio.sleep(0.02)
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running
        [shell] = server.shells.shells.values()
        assert shell.programs == {}


@pytest.mark.parametrize("drops", [["Receive"], ["Receive"] * 3])
async def test_a_connection_that_drops_while_waiting_is_made_again(drops: list[str]) -> None:
    trouble = Trouble(drop=[*drops])
    async with bench(trouble=trouble) as (server, host):
        # What was under way with the lost reply is lost, which must not pass for an answer.
        with pytest.raises(HostUnreachable) as caught:
            await said(host, "echo")
        assert caught.value.transient
        assert (await said(host, "echo"))["do"] == "echo"
        assert not trouble.drop
        assert server.actions.count("Command") == 2


async def test_a_drop_that_lost_nothing_is_not_noticed() -> None:
    class Late:
        """Says nothing at first, and its answer later."""

        def __init__(self) -> None:
            self.asked = 0
            self.nonce = ""

        def give(self, data: bytes, *, end: bool) -> None:
            self.nonce = self.nonce or data.partition(b'"nonce": "')[2][:32].decode()

        def take(self, timeout: float) -> tuple[list[tuple[str, bytes]], int | None]:
            self.asked += 1
            if self.asked < 3:
                return [], None
            answer = f'<<BEGIN:{self.nonce}>>{{"ok": true, "result": 7}}<<END:{self.nonce}>>'
            return [("stdout", answer.encode())], 0

        def end(self) -> None:
            """Nothing runs."""

    def runner(line: str) -> Program:
        return Late()

    async with bench(runner=runner, trouble=Trouble(drop=["Receive", "Receive"])) as (_, host):
        assert await said(host, "echo") == 7


@pytest.mark.parametrize("action", ["Create", "Command", "Send"])
async def test_a_drop_where_nobody_knows_what_arrived_is_told(action: str) -> None:
    async with bench(trouble=Trouble(drop=[action])) as (_, host):
        with pytest.raises(HostUnreachable):
            await said(host, "echo")
        assert (await said(host, "echo"))["do"] == "echo"


async def test_a_pc_that_is_not_there_is_told() -> None:
    with serving(users={}) as server:
        target = target_of(server)
    async with connected(target) as host:
        with pytest.raises(HostUnreachable):
            await said(host, "echo")


async def test_too_many_shells_are_waited_for() -> None:
    trouble = Trouble(most_shells=0)
    async with bench(trouble=trouble) as (server, host):
        asked = asyncio.ensure_future(said(host, "echo"))
        while server.actions.count("Create") < 3:
            await asyncio.sleep(0.01)
        trouble.most_shells = 30
        assert (await asked)["do"] == "echo"


async def test_too_many_operations_are_waited_for_until_the_deadline() -> None:
    trouble = Trouble(faults=[("Command", TOO_MANY_OPERATIONS)] * 2)
    async with bench(trouble=trouble) as (server, host):
        assert (await said(host, "echo"))["do"] == "echo"
        trouble.faults = [("Command", TOO_MANY_OPERATIONS)] * 1000
        with pytest.raises(CommandTimeout):
            await said(host, "echo", timeout=0.5)
        assert server.actions.count("Create") == 1


async def test_a_shell_that_is_gone_is_replaced() -> None:
    async with bench() as (server, host):
        await said(host, "echo")
        server.shells.shells.clear()
        assert (await said(host, "echo"))["do"] == "echo"
        assert server.actions.count("Create") == 2


async def test_a_shell_that_goes_while_its_command_runs_is_told() -> None:
    trouble = Trouble(faults=[("Receive", SHELL_UNKNOWN)])
    async with bench(trouble=trouble) as (_, host):
        with pytest.raises(HostUnreachable) as caught:
            await said(host, "echo")
        assert "ended the session" in caught.value.brief


async def test_an_exit_code_beyond_a_signed_number_is_kept() -> None:
    async with bench() as (_, host):
        with pytest.raises(ScriptFailed) as caught:
            await said(host, "mute")
        assert "code 5" in caught.value.details

    def crash(data: bytes) -> tuple[list[tuple[str, bytes]], int]:
        return [], 0xC0000409

    async with bench(runner=lambda line: InstantProgram(crash)) as (_, host):
        with pytest.raises(ScriptFailed) as caught:
            await said(host, "echo")
        assert "code 3221226505" in caught.value.details


@pytest.mark.parametrize("do", ["constrained", "narrow", "malicious"])
async def test_what_keeps_powershell_from_working_is_told(do: str) -> None:
    async with bench() as (_, host):
        with pytest.raises(PowerShellUnusable):
            await said(host, do)


async def test_an_answer_without_end_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("installer.host.winrm_line._MOST_OUTPUT", 100_000)
    async with bench() as (_, host):
        with pytest.raises(HostUnreachable) as caught:
            await said(host, "big", count=100_000)
        assert "more than any script" in caught.value.brief


def test_pywinrm_is_imported_only_when_another_pc_is_meant() -> None:
    code = "import sys, installer.host.winrm, installer.worlds; print('winrm' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


async def test_a_stop_before_the_command_began_is_heard() -> None:
    async with bench(trouble=Trouble(most_shells=0)) as (server, host):
        asked = asyncio.ensure_future(host.run(script("echo"), timeout=60))
        while "Create" not in server.actions:
            await asyncio.sleep(0.01)
        asked.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asked
