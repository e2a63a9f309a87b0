"""Commands on this PC, for real."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from installer.errors import CommandFailed, CommandTimeout, MissingTool
from installer.host.base import Command, checked
from installer.host.local import LocalHost


def _sh(script: str, stdin: bytes | None = None) -> Command:
    return Command(argv=("sh", "-c", script), purpose="The test", stdin=stdin)


async def test_output_code_and_errors_come_back() -> None:
    result = await LocalHost().run(_sh("cat; echo wrong >&2; exit 3", b"hello"), timeout=10)
    assert (result.returncode, result.stdout, result.stderr) == (3, "hello", "wrong\n")


async def test_arguments_are_never_taken_apart() -> None:
    odd = "a b; $(touch x) 'quote' \"double\" \\ *"
    command = Command(argv=("printf", "%s", odd), purpose="The test")
    assert (await LocalHost().run(command, timeout=10)).stdout == odd


async def test_a_program_that_is_not_there_is_named() -> None:
    with pytest.raises(MissingTool, match="no-such-program"):
        await LocalHost().run(Command(argv=("no-such-program",), purpose="x"), timeout=10)


async def test_the_whole_process_tree_ends_at_the_time_limit(tmp_path: Path) -> None:
    pid_file, limit = tmp_path / "pid", 0.5
    pid_file.touch()
    while not pid_file.read_text():
        limit *= 2  # a busy PC needs longer to come as far as the file
        with pytest.raises(CommandTimeout):
            await LocalHost().run(_sh(f"sleep 600 & echo $! >{pid_file}; wait"), timeout=limit)
    async with asyncio.timeout(60):
        while _lives(int(pid_file.read_text())):
            await asyncio.sleep(0.01)


def _lives(pid: int) -> bool:
    """A killed child may still wait for its new parent to collect it: that is no life."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False
    return stat.rsplit(")", 1)[1].split()[0] not in "ZX"


async def test_a_failing_command_tells_its_own_words() -> None:
    with pytest.raises(CommandFailed) as caught:
        await checked(LocalHost(), _sh("echo no room >&2; exit 7"), timeout=10)
    assert "no room" in caught.value.details
    assert "ended with code 7" in caught.value.details


async def test_a_file_is_written_and_read(tmp_path: Path) -> None:
    host, path = LocalHost(), str(tmp_path / "a" / "b.conf")
    await host.write_text(path, "text", mode=0o640)
    assert await host.read_text(path) == "text"
    assert Path(path).stat().st_mode & 0o777 == 0o640


async def test_what_runs_as_root_is_waited_for_when_it_takes_too_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refused(group: int, number: int) -> None:
        raise PermissionError

    monkeypatch.setattr("installer.host.local.os.killpg", refused)
    with pytest.raises(CommandTimeout):
        await LocalHost().run(Command(argv=("sleep", "0.2"), purpose="Waiting"), timeout=0.01)
