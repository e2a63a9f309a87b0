"""PowerShell of this PC: one constant text, JSON in and out, and every way in which it fails."""

from __future__ import annotations

import asyncio
import base64
import ctypes
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from installer.errors import CommandTimeout, PowerShellUnusable, ScriptFailed
from installer.host.base import Command, Result
from installer.host.powershell import LocalPowerShell, local_powershell
from installer.host.process_tree import PosixTree, WindowsTree
from installer.host.windows import WindowsHost
from installer.host.windows_script import (
    ask,
    bootstrap_arguments,
    request,
    script_arguments,
    windows_script,
)
from tests.helpers import fake_powershell

FAKE = (sys.executable, str(fake_powershell.__file__))
# Texts that a shell, PowerShell, JSON or a code page might take for something else.
AWKWARD = "'; Remove-Item C:\\ -Recurse; \" $(calc) `n %PATH% ä€😀\u2028 <<END:x>> \\"


def host(program: tuple[str, ...] = FAKE) -> WindowsHost:
    return WindowsHost(LocalPowerShell(program, PosixTree()))


def script(do: str, **arguments: Any) -> Command:
    return windows_script("host/read-file", "Asking the PC", {"do": do, **arguments})


async def said(do: str, **arguments: Any) -> Any:
    return await ask(host(), script(do, **arguments), timeout=30)


async def test_arguments_arrive_as_they_are() -> None:
    arguments = {"text": AWKWARD, "list": [1, None, True, 2**53], "empty": {}}
    assert await said("echo", **arguments) == {"do": "echo", **arguments}


def test_no_argument_becomes_a_part_of_a_command_line_or_script() -> None:
    plain, awkward = script("echo"), script("echo", text=AWKWARD)
    assert plain.argv == awkward.argv
    one, other = json.loads(request(plain, "n")), json.loads(request(awkward, "n"))
    assert one["script"] == other["script"]
    assert other["arguments"]["text"] == AWKWARD
    assert request(awkward, "n").isascii()
    assert script_arguments(awkward)["text"] == AWKWARD


def test_the_bootstrap_is_constant_and_fits_a_line_of_cmd() -> None:
    *switches, encoded = bootstrap_arguments()
    assert switches == ["-NoLogo", "-NoProfile", "-NonInteractive", "-EncodedCommand"]
    text = base64.b64decode(encoded).decode("utf-16-le")
    assert "$input" not in text.lower(), "the console host would read standard input itself"
    assert text.startswith("if (")
    assert not any(line.startswith("#") for line in text.split("\n"))
    path = r"C:\Windows\System32\WindowsPowerShell\v1.0\powershell.exe"
    assert len(" ".join((path, *bootstrap_arguments()))) < 8000


def test_what_a_script_shares_stands_after_its_parameters() -> None:
    asked = windows_script("job/state", "Asking", {"name": "x"})
    text = json.loads(request(asked, "n"))["script"]
    assert text.index("param($p)") < text.index("function Get-JobFolder") < text.index("$state")


async def test_the_last_whole_answer_counts_and_noise_does_not() -> None:
    assert await said("noise") == "last"


async def test_a_script_may_read_lines_after_its_request() -> None:
    lines = [b"line %d\n" % number for number in range(50_000)]
    answer = await host().ask(script("count"), more=iter(lines), timeout=30)
    assert answer == {"lines": 50_000, "bytes": sum(map(len, lines))}


async def test_a_script_that_ends_before_its_input_does_is_heard() -> None:
    endless = (b"x" * 4096 for _ in range(2_000))
    answer = await host().ask(script("echo"), more=endless, timeout=30)
    assert answer == {"do": "echo"}


async def test_a_long_answer_in_utf8_comes_whole() -> None:
    assert await said("big", count=300_000) == "ä€😀" * 300_000


async def test_a_failed_script_speaks_with_its_own_words_and_place() -> None:
    with pytest.raises(ScriptFailed) as caught:
        await said("fail")
    assert caught.value.brief == "Asking the PC failed."
    assert 'kein Objekt "röt"' in caught.value.details
    assert "host/read-file.ps1, line 7: ObjectNotFound" in caught.value.details
    assert (caught.value.category, caught.value.hresult) == ("ObjectNotFound", -2146233088)


@pytest.mark.parametrize(
    ("do", "words"),
    [
        ("mute", "Zugriff verweigert <C:\\x>\n😀 next"),
        ("torn", "without an answer"),
    ],
)
async def test_no_answer_is_an_error_with_what_was_said(do: str, words: str) -> None:
    with pytest.raises(ScriptFailed) as caught:
        await said(do)
    assert words in caught.value.details
    assert "Preparing modules" not in caught.value.details


