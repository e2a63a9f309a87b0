"""What holds for every test: no network, no trace in the home folder, nothing left running.

Tests marked `qemu` or `real` drive the machine itself and are free of the first rule.
"""

from __future__ import annotations

import asyncio
import inspect
import ipaddress
import os
import sys
import threading
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest

# No test ever reaches the keyring of whoever runs it.
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"

# Repeatable, without a clock, and without a database in the tree.
hypothesis.settings.register_profile(
    "edgewright", deadline=None, derandomize=True, database=None, max_examples=60
)
hypothesis.settings.load_profile("edgewright")


class NetworkUsed(AssertionError):
    """A hermetic test reached for another machine."""


class NetworkGuard:
    """Refuses sockets to other machines while `active`; remembers what was refused.

    The interpreter reports every connection to its audit hooks, whichever library opens it.
    """

    def __init__(self) -> None:
        self.active = False
        self.refused: list[str] = []

    def audit(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Look at one event of the interpreter."""
        if not self.active:
            return
        if event in {"socket.connect", "socket.sendto", "socket.sendmsg"}:
            address = arguments[1]
            host = address[0] if isinstance(address, tuple) else None
        elif event == "socket.getaddrinfo" and not is_address(arguments[0]):
            host = arguments[0]  # a name, for which a name server would be asked
        else:
            return
        if host is not None and not is_loopback(host):
            self.refused.append(f"{event} {host}")
            raise NetworkUsed(self.refused[-1])


def is_loopback(host: str | bytes) -> bool:
    """Whether a host name or address is this machine by itself."""
    name = host.decode() if isinstance(host, bytes) else host
    if not is_address(name):
        return name in {"", "localhost"}
    address = ipaddress.ip_address(name.partition("%")[0])
    return address.is_loopback or address.is_unspecified


def is_address(host: str | bytes | None) -> bool:
    """Whether a host is given by its number."""
    name = host.decode() if isinstance(host, bytes) else host or ""
    try:
        ipaddress.ip_address(name.partition("%")[0])
    except ValueError:
        return False
    return True


GUARD = NetworkGuard()
sys.addaudithook(GUARD.audit)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Coroutine tests get the watch over their tasks, first in and last out."""
    for item in items:
        if isinstance(item, pytest.Function) and inspect.iscoroutinefunction(item.function):
            item.fixturenames.insert(0, "no_dangling_task")


@pytest.fixture
async def no_dangling_task() -> AsyncIterator[None]:
    """Fails a test that leaves a task behind in its event loop."""
    before = asyncio.all_tasks()
    yield
    left = [t for t in asyncio.all_tasks() - before if t is not asyncio.current_task()]
    assert not left, f"tasks left behind: {[task.get_name() for task in left]}"


@pytest.fixture(autouse=True)
def no_dangling_thread() -> Iterator[None]:
    """Fails a test that leaves a thread behind which would keep the program alive."""
    before = set(threading.enumerate())
    yield
    # The pool of an event loop (`asyncio_0`) ends with the loop, which is closed after this.
    left = [t for t in set(threading.enumerate()) - before if not t.daemon]
    left = [thread for thread in left if not thread.name.startswith("asyncio_")]
    assert not left, f"threads left behind: {[thread.name for thread in left]}"


@pytest.fixture(autouse=True)
def hermetic(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """Own state folders for every test; and no network, unless it drives real machines."""
    for name in ("STATE", "DATA", "CONFIG"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / "home" / name.lower()))
    if request.node.get_closest_marker("qemu") or request.node.get_closest_marker("real"):
        yield
        return
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home" / "cache"))
    GUARD.refused.clear()
    GUARD.active = True
    yield
    GUARD.active = False
    assert not GUARD.refused, f"the network was used: {GUARD.refused}"
