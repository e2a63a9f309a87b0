"""Whatever comes back over WinRM: an answer, or one of our own errors, and never a hang.

500 broken replies in the normal run, 10,000 in `dev.py test --long`.  The real pywinrm reads them.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from installer.errors import EdgewrightError
from tests.fuzz.mutator import ODD, Mutator
from tests.helpers.long import LONG, count
from tests.helpers.winrm_server.programs import InstantProgram
from tests.helpers.winrm_server.shells import Trouble
from tests.unit.host.winrm_bench import bench, know_users, said

COUNT = count(500, 10_000)
# What makes XML endless, wide or foreign.
XML = (
    b"<!DOCTYPE a [<!ENTITY b 'cccccccccccccccccccc'>]>",
    b"<![CDATA[",
    b"&lt;",
    b"&#0;",
    b'<rsp:CommandState State="x/CommandState/Done"/>',
    b"<rsp:ExitCode>x</rsp:ExitCode>",
    b"<html>502 Bad Gateway</html>",
)

pytestmark = pytest.mark.timeout(7200 if LONG else 300)


class Breaking(Mutator):
    """Breaks each reply with a chance, so that some come through and lead to the next action."""

    def __init__(self) -> None:
        super().__init__([*ODD, *XML], "$.^", seed=7)
        self.broken = 0

    def reply(self, sound: bytes) -> bytes:
        """The reply, or what is left of it."""
        if self._random.random() < 0.5:
            return sound
        self.broken += 1
        return self._broken(sound)


def answer(data: bytes) -> tuple[list[tuple[str, bytes]], int]:
    nonce = data.partition(b'"nonce": "')[2][:32].decode()
    text = f'<<BEGIN:{nonce}>>{{"ok": true, "result": {{"a": 1}}}}<<END:{nonce}>>'.encode()
    return [("stderr", b"#< CLIXML"), ("stdout", text[:30]), ("stdout", text[30:])], 0


async def test_broken_replies(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    know_users(monkeypatch, tmp_path)
    breaking, outcomes, mute = Breaking(), Counter[str](), 0
    trouble = Trouble(mutate=breaking.reply, most_shells=10**6)
    async with bench(runner=lambda line: InstantProgram(answer), trouble=trouble) as (_, host):
        while breaking.broken < COUNT:
            try:
                outcomes[str(await said(host, "echo", timeout=5))] += 1
            except EdgewrightError as error:
                outcomes[error.code] += 1
                mute += not (error.code and error.advice) or len(error.details) > 6000
        trouble.mutate = None
        assert await said(host, "echo") == {"a": 1}
    assert not mute
    assert outcomes["{'a': 1}"], "nothing came through"
    assert outcomes["host.unreachable"] > COUNT // 20
