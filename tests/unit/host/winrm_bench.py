"""A WinRM server and our side of it, for the tests of both."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from installer.clock import SystemClock
from installer.host.base import Command
from installer.host.windows import WindowsHost
from installer.host.windows_script import ask, windows_script
from installer.host.winrm import WinRmPowerShell
from installer.host.winrm_target import WinRmTarget
from tests.helpers.winrm_server.server import WinRmServer, serving

USER, PASSWORD = "ann", "pa55 wörd"
PATIENCE = 0.02


def know_users(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Where the NTLM of the server looks passwords up."""
    file = folder / "users"
    file.write_text(f":{USER}:{PASSWORD}\n", encoding="utf-8")
    monkeypatch.setenv("NTLM_USER_FILE", str(file))


def target_of(server: WinRmServer, **changes: Any) -> WinRmTarget:
    """The server as a target: without TLS, NTLM with encryption."""
    values = {"address": "127.0.0.1", "user": USER, "port": server.port, "tls": False, **changes}
    return WinRmTarget(**values)


@contextlib.asynccontextmanager
async def connected(target: WinRmTarget, password: str = PASSWORD) -> AsyncIterator[WindowsHost]:
    """The PC of a target as a host."""
    host = WindowsHost(WinRmPowerShell(target, password, SystemClock(), patience=PATIENCE))
    try:
        yield host
    finally:
        await host.aclose()


@contextlib.asynccontextmanager
async def bench(**options: Any) -> AsyncIterator[tuple[WinRmServer, WindowsHost]]:
    """A server and a host that talks to it."""
    with serving(users={USER: PASSWORD}, **options) as server:
        async with connected(target_of(server)) as host:
            yield server, host


def script(do: str, **arguments: Any) -> Command:
    """What the fake PowerShell shall do."""
    return windows_script("host/read-file", "Asking the PC", {"do": do, **arguments})


async def said(host: WindowsHost, do: str, *, timeout: float = 60, **arguments: Any) -> Any:
    """What the PC answers."""
    return await ask(host, script(do, **arguments), timeout=timeout)
