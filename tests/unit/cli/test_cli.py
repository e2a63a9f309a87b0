"""The command line, as a user calls it, on simulated PCs."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from installer.cli.main import COMMANDS, main
from installer.clock import VirtualClock

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Call a command with a state folder of its own; returns code, output and error output."""
    # A clock that is only fast would let time limits pass while a busy PC does something else.
    monkeypatch.setattr("installer.worlds.FastClock", lambda speed: VirtualClock())
    monkeypatch.setenv("COLUMNS", "200")

    def call(*words: str, simulate: str | None = "happy-shop") -> tuple[int, str, str]:
        state = ["--state", str(tmp_path / "state")]
        world = ["--simulate", simulate] if simulate else []
        code = main([words[0], *state, *world, *words[1:]])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


@pytest.fixture
def cluster(tmp_path: Path, run: Run) -> Path:
    path = tmp_path / "cluster.yaml"
    assert run("new", "--name", "shop-1", "-o", str(path))[0] == 0
    return path


def test_from_new_to_destroy(run: Run, cluster: Path, tmp_path: Path) -> None:
    assert run("check", "-f", str(cluster))[0] == 0
    assert "shop-1" in run("validate", str(cluster))[1]
    assert "Set up the control plane" in run("plan", "-f", str(cluster))[1]
    code, out, _ = run("apply", "-f", str(cluster), "--yes")
    assert (code, "The cluster shop-1 is ready" in out) == (0, True)
    [status] = json.loads(run("status", "--format", "json")[1])
    assert (status["name"], status["ready"]) == ("shop-1", True)
    assert "edgewright-shop-1" in run("kubeconfig", "shop-1", "--print")[1]
    assert "shut down" in run("stop", "shop-1")[1]
    assert "run" in run("start", "shop-1")[1]
    config = ("sudo", "cat", "/etc/edgewright/kubeadm.yaml")
    assert "InitConfiguration" in run("ssh", "shop-1", "--", *config)[1]
    assert run("destroy", "shop-1", "--yes")[0] == 0
    assert "no cluster" in run("status")[1]
    assert not (tmp_path / "state" / "shop-1").exists()


def test_events_are_one_json_object_a_line(run: Run, cluster: Path) -> None:
    code, out, _ = run("apply", "-f", str(cluster), "--yes", "--progress", "json")
    events = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert [event["seq"] for event in events] == list(range(1, len(events) + 1))
    assert events[-1]["event"] == "RunFinished"


@pytest.mark.parametrize(
    ("scenario", "extra", "code"),
    [
        ("low-memory", (), 3),
        ("broken-step", ("--on-failure", "keep"), 1),
        ("broken-step", ("--on-failure", "undo"), 5),
        ("power-cut", (), 6),
        ("flaky-step", (), 0),
    ],
)
def test_the_exit_code_says_how_it_ended(
    run: Run, cluster: Path, scenario: str, extra: tuple[str, ...], code: int
) -> None:
    assert run("apply", "-f", str(cluster), "--yes", *extra, simulate=scenario)[0] == code


def test_after_a_power_cut_resume_finishes(run: Run, cluster: Path) -> None:
    assert run("apply", "-f", str(cluster), "--yes", simulate="power-cut")[0] == 6
    assert "resume shop-1" in run("status", simulate="power-cut")[1]
    assert run("resume", "shop-1", simulate="power-cut")[0] == 0


def test_a_failure_can_be_undone_later(run: Run, cluster: Path) -> None:
    words = ("apply", "-f", str(cluster), "--yes", "--on-failure", "keep")
    code, _, err = run(*words, simulate="broken-step")
    assert code == 1
    assert "What to do:" in err
    assert "API server did not become healthy" in err
    assert run("undo", "shop-1", simulate="broken-step")[0] == 0


def test_nothing_is_done_when_nobody_can_say_yes(run: Run, cluster: Path, tmp_path: Path) -> None:
    code, _, err = run("apply", "-f", str(cluster))
    assert (code, "--yes" in err) == (6, True)
    assert not (tmp_path / "state" / "shop-1").exists()


def test_an_invalid_file_names_place_and_remedy(run: Run, cluster: Path) -> None:
    document = yaml.safe_load(cluster.read_text())
    document["spec"]["nodes"][0]["memroy"] = "4GiB"
    cluster.write_text(yaml.safe_dump(document))
    code, _, err = run("validate", str(cluster))
    assert code == 2
    assert "spec.nodes[0].memroy" in err
    assert "memory" in err


@pytest.mark.parametrize(
    "words",
    [
        ("resume", "nobody"),
        ("undo", "nobody"),
        ("destroy", "nobody", "--yes"),
        ("status", "nobody"),
        ("kubeconfig", "nobody"),
        ("ssh", "nobody"),
        ("start", "nobody"),
        ("stop", "nobody"),
        ("resume", "../../etc"),
    ],
)
def test_an_unknown_cluster_is_said_and_nothing_is_made(
    run: Run, tmp_path: Path, words: tuple[str, ...]
) -> None:
    assert run(*words)[0] == 2
    assert not (tmp_path / "state" / words[1]).exists()


def test_a_simulated_cluster_never_gets_into_the_users_kubeconfig(
    run: Run, cluster: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "config"
    monkeypatch.setenv("KUBECONFIG", str(own))
    run("apply", "-f", str(cluster), "--yes")
    assert run("kubeconfig", "shop-1", "--merge")[0] == 2
    assert not own.exists()


def test_an_existing_file_is_not_overwritten(run: Run, cluster: Path) -> None:
    before = cluster.read_text()
    assert run("new", "-o", str(cluster))[0] == 2
    assert cluster.read_text() == before


def test_check_speaks_json(run: Run) -> None:
    code, out, _ = run("check", "--format", "json", simulate="low-memory")
    report = json.loads(out)
    assert (code, report["eligible"]) == (3, "no")
    failing = {check["id"] for check in report["checks"] if check["verdict"] == "fail"}
    assert failing == {"host.memory"}
    assert all(check["remedy"] for check in report["checks"] if check["verdict"] == "fail")


def test_the_demo_leaves_nothing_behind(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    before = sorted(tmp_path.rglob("*"))
    assert main(["demo", "--progress", "plain"]) == 0
    assert "ready" in capsys.readouterr().out
    assert sorted(tmp_path.rglob("*")) == before


def test_every_command_of_the_help_exists(capsys: pytest.CaptureFixture[str]) -> None:
    for command in COMMANDS:
        with pytest.raises(SystemExit) as ended:
            main([command, "--help"])
        assert ended.value.code == 0
        assert command in capsys.readouterr().out


@pytest.mark.parametrize(("answer", "code"), [("retry", 0), ("u", 5), ("keep", 1), ("", 1)])
def test_whoever_is_at_the_terminal_decides_what_becomes_of_a_failure(
    run: Run,
    cluster: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    answer: str,
    code: int,
) -> None:
    once = tmp_path / "once.yaml"
    once.write_text("title: fails once\nfaults: [{at: job kubeadm-init, error: failed}]\n")
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("builtins.input", lambda prompt: answer)
    words = ("apply", "-f", str(cluster), "--yes", "--progress", "plain")
    ended, out, err = run(*words, simulate=str(once))
    assert ended == code
    assert "A set-up command failed" in err
    assert out.count("install shop-1") == 1
