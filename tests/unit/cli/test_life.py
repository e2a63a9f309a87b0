"""The commands for an installed cluster, as a user calls them, on simulated PCs."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from installer.cli.main import main
from installer.clock import VirtualClock

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Call a command in a world where the cluster shop-1 is installed."""
    monkeypatch.setattr("installer.worlds.FastClock", lambda speed: VirtualClock())
    monkeypatch.setenv("COLUMNS", "200")

    def call(*words: str) -> tuple[int, str, str]:
        world = ["--simulate", "happy-shop", "--state", str(tmp_path / "state")]
        code = main([words[0], *world, *words[1:]])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    file = str(tmp_path / "cluster.yaml")
    assert call("new", "--name", "shop-1", "-o", file)[0] == 0
    assert call("apply", "-f", file, "--yes", "--progress", "plain")[0] == 0
    return call


def test_status_of_one_cluster_shows_every_rung(run: Run) -> None:
    code, out, _ = run("status", "shop-1")
    assert code == 0
    rungs = ("Virtual machine", "SSH", "containerd", "Kubernetes API", "CoreDNS")
    assert [word for word in rungs if word not in out] == []
    assert "not looked at" not in out
    assert "Virtual machine" not in run("status")[1]


def test_status_of_a_stopped_cluster_says_why_and_what_to_do(run: Run) -> None:
    run("stop", "shop-1")
    out = run("status", "shop-1")[1]
    assert "The virtual machine does not run." in out
    assert "What to do: Run `edgewright start shop-1`." in out
    assert out.count("not looked at") == 5
    [status] = json.loads(run("status", "shop-1", "--format", "json")[1])
    [ladder] = status["ladders"]
    assert [rung["state"] for rung in ladder["rungs"]] == ["failed", *["not looked at"] * 5]


def test_restart_says_that_the_nodes_run_again(run: Run) -> None:
    code, out, _ = run("restart", "shop-1")
    assert (code, "run again" in out) == (0, True)


def test_resize_says_what_the_node_has_then(run: Run) -> None:
    code, out, _ = run("resize", "shop-1", "--data-disk", "40GiB", "--cpus", "3")
    assert code == 0
    assert "has 3 processors" in out
    assert "data disk of 40GiB" in out
    assert "Growing the file system" in out
    code, _, err = run("resize", "shop-1", "--data-disk", "30GiB")
    assert code == 2
    assert "cannot become smaller" in err


@pytest.mark.parametrize(
    "words",
    [
        ("resize", "shop-1"),
        ("snapshot", "shop-1", "take"),
        ("snapshot", "shop-1", "return", "nowhere", "--yes"),
    ],
)
def test_a_command_that_says_too_little_is_refused(run: Run, words: tuple[str, ...]) -> None:
    code, _, err = run(*words)
    assert code == 2
    assert "What to do:" in err


@pytest.mark.parametrize("size", ["large", "-3GiB"])
def test_a_size_that_is_none_is_refused(run: Run, size: str) -> None:
    with pytest.raises(SystemExit) as ended:
        run("resize", "shop-1", f"--data-disk={size}")
    assert ended.value.code == 2


def test_a_snapshot_from_take_to_delete(run: Run) -> None:
    assert "no snapshot" in run("snapshot", "shop-1", "list")[1]
    code, out, _ = run("snapshot", "shop-1", "take", "before")
    assert (code, "holds all disks" in out) == (0, True)
    assert "whole" in run("snapshot", "shop-1", "list")[1]
    [held] = json.loads(run("snapshot", "shop-1", "list", "--format", "json")[1])
    assert (held["label"], held["whole"]) == ("before", True)
    code, out, _ = run("snapshot", "shop-1", "return", "before", "--yes")
    assert (code, "as it was" in out) == (0, True)
    assert run("snapshot", "shop-1", "delete", "before")[0] == 0
    assert run("destroy", "shop-1", "--yes")[0] == 0


@pytest.mark.parametrize(("answer", "code"), [("yes", 0), ("no", 6), ("", 6)])
def test_a_return_asks_and_says_what_is_lost(
    run: Run, monkeypatch: pytest.MonkeyPatch, answer: str, code: int
) -> None:
    asked: list[str] = []

    def reply(prompt: str) -> str:
        asked.append(prompt)
        return answer

    run("snapshot", "shop-1", "take", "before")
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("builtins.input", reply)
    assert run("snapshot", "shop-1", "return", "before")[0] == code
    assert "EVERYTHING that was stored in the cluster since then is lost" in asked[0]


def test_nobody_there_to_say_yes_means_no(run: Run) -> None:
    run("snapshot", "shop-1", "take", "before")
    code, _, err = run("snapshot", "shop-1", "return", "before")
    assert (code, "--yes" in err) == (6, True)
