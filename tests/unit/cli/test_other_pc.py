"""`edgewright check --host`: a PC in the next room is judged over the real protocol."""

from __future__ import annotations

import ctypes
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from installer.cli.main import main
from installer.facts.base import Platform
from installer.host.credentials import CredentialStore
from installer.host.windows import WindowsHost
from installer.simulator.windows_description import SimulatedWindows
from installer.worlds import real_world
from tests.helpers.winrm_server.certificates import Certificates, make_certificates
from tests.helpers.winrm_server.facts import facts_runner
from tests.helpers.winrm_server.server import WinRmServer, serving
from tests.unit.host.winrm_bench import PASSWORD, USER, know_users

FACT_SCRIPTS = set(SimulatedWindows.model_fields) - {"constrained"}
REFERENCE = "shop-1/pc-7"


@pytest.fixture
def certificates(tmp_path: Path) -> Certificates:
    return make_certificates(tmp_path)


@pytest.fixture(autouse=True)
def stored(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    know_users(monkeypatch, tmp_path)
    monkeypatch.setattr("installer.api.aks_edge.user_keyring", lambda: None)
    CredentialStore(tmp_path / "state", None).put(REFERENCE, PASSWORD)


@pytest.fixture
def server(request: pytest.FixtureRequest, certificates: Certificates) -> Iterator[WinRmServer]:
    pc = SimulatedWindows.model_validate(getattr(request, "param", {}))
    runner = facts_runner(pc)
    with serving(users={USER: PASSWORD}, runner=runner, certificate=certificates.server) as server:
        yield server


def check(server: WinRmServer, tmp_path: Path, fingerprint: str, *more: str) -> int:
    address = f"winrm://{USER}@127.0.0.1:{server.port}?fingerprint={fingerprint}"
    options = ["--state", str(tmp_path / "state"), "--format", "json", *more]
    return main(["check", "--host", address, *options])


def failing(text: str) -> dict[str, Any]:
    report = json.loads(text)
    return {c["id"]: c for c in report["checks"] if c["verdict"] not in ("pass", "skip")}


def test_a_good_pc_is_judged_and_left_as_it_was(
    server: WinRmServer, tmp_path: Path, certificates: Certificates, capsys: Any
) -> None:
    assert check(server, tmp_path, certificates.fingerprint, "--credential", REFERENCE) == 0
    assert failing(capsys.readouterr().out) == {}
    assert server.shells.shells == {}, "a shell was left behind"
    # Each script once, though many facts read its answer.
    assert len(server.shells.lines) == len(FACT_SCRIPTS)
    assert not any(PASSWORD in line for line in server.shells.lines)


@pytest.mark.parametrize(
    ("server", "expected"),
    [
        ({"hyperv": {"features": {"Microsoft-Hyper-V": 2}}}, "hyperv.feature"),
        ({"constrained": True}, "ps.constrained_language"),
    ],
    indirect=["server"],
)
def test_what_is_wrong_there_is_found(
    server: WinRmServer, expected: str, tmp_path: Path, certificates: Certificates, capsys: Any
) -> None:
    assert check(server, tmp_path, certificates.fingerprint, "--credential", REFERENCE) == 3
    assert list(failing(capsys.readouterr().out)) == [expected]


def test_a_pc_that_is_not_trusted_is_asked_nothing(
    server: WinRmServer, tmp_path: Path, capsys: Any
) -> None:
    assert check(server, tmp_path, "ab" * 32, "--credential", REFERENCE) == 3
    assert server.actions == []
    checks = failing(capsys.readouterr().out)
    assert "certificate that is not known" in json.dumps(checks["os.build"])
    assert all(entry["verdict"] == "unknown" for entry in checks.values())


def test_a_password_may_be_typed(
    server: WinRmServer,
    tmp_path: Path,
    certificates: Certificates,
    monkeypatch: pytest.MonkeyPatch,
    capsys: Any,
) -> None:
    asked: list[str] = []

    def type_in(prompt: str) -> str:
        asked.append(prompt)
        return PASSWORD

    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("getpass.getpass", type_in)
    assert check(server, tmp_path, certificates.fingerprint) == 0
    assert asked == [f"Password of {USER} on 127.0.0.1: "]
    capsys.readouterr()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--host", "winrm://ann@pc"], "edgewright secret set NAME"),
        (["--host", "winrm://ann@pc", "--credential", "a/b"], "edgewright secret set a/b"),
        (["--host", "winrm://ann:pa55@pc"], "A password does not belong"),
        (["--host", "pc"], "winrm://user@pc"),
        (["--host", "winrm://ann@pc", "--simulate", "happy-shop"], "not both"),
    ],
)
def test_what_cannot_work_is_said(
    options: list[str], words: str, tmp_path: Path, capsys: Any
) -> None:
    assert main(["check", "--state", str(tmp_path / "state"), *options]) == 2
    said = " ".join(capsys.readouterr().err.split())
    assert words in said
    assert "pa55" not in said


def test_a_program_on_windows_asks_powershell_of_its_own_pc(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kernel = SimpleNamespace(GetSystemWindowsDirectoryW=lambda buffer, length: None)
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(kernel32=kernel), raising=False)
    monkeypatch.setattr(sys, "platform", "win32")
    world = real_world()
    assert world.platform is Platform.WINDOWS
    assert isinstance(world.pc, WindowsHost)


def test_nothing_is_installed_on_a_windows_pc(tmp_path: Path, capsys: Any) -> None:
    record = Path(__file__).parents[2] / "data" / "hosts" / "117-good-windows.json"
    file = tmp_path / "cluster.yaml"
    state = ["--state", str(tmp_path / "state")]
    assert main(["new", "--simulate", "happy-shop", *state, "-o", str(file)]) == 0
    assert main(["apply", "--simulate", str(record), "-f", str(file), "--yes", *state]) == 2
    assert "Nothing can be installed here" in capsys.readouterr().err
    assert not list((tmp_path / "state").glob("*/journal.jsonl"))
