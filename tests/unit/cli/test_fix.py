"""`edgewright fix`: what it shows, asks and does."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from installer.cli.main import main
from installer.clock import VirtualClock
from installer.simulator.state import load_state

HOSTS = Path(__file__).parents[2] / "data" / "hosts"
REMEMBER = (
    "Write kvm_intel to /etc/modules-load.d/edgewright.conf, "
    "so that it is loaded at every start of the PC."
)
MODULE, GROUP = "77-kvm-module-not-loaded.json", "73-kvm-permission.json"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("installer.worlds.FastClock", lambda speed: VirtualClock())


def edgewright(folder: Path, host: str, *words: str) -> int:
    return main([*words, "--simulate", str(HOSTS / host), "--state", str(folder / "state")])


def offered(folder: Path, host: str, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    edgewright(folder, host, "check", "--format", "json")
    checks = json.loads(capsys.readouterr().out)["checks"]
    return {check["id"]: check["fix"] for check in checks}


def test_the_answer_of_check_names_the_fix(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = offered(tmp_path, MODULE, capsys)
    assert found.pop("kvm.module") == {
        "id": "load-kvm-module",
        "title": "Load the KVM module",
        "changes": [REMEMBER, "Load the kernel module kvm_intel now."],
        "needsAdmin": True,
        "needsRestart": False,
    }
    assert set(found.values()) == {None}
    assert offered(tmp_path, GROUP, capsys)["kvm.permission"]["needsRestart"] is True


@pytest.mark.parametrize("form", ["table", "html"])
def test_the_report_names_the_fix(
    form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert edgewright(tmp_path, MODULE, "check", "--format", form) == 3
    out = " ".join(capsys.readouterr().out.split())
    assert "edgewright fix load-kvm-module" in out
    assert out.count("edgewright fix") == 1
    assert ("<li>Load the kernel module kvm_intel now.</li>" in out) == (form == "html")


def test_fixes_are_listed_done_and_taken_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert edgewright(tmp_path, MODULE, "fix") == 0
    listed = capsys.readouterr().out
    assert "edgewright fix load-kvm-module" in listed
    assert "sudo modprobe kvm_intel" in listed
    assert edgewright(tmp_path, MODULE, "fix", "kvm.module", "--yes") == 0
    assert "This PC can run it." in capsys.readouterr().out
    assert edgewright(tmp_path, MODULE, "fix", "--format", "json") == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["available"] == []
    assert [entry["id"] for entry in answer["applied"]] == ["load-kvm-module"]
    assert edgewright(tmp_path, MODULE, "fix", "--undo", "load-kvm-module", "--yes") == 0
    capsys.readouterr()
    assert edgewright(tmp_path, MODULE, "check") == 3


def test_what_takes_effect_later_has_its_own_exit_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert edgewright(tmp_path, GROUP, "fix", "join-kvm-group", "--yes") == 4
    assert "Log out and in again" in capsys.readouterr().err
    # The next command runs in a new log-on.
    assert edgewright(tmp_path, GROUP, "check") == 0


def test_nothing_is_done_without_a_yes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert edgewright(tmp_path, MODULE, "fix", "kvm.module") == 6
    assert "--yes" in capsys.readouterr().err
    assert load_state(tmp_path / "state").pc.files == {}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nonsense",), "no fix and no check"),
        (("--undo",), "Name it"),
        (("--undo", "load-kvm-module"), "has changed nothing"),
        (("kvm.bios_disabled",), "nothing that the program could put right"),
    ],
)
def test_a_wrong_call_says_what_is_wrong(
    words: tuple[str, ...], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert edgewright(tmp_path, MODULE, "fix", *words) == 2
    assert said in " ".join(capsys.readouterr().err.split())


def test_a_pc_without_faults_has_nothing_to_list(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert edgewright(tmp_path, "116-good-linux.json", "fix") == 0
    assert "nothing on this PC" in " ".join(capsys.readouterr().out.split())
