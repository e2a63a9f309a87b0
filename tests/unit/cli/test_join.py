"""The commands for nodes of another PC, as their user calls them; two simulated PCs."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from installer.cli import passphrase
from installer.cli.main import main
from installer.clock import VirtualClock
from tests.helpers.two_pcs import PASSPHRASE, first_pc, pc_with_bridge, second_pc

Run = Callable[..., int]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Call a command on the PC `one` or `two`, in a folder with both cluster files."""
    monkeypatch.setattr("installer.worlds.FastClock", lambda speed: VirtualClock())
    # scrypt takes half a second at its real cost.
    monkeypatch.setattr("installer.engine.join_seal._COST", 2**10)
    monkeypatch.delenv(passphrase.VARIABLE, raising=False)
    monkeypatch.chdir(tmp_path)
    scenario = pc_with_bridge().model_dump(mode="json", include={"title", "pc"})
    Path("pc.yaml").write_text(yaml.safe_dump(scenario))
    Path("one.yaml").write_text(first_pc().to_yaml())
    Path("two.yaml").write_text(second_pc().to_yaml())
    Path("words").write_text(f"{PASSPHRASE}\n")

    def call(pc: str, *words: str) -> int:
        world = ("--simulate", "pc.yaml", "--state", pc)
        return main([words[0], *world, *words[1:]])

    return call


@pytest.fixture
def begun(run: Run, capsys: pytest.CaptureFixture[str]) -> Run:
    """The same, with the cluster of the first PC."""
    assert run("one", "apply", "-f", "one.yaml", "--yes", "--progress", "plain") == 0
    capsys.readouterr()
    return run


def _listed(run: Run, capsys: pytest.CaptureFixture[str]) -> Any:
    capsys.readouterr()
    assert run("one", "join-file", "demo", "--list", "--format", "json") == 0
    return json.loads(capsys.readouterr().out)


