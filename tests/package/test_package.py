"""The packaged program as its user has it: started from its folder, with the network cut off."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.testbed.offline import cut_off

PACKAGE = os.environ.get("EDGEWRIGHT_PACKAGE", "")
# A wizard that shows its first page on a simulated PC, until it is ended.
WINDOW = ("edgewright-gui", "--simulate", "happy-shop", "--state")

pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not PACKAGE, reason="EDGEWRIGHT_PACKAGE names no packaged program"),
]


def _run(*words: str, **more: Any) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    argv = [*cut_off(), str(Path(PACKAGE) / words[0]), *words[1:]]
    return subprocess.run(
        argv, capture_output=True, text=True, check=False, env=environment, timeout=250, **more
    )


@pytest.mark.parametrize("program", ["edgewright", "edgewright-gui"])
def test_it_finds_itself_whole(program: str) -> None:
    done = _run(program, "--self-check")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "FAILED" not in done.stdout


def test_a_broken_copy_is_known_as_such(tmp_path: Path) -> None:
    shutil.copytree(PACKAGE, tmp_path / "copy", symlinks=True)
    lost = tmp_path / "copy" / "_internal" / "resources" / "node" / "data-disk.sh"
    lost.unlink()
    program = tmp_path / "copy" / "edgewright"
    done = subprocess.run([program, "--self-check"], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "node/data-disk.sh" in done.stdout


@pytest.mark.parametrize("before", ["", "/opt/own/lib"])
def test_what_it_starts_has_the_libraries_of_the_system(tmp_path: Path, before: str) -> None:
    seen, stand_in = tmp_path / "seen", tmp_path / "qemu-system-x86_64"
    stand_in.write_text(f'#!/bin/sh\necho "<$LD_LIBRARY_PATH>" >{seen}\nexit 1\n')
    stand_in.chmod(0o755)
    environment = os.environ | {"PATH": f"{tmp_path}:{os.environ['PATH']}"}
    environment |= {"LD_LIBRARY_PATH": before} if before else {}
    program = [f"{PACKAGE}/edgewright", "check", "--state", str(tmp_path / "state")]
    subprocess.run(program, env=environment, capture_output=True, check=False, timeout=250)
    assert seen.read_text() == f"<{before}>\n"


def test_a_whole_installation_on_a_simulated_pc(tmp_path: Path) -> None:
    place = ("--simulate", "happy-shop", "--state", str(tmp_path / "state"))
    file = str(tmp_path / "cluster.yaml")
    for words in (
        ("new", *place, "-o", file),
        ("apply", *place, "-f", file, "--yes"),
    ):
        done = _run("edgewright", *words)
        assert done.returncode == 0, done.stderr
    done = _run("edgewright", "status", *place, "--format", "json")
    [status] = json.loads(done.stdout)
    assert status["state"] == "installed"


def test_the_window_opens_and_stays(tmp_path: Path) -> None:
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    argv = [*cut_off(), str(Path(PACKAGE) / WINDOW[0]), *WINDOW[1:], str(tmp_path)]
    with subprocess.Popen(
        argv, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as window:
        with pytest.raises(subprocess.TimeoutExpired):
            window.wait(timeout=10)
        window.terminate()
        said, _ = window.communicate()
    assert "Traceback" not in said
