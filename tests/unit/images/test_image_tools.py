"""How the builder's programs are run: their errors are ours, and none outlives its build."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest

from installer.errors import CommandFailed, CommandTimeout, MissingTool
from installer.images import image_tools
from installer.images.image_tools import find_tool, run_tool


async def test_what_a_program_prints_is_returned_and_its_input_reaches_it() -> None:
    program = "import sys; print(sys.stdin.read().upper()); print('err', file=sys.stderr)"
    output = await run_tool((sys.executable, "-c", program), purpose="Shouting", stdin="hello")
    assert output.split() == ["HELLO", "err"]


async def test_a_failed_program_is_quoted() -> None:
    argv = (sys.executable, "-c", "print('no room'); raise SystemExit(3)")
    with pytest.raises(CommandFailed, match="Writing failed") as caught:
        await run_tool(argv, purpose="Writing")
    assert caught.value.returncode == 3
    assert "no room" in caught.value.details


def test_a_missing_program_names_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(image_tools, "_SYSTEM_FOLDERS", ())
    monkeypatch.setenv("PATH", "")
    with pytest.raises(MissingTool) as caught:
        find_tool("mkfs.ext4")
    assert "e2fsprogs" in caught.value.advice


async def test_a_program_may_not_take_longer_than_it_is_given() -> None:
    with pytest.raises(CommandTimeout, match="Waiting took too long"):
        await run_tool(
            (sys.executable, "-c", "import time; time.sleep(60)"), purpose="Waiting", timeout=0.2
        )


async def test_a_cancelled_build_ends_the_program_with_its_children(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    program = (
        "import os, subprocess, sys; from pathlib import Path;"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']);"
        f"Path({str(note)!r}).with_suffix('.new').write_text(str(child.pid));"
        f"os.rename({str(note)!r} + '.new', {str(note)!r}); child.wait()"
    )
    running = asyncio.create_task(run_tool((sys.executable, "-c", program), purpose="Waiting"))
    while not note.exists():
        await asyncio.sleep(0.01)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    child = int(note.read_text())
    async with asyncio.timeout(5):
        while _runs(child):
            await asyncio.sleep(0.01)


def _runs(pid: int) -> bool:
    """Whether the process is more than an entry that nobody has collected yet."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"
