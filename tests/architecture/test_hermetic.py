"""The rules of conftest.py can fail: no network, nothing left running, no warning."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.source import ROOT
from tests.conftest import GUARD, NetworkGuard, NetworkUsed, is_loopback

ELSEWHERE = "192.0.2.1"  # RFC 5737: an address of nobody
UNTIDY = """
import asyncio, threading, warnings

async def test_task():
    asyncio.get_running_loop().create_task(asyncio.sleep(30), name="left")

def test_thread():
    threading.Thread(target=threading.main_thread().join).start()

def test_warning():
    warnings.warn("x")

async def test_tidy():
    await asyncio.to_thread(int)
"""


def test_another_machine_cannot_be_reached() -> None:
    with socket.socket() as plain, pytest.raises(NetworkUsed):
        plain.connect((ELSEWHERE, 9))
    with pytest.raises(NetworkUsed):
        socket.getaddrinfo("example.org", 443)
    assert len(GUARD.refused) == 2
    GUARD.refused.clear()


def test_this_machine_can_be_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()


def test_a_sleeping_guard_refuses_nothing() -> None:
    guard = NetworkGuard()
    guard.audit("socket.connect", (None, (ELSEWHERE, 9)))
    assert guard.refused == []


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("127.0.0.1", True),
        ("::1", True),
        ("localhost", True),
        (b"127.8.9.1", True),
        ("10.0.2.2", False),
        ("fe80::1%eth0", False),
        ("example.org", False),
    ],
)
def test_loopback_is_told_from_other_machines(host: str | bytes, *, expected: bool) -> None:
    assert is_loopback(host) is expected


def test_the_home_folder_is_a_temporary_one(tmp_path: Path) -> None:
    assert Path.home() == tmp_path / "home"


def test_a_task_a_thread_and_a_warning_are_not_tolerated(tmp_path: Path) -> None:
    shutil.copy(ROOT / "tests" / "conftest.py", tmp_path)
    (tmp_path / "test_untidy.py").write_text(UNTIDY, encoding="utf-8")
    pytest_here = [sys.executable, "-m", "pytest", "-q", "-c", str(ROOT / "pyproject.toml")]
    argv = [*pytest_here, "--rootdir", str(tmp_path), "-p", "no:cacheprovider", str(tmp_path)]
    done = subprocess.run(argv, cwd=tmp_path, capture_output=True, text=True, check=False)
    last = done.stdout.splitlines()[-1]
    assert last.startswith("1 failed, 3 passed, 2 errors"), done.stdout + done.stderr
    assert "tasks left behind: ['left']" in done.stdout
    assert "threads left behind" in done.stdout
