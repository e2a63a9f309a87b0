"""Scripts that run in a node, run here with programs of our own in place of the node's."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from installer.resources import resource_path


def _run(
    folder: Path, script: str, programs: dict[str, str], **arguments: str
) -> subprocess.CompletedProcess[str]:
    for name, body in programs.items():
        program = folder / name
        program.write_text(f"#!/bin/sh\n{body}\n")
        program.chmod(0o700)
    return subprocess.run(
        ["sh", "-eu", resource_path(f"node/{script}.sh")],
        env={"PATH": f"{folder}:{os.environ['PATH']}", **arguments},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("units", "state", "said"),
    [
        ("", "active", "containerd active"),
        ("k3s.service", "active", "k3s active"),
        ("k3s-agent.service", "failed", "k3s-agent failed\nits last words"),
        ("", "inactive", "containerd inactive\nits last words"),
    ],
)
def test_the_container_service_is_named_with_its_state(
    tmp_path: Path, units: str, state: str, said: str
) -> None:
    systemctl = f"""
case $1 in
    list-unit-files) [ "$3" != "{units}" ] || echo "$3 enabled" ;;
    is-active) echo {state}; [ {state} = active ] ;;
esac"""
    ended = _run(
        tmp_path,
        "container-runtime",
        {"systemctl": systemctl, "journalctl": "echo its last words"},
    )
    assert (ended.returncode, ended.stdout.strip()) == (0, said)


def _disk(sizes: str, label: str) -> dict[str, str]:
    """A disk that shows one of these sizes each time it is asked, at last always the last."""
    return {
        "blockdev": f'set -- {sizes}; n=$(cat "$COUNT" 2>/dev/null || echo 1); '
        'echo $((n + 1)) >"$COUNT"; [ "$n" -le $# ] || n=$#; shift $((n - 1)); echo "$1"',
        "blkid": f"echo {label}",
        "sleep": ":",
        "resize2fs": 'echo "grown $1"',
    }


@pytest.mark.parametrize(
    ("sizes", "label", "code", "said"),
    [
        ("200", "edgewright-data", 0, "grown /dev/data"),
        ("100 100 200", "edgewright-data", 0, "grown /dev/data"),
        ("100", "edgewright-data", 3, "still sees 100 bytes of 200"),
        ("200", "somebody", 3, "not ours"),
    ],
)
def test_the_file_system_grows_when_the_node_sees_the_new_size(
    tmp_path: Path, sizes: str, label: str, code: int, said: str
) -> None:
    ended = _run(
        tmp_path,
        "grow-data-disk",
        _disk(sizes, label),
        DEVICE="/dev/data",
        SIZE="200",
        COUNT=str(tmp_path / "count"),
    )
    assert ended.returncode == code
    assert said in ended.stdout + ended.stderr
    assert ("grown" in ended.stdout) is (code == 0)