def test_a_worker_joins_with_the_file_and_goes_again(
    begun: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("--passphrase-file", "words")
    assert begun("one", "join-file", "demo", "--role", "worker", *words) == 0
    said = capsys.readouterr().out
    assert "--join demo-worker.join" in said
    assert Path("demo-worker.join").stat().st_mode & 0o077 == 0
    join = ("--yes", "--join", "demo-worker.join", *words)
    assert begun("two", "apply", "-f", "two.yaml", *join) == 0
    said = capsys.readouterr().out
    assert "The cluster demo is ready" in said
    # A PC with workers only has no access file, so nobody is sent to one.
    assert "kubeconfig" not in said
    assert begun("two", "status", "demo") == 0
    assert "demo  ready" in capsys.readouterr().out
    assert begun("two", "destroy", "demo", "--yes") == 0
    said = capsys.readouterr().out
    assert "The nodes of demo" in said
    assert "edgewright forget-node demo till-2" in said


def test_a_cluster_file_for_the_other_pc_is_written_from_the_join_file(
    begun: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("--passphrase-file", "words")
    assert begun("one", "join-file", "demo", "--role", "worker", *words) == 0
    assert "edgewright new --join demo-worker.join" in capsys.readouterr().out
    join = ("--join", "demo-worker.join", *words)
    assert begun("two", "new", *join, "-o", "new.yaml") == 0
    assert begun("two", "apply", "-f", "new.yaml", "--yes", *join) == 0


def test_files_are_listed_and_each_is_revoked_alone(
    begun: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    assert begun("one", "join-file", "demo", "--list") == 0
    assert "No join file was made" in capsys.readouterr().out
    for name, valid in (("a.join", "90m"), ("b.join", "7d")):
        made = ("--role", "worker", "--valid", valid, "-o", name, "--passphrase-file", "words")
        assert begun("one", "join-file", "demo", *made) == 0
    first, second = _listed(begun, capsys)
    assert begun("one", "join-file", "demo", "--revoke", first["ident"]) == 0
    states = {file["ident"]: file["state"] for file in _listed(begun, capsys)}
    assert states == {first["ident"]: "revoked", second["ident"]: "valid"}
    assert begun("one", "join-file", "demo", "--list") == 0
    assert "revoked" in capsys.readouterr().out
    assert begun("one", "join-file", "demo", "--revoke", "nobody") == 2


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("wrong words of no sense\n", "join.locked"),
        ("short\n", "join.locked"),
        (None, "usage"),
    ],
)
def test_without_the_right_passphrase_nothing_is_begun(
    begun: Run, capsys: pytest.CaptureFixture[str], content: str | None, code: str
) -> None:
    made = ("--role", "worker", "-o", "a.join", "--passphrase-file", "words")
    assert begun("one", "join-file", "demo", *made) == 0
    if content is not None:
        Path("other").write_text(content)
    join = ("--join", "a.join", "--passphrase-file", "other")
    assert begun("two", "apply", "-f", "two.yaml", "--yes", *join) == 2
    assert f"[{code}]" in capsys.readouterr().err
    assert not Path("two", "demo").exists()


@pytest.mark.parametrize("name", ["two.yaml", "missing.join", "."])
def test_what_is_no_join_file_is_refused_before_anybody_is_asked(
    run: Run, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    assert run("two", "apply", "-f", "two.yaml", "--yes", "--join", name) == 2
    said = capsys.readouterr().err
    assert "[join.unreadable]" in said or "cannot be read" in said
    assert "assphrase" not in said


def test_a_file_with_a_short_passphrase_or_of_a_taken_name_is_not_made(
    begun: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("short").write_text("short")
    made = ("join-file", "demo", "--role", "worker", "--passphrase-file")
    assert begun("one", *made, "short") == 2
    assert "12 characters" in capsys.readouterr().err
    assert begun("one", *made, "words", "-o", "two.yaml") == 2
    assert begun("one", *made, "words", "-o", "nowhere/x/y.join") == 0
    assert [file["state"] for file in _listed(begun, capsys)] == ["valid"]


def test_a_file_that_cannot_be_written_is_revoked_by_its_id(
    begun: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    made = ("--role", "worker", "--passphrase-file", "words", "-o", "one.yaml/x.join")
    assert begun("one", "join-file", "demo", *made) == 2
    said = capsys.readouterr().err
    [held] = _listed(begun, capsys)
    assert f"--revoke {held['ident']}" in " ".join(said.split())


def test_the_passphrase_is_typed_twice_for_a_new_file_and_once_to_open_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    typed = iter([PASSPHRASE, PASSPHRASE, PASSPHRASE, "another", PASSPHRASE])
    monkeypatch.delenv(passphrase.VARIABLE, raising=False)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("getpass.getpass", lambda _: next(typed))
    assert passphrase.read_passphrase(None, new=True) == PASSPHRASE
    with pytest.raises(Exception, match="differ"):
        passphrase.read_passphrase(None, new=True)
    assert passphrase.read_passphrase(None, new=False) == PASSPHRASE


def test_programs_give_the_passphrase_by_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(passphrase.VARIABLE, PASSPHRASE)
    assert passphrase.read_passphrase(None, new=True) == PASSPHRASE


def test_no_option_takes_the_passphrase_itself(capsys: pytest.CaptureFixture[str]) -> None:
    for command in ("apply", "resume", "join-file"):
        with pytest.raises(SystemExit):
            main([command, "--help"])
        options = [word for word in capsys.readouterr().out.split() if word.startswith("[--pass")]
        assert options == ["[--passphrase-file"]


@pytest.mark.parametrize("text", ["0h", "24", "h", "-3h", "1.5h", "3x", ""])
def test_a_time_is_a_number_with_its_unit(capsys: pytest.CaptureFixture[str], text: str) -> None:
    with pytest.raises(SystemExit):
        main(["join-file", "demo", "--role", "worker", f"--valid={text}"])
    assert "no time such as 90m" in capsys.readouterr().err


def test_a_node_of_nobody_is_not_forgotten(begun: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert begun("one", "forget-node", "demo", "till-7") == 2
    assert "knows no node till-7" in capsys.readouterr().err
