"""The window is there at once, because it loads only what its first page needs."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from installer.engine.slow_imports import LIBRARIES, load_slow_libraries

# Slow to import; each is loaded where it is used.
SLOW = ("asyncssh", "cryptography", "keyring", "kubernetes", "pycdlib", "qemu.qmp", "winrm")
CODE = "import gui.app, json, sys; print(json.dumps(sorted(sys.modules)))"


@pytest.fixture(scope="module")
def loaded() -> list[str]:
    """The modules that a start of the window has loaded."""
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True)
    found: list[str] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("name", SLOW)
def test_a_start_loads_no_slow_library(loaded: list[str], name: str) -> None:
    assert name not in loaded


def test_a_start_loads_one_page_at_most(loaded: list[str]) -> None:
    assert "gui.wizard.window" in loaded
    assert [m for m in loaded if m.startswith("gui.wizard.") and m.endswith("_page")] == []
    assert [m for m in loaded if m.startswith("gui.console")] == []


async def test_they_are_loaded_ahead_of_an_installation() -> None:
    await load_slow_libraries()
    assert set(LIBRARIES) <= sys.modules.keys()
