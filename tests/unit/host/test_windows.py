"""Files of a Windows PC go through two scripts."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterable
from typing import Any

import pytest

from installer.host.base import Command, Result
from installer.host.windows import WindowsHost
from installer.host.windows_script import request, script_arguments


class Engine:
    """Answers as the two scripts do on a PC with these files."""

    def __init__(self, files: dict[str, bytes | None]) -> None:
        self.files = files
        self.asked: list[dict[str, Any]] = []
        self.closed = False

    async def execute(self, stdin: Iterable[bytes], *, purpose: str, timeout: float) -> Result:
        document = json.loads(b"".join(stdin))
        arguments = document["arguments"]
        self.asked.append(arguments)
        if "content" in arguments:
            self.files[arguments["path"]] = base64.b64decode(arguments["content"])
            result: dict[str, Any] = {"written": True}
        elif arguments["path"] not in self.files:
            result = {"state": "absent", "content": ""}
        else:
            content = self.files[arguments["path"]]
            text = base64.b64encode(content or b"").decode()
            result = {"state": "refused" if content is None else "read", "content": text}
        nonce = document["nonce"]
        answer = json.dumps({"ok": True, "result": result})
        return Result(0, f"<<BEGIN:{nonce}>>{answer}<<END:{nonce}>>")

    async def aclose(self) -> None:
        self.closed = True


@pytest.mark.parametrize("text", ["", "ä€😀\r\n", "x" * 100_000])
async def test_what_was_written_is_read(text: str) -> None:
    host = WindowsHost(Engine({}))
    await host.write_text(r"C:\a\b.txt", text)
    assert await host.read_text(r"C:\a\b.txt") == text


async def test_missing_and_refused_files_are_told_apart() -> None:
    host = WindowsHost(Engine({r"C:\closed": None}))
    with pytest.raises(FileNotFoundError):
        await host.read_text(r"C:\missing")
    with pytest.raises(PermissionError):
        await host.read_text(r"C:\closed")


@pytest.mark.parametrize(("mode", "private"), [(0o600, True), (0o700, True), (0o644, False)])
async def test_a_private_file_is_for_administrators_only(mode: int, *, private: bool) -> None:
    engine = Engine({})
    await WindowsHost(engine).write_text(r"C:\x", "x", mode=mode)
    assert engine.asked[0]["private"] is private


async def test_every_request_has_marks_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = Engine({r"C:\x": b"1"})
    seen: set[str] = set()
    real = request

    def note(command: Command, nonce: str) -> bytes:
        seen.add(nonce)
        assert script_arguments(command)["path"] == r"C:\x"
        return real(command, nonce)

    monkeypatch.setattr("installer.host.windows.request", note)
    host = WindowsHost(engine)
    await host.read_text(r"C:\x")
    await host.read_text(r"C:\x")
    await host.aclose()
    assert len(seen) == 2
    assert all(re.fullmatch(r"[0-9a-f]{32}", nonce) for nonce in seen)
    assert engine.closed
