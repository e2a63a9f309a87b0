"""The bootstrap and the scripts in a real PowerShell, where one is found in PATH.

It is PowerShell 7, which is stricter than 5.1 in nothing that the scripts use; what only Windows
can show is in docs/windows-checklist.md.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from installer.errors import ScriptFailed
from installer.host.powershell import LocalPowerShell
from installer.host.process_tree import PosixTree
from installer.host.windows import WindowsHost
from installer.host.windows_script import ask, windows_script
from tests.helpers.powershell_source import SCRIPTS, scripts

PWSH = shutil.which("pwsh")
pytestmark = pytest.mark.skipif(PWSH is None, reason="no PowerShell in PATH")
PARSE = (
    "$found = $null; $null = [Management.Automation.Language.Parser]::ParseFile("
    "$args[0], [ref]$null, [ref]$found); ConvertTo-Json -InputObject @($found | % Message)"
)


@pytest.fixture
def host() -> WindowsHost:
    return WindowsHost(LocalPowerShell((PWSH or "",), PosixTree()))


async def test_a_file_is_written_and_read_again(host: WindowsHost, tmp_path: Path) -> None:
    path, text = tmp_path / "a b" / "'$(x) ä😀.txt", "ä€😀\r\n\u2028<<END:x>>'\"`$("
    await host.write_text(str(path), text)
    assert path.read_bytes() == text.encode()
    assert await host.read_text(str(path)) == text
    await host.write_text(str(path), "shorter")
    assert await host.read_text(str(path)) == "shorter"


async def test_a_missing_file_is_told(host: WindowsHost, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        await host.read_text(str(tmp_path / "missing"))


async def test_an_error_comes_with_its_words_and_line(host: WindowsHost, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    arguments = {"path": str(tmp_path / "file" / "x"), "content": "", "private": False}
    with pytest.raises(ScriptFailed) as caught:
        await ask(host, windows_script("host/write-file", "Writing", arguments), timeout=60)
    assert "host/write-file.ps1, line " in caught.value.details


@pytest.mark.parametrize("name", scripts())
def test_a_script_parses(name: str) -> None:
    path = str(SCRIPTS / f"{name}.ps1")
    argv = [PWSH or "", "-NoProfile", "-Command", f"& {{ {PARSE} }}", path]
    done = subprocess.run(argv, capture_output=True, text=True, check=True, timeout=120)
    assert json.loads(done.stdout) == []