@pytest.mark.parametrize(
    ("do", "words"),
    [
        ("constrained", "constrained language"),
        ("narrow", "32-bit"),
        ("malicious", "Antivirus"),
    ],
)
async def test_what_keeps_powershell_from_working_is_told_apart(do: str, words: str) -> None:
    with pytest.raises(PowerShellUnusable) as caught:
        await said(do)
    assert words in caught.value.brief
    assert caught.value.advice != PowerShellUnusable.resolution


@pytest.mark.parametrize(
    "answer",
    [
        "[]",
        "{",
        '{"ok": true}',
        '{"ok": false, "error": 3}',
        '{"ok": false, "error": {}}',
        '{"ok": false, "error": {"message": 1, "line": 1, "id": 2, "type": 3, "hresult": "x"}}',
        "1e999",
        "[" * 100_000,
    ],
)
async def test_an_answer_of_another_form_is_an_error_of_ours(answer: str) -> None:
    class Engine:
        async def execute(self, stdin: Iterable[bytes], *, purpose: str, timeout: float) -> Result:
            nonce = json.loads(b"".join(stdin))["nonce"]
            return Result(0, f"<<BEGIN:{nonce}>>{answer}<<END:{nonce}>>")

        async def aclose(self) -> None:
            """Nothing is held."""

    with pytest.raises(ScriptFailed) as caught:
        await ask(WindowsHost(Engine()), script("echo"), timeout=5)
    assert len(caught.value.details) < 5000


async def test_the_deadline_ends_everything_that_was_started(tmp_path: Path) -> None:
    file = tmp_path / "child"
    with pytest.raises(CommandTimeout):
        await ask(host(), script("wait", file=str(file)), timeout=2)
    assert await gone(int(file.read_text(encoding="utf-8")))


async def test_a_stop_ends_everything_that_was_started(tmp_path: Path) -> None:
    file = tmp_path / "child"
    running = asyncio.ensure_future(ask(host(), script("wait", file=str(file)), timeout=60))
    while not file.exists():
        await asyncio.sleep(0.02)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert await gone(int(file.read_text(encoding="utf-8")))


async def gone(pid: int) -> bool:
    """Whether the process ends within some seconds; an orphan may wait to be reaped."""
    status = Path(f"/proc/{pid}/status")
    for _ in range(200):
        if not status.exists() or "State:\tZ" in status.read_text(encoding="utf-8"):
            return True
        await asyncio.sleep(0.02)
    return False


async def test_a_missing_powershell_is_told() -> None:
    with pytest.raises(PowerShellUnusable) as caught:
        await ask(host(("/nowhere/powershell.exe",)), script("echo"), timeout=5)
    assert "sfc" in caught.value.advice


@pytest.mark.parametrize(("number", "words"), [(1260, "rule"), (5, "could not be started")])
async def test_a_forbidden_powershell_is_told(
    number: int, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuse(*argv: str, **options: Any) -> None:
        error = OSError("blocked by group policy")
        error.winerror = number  # type: ignore[attr-defined]
        raise error

    monkeypatch.setattr(asyncio, "create_subprocess_exec", refuse)
    with pytest.raises(PowerShellUnusable) as caught:
        await ask(host(), script("echo"), timeout=5)
    assert words in caught.value.brief


async def test_the_path_of_modules_is_not_handed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PSModulePath", "/opt/microsoft/powershell/7/Modules")
    program = (sys.executable, "-c", "import os; print('PSModulePath' in os.environ)")
    engine = LocalPowerShell(program, PosixTree())
    result = await engine.execute((), purpose="Asking", timeout=30)
    assert result.stdout.strip() == "False"


@pytest.mark.parametrize(("size", "folder"), [(8, "System32"), (4, "Sysnative")])
def test_powershell_is_taken_from_the_folder_that_windows_names(
    size: int, folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def place(buffer: Any, length: int) -> None:
        buffer.value = "D:\\Windows"[:length]

    kernel = SimpleNamespace(GetSystemWindowsDirectoryW=place)
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(kernel32=kernel), raising=False)
    monkeypatch.setattr(ctypes, "sizeof", lambda kind: size)
    monkeypatch.setenv("SystemRoot", "C:\\Users\\mallory")
    [program] = local_powershell()._program
    assert program == rf"D:\Windows\{folder}\WindowsPowerShell\v1.0\powershell.exe"


async def test_windows_ends_a_tree_by_its_own_program(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[tuple[str, ...]] = []
    real = asyncio.create_subprocess_exec
    process = await real(*FAKE, "-EncodedCommand", "x", stdin=asyncio.subprocess.PIPE)

    async def note(*argv: str, **options: Any) -> Any:
        started.append(argv)
        assert options.pop("creationflags") == 0x08000000
        return await real("true", **options)

    monkeypatch.setattr(asyncio, "create_subprocess_exec", note)
    await WindowsTree("C:\\Windows").end(process)
    pid = str(process.pid)
    assert started == [(r"C:\Windows\System32\taskkill.exe", "/T", "/F", "/PID", pid)]
    assert process.returncode is not None
    process._transport.close()  # type: ignore[attr-defined]
