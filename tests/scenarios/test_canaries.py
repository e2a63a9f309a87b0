"""After whole runs no secret is anywhere but in the files that are made to hold it.

Looked through are all output, journals, events, reports in every form, the arguments of every
command, and every file below the state folder and the folder for temporary files, also those that
were there only for a while.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from installer.cli.main import main
from installer.clock import VirtualClock
from installer.distributions.base import Role
from installer.host.credentials import FILE_NAME as CREDENTIALS
from installer.simulator.state import FILE_NAME as WORLD_FILE
from tests.helpers.clusters import possible_clusters
from tests.helpers.two_pcs import first_pc, pc_with_bridge, second_pc
from tests.helpers.witness import SeenFile, Witness, watching
from tests.unit.importer.cases import CASES, content

CANARY = "c4n4ry-5e1f-never-to-be-seen"
CLUSTERS = possible_clusters()
TOKENS = re.compile(r"K10[0-9a-f]{64}::[\w.:-]+|\b[a-z0-9]{6}\.[a-z0-9]{16}\b|\b[0-9a-f]{64}\b")
Run = Callable[..., int]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Call a command with a state folder and a folder for temporary files of its own."""
    monkeypatch.setattr("installer.worlds.FastClock", lambda speed: VirtualClock())
    (tmp_path / "watched" / "temporary").mkdir(parents=True)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "watched" / "temporary"))

    def call(*words: str) -> int:
        state = str(tmp_path / "watched" / "state")
        return main([words[0], "--state", state, *words[1:]])

    return call


def _key_lines(files: list[SeenFile]) -> set[str]:
    """The lines of all private keys; each alone would give a part of a key away."""
    texts = [file.content for file in files if file.path.parent.name == "keys"]
    private = [text.decode() for text in texts if b"PRIVATE KEY" in text]
    assert len(private) >= 2
    lines = {line for text in private for line in text.splitlines()}
    return {line for line in lines if line and not line.startswith("-----")}


def _secrets(witness: Witness) -> set[str]:
    """Everything that was secret in this run."""
    found = {CANARY} | _key_lines(witness.files)
    for answer in witness.answers:
        found |= set(TOKENS.findall(answer))
    for file in witness.files:
        if file.path.name == "kubeconfig":
            for user in yaml.safe_load(file.content)["users"]:
                found |= {value for key, value in user["user"].items() if "key-data" in key}
    return found


def _may_hold(file: SeenFile) -> bool:
    """Whether a file is made to hold secrets: then its owner alone may read it."""
    if file.path.name.startswith(WORLD_FILE):
        return True  # the inside of the simulated PC: what the disks of its nodes hold
    # A file is written beside its place first, as `.name.partial`.
    name = file.path.name.removeprefix(".").removesuffix(".partial")
    made_for_it = (
        file.path.parent.name == "keys"
        or name in ("kubeconfig", "join-ticket", CREDENTIALS, CREDENTIALS.removeprefix("."))
        or name.endswith("-seed.iso")
    )
    return made_for_it and file.mode & 0o077 == 0


def _leaks(secrets: set[str], witness: Witness, output: str) -> list[str]:
    places = {"output": output}
    places |= {f"command {n}: {c.purpose}": c.line for n, c in enumerate(witness.commands)}
    leaks = [name for name, text in places.items() if any(s in text for s in secrets)]
    raw = [secret.encode() for secret in secrets]
    files = [file for file in witness.files if any(secret in file.content for secret in raw)]
    return leaks + [f"{file.path} {file.mode:o}" for file in files if not _may_hold(file)]


@pytest.mark.parametrize("scenario", ["happy-shop", "flaky-step", "broken-step"])
@pytest.mark.parametrize("kind", CLUSTERS)
def test_no_secret_leaves_the_files_made_for_it(
    tmp_path: Path,
    run: Run,
    kind: str,
    scenario: str,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("DEBUG")
    cluster = tmp_path / "cluster.yaml"
    cluster.write_text(CLUSTERS[kind].to_yaml())
    world = ("--simulate", scenario)
    with watching(tmp_path / "watched", monkeypatch) as witness:
        for form in ("table", "json", "html"):
            run("check", "-f", str(cluster), *world, "--format", form)
        run("plan", "-f", str(cluster), *world)
        run("apply", "-f", str(cluster), *world, "--yes", "--progress", "json")
        for form in ("table", "json"):
            run("status", *world, "--format", form)
        run("resume", "demo", *world, "--progress", "plain")
        witness.look(tmp_path / "watched")
        run("destroy", "demo", *world, "--yes", "--progress", "plain")
    captured = capfd.readouterr()
    secrets = _secrets(witness)
    assert len(secrets) >= 8
    assert "engine.step_failed" in captured.err or scenario != "broken-step"
    assert _leaks(secrets, witness, captured.out + captured.err + caplog.text) == []
    assert len(witness.commands) > 50
    assert any(file.path.name == "journal.jsonl" for file in witness.files)


def test_no_secret_of_an_imported_file_is_repeated(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    pattern = re.compile(
        rb'("(?:ClientSecret|ClusterJoinToken|DiscoveryTokenHash|CertificateKey|[Pp]assword)"'
        rb'\s*:\s*")[^"\\]+(")'
    )
    planted = 0
    with watching(tmp_path / "watched", monkeypatch) as witness:
        for name, case in CASES.items():
            raw = pattern.sub(rb"\g<1>" + CANARY.encode() + rb"\2", content(case))
            if CANARY.encode() not in raw:
                continue
            planted += 1
            (tmp_path / f"{name}.json").write_bytes(raw)
            written = tmp_path / "watched" / f"{name}.yaml"
            for form in ("text", "json"):
                run("import", str(tmp_path / f"{name}.json"), "--report", form)
            run("import", str(tmp_path / f"{name}.json"), "-o", str(written))
            if written.exists():
                run("validate", str(written))
    captured = capfd.readouterr()
    assert planted >= 5
    assert any(file.path.suffix == ".yaml" for file in witness.files)
    stored = [file for file in witness.files if file.path.name == CREDENTIALS]
    assert all(CANARY.encode() in file.content for file in stored)
    assert stored
    assert "/azure-password" in captured.out
    assert _leaks({CANARY}, witness, captured.out + captured.err) == []


@pytest.mark.parametrize("role", ["worker", "server"])
def test_no_secret_of_a_join_file_is_anywhere_else(
    tmp_path: Path,
    run: Run,
    role: Role,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("DEBUG")
    monkeypatch.setattr("installer.engine.join_seal._COST", 2**10)
    scenario, one, two = (tmp_path / name for name in ("pc.yaml", "one.yaml", "two.yaml"))
    content = pc_with_bridge().model_dump(mode="json", include={"title", "pc"})
    scenario.write_text(yaml.safe_dump(content))
    one.write_text(first_pc().to_yaml())
    two.write_text(second_pc(role).to_yaml())
    (tmp_path / "words").write_text(CANARY)
    world, words = ("--simulate", str(scenario)), ("--passphrase-file", str(tmp_path / "words"))
    sealed = str(tmp_path / "watched" / "file.join")
    # The second PC has its own state folder, which the last of two options names.
    away = (*world, "--state", str(tmp_path / "watched" / "away"))
    with watching(tmp_path / "watched", monkeypatch) as witness:
        run("apply", "-f", str(one), *world, "--yes", "--progress", "json")
        run("join-file", "demo", "--role", role, "-o", sealed, *world, *words)
        run("join-file", "demo", "--list", "--format", "json", *world)
        run("apply", "-f", str(two), *away, "--join", sealed, *words, "--yes", "--progress", "json")
        run("status", "demo", *away)
        witness.look(tmp_path / "watched")
        run("destroy", "demo", *away, "--yes")
        run("join-file", "demo", "--revoke", "sim001", *world)
    captured = capfd.readouterr()
    assert "The nodes of demo" in captured.out
    assert any(file.path.name == "join-ticket" for file in witness.files)
    secrets = _secrets(witness)
    assert len(secrets) >= 8
    assert _leaks(secrets, witness, captured.out + captured.err + caplog.text) == []


def test_a_leak_would_be_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with watching(tmp_path, monkeypatch) as witness:
        (tmp_path / "short").write_text(json.dumps({"x": CANARY}))
        (tmp_path / "short").unlink()
        (tmp_path / "keys").mkdir()
        (tmp_path / "keys" / "client").write_text(CANARY)
        (tmp_path / "keys" / "client").chmod(0o644)
    assert [leak.rpartition("/")[2] for leak in _leaks({CANARY}, witness, "")] == [
        "short 644",
        "client 644",
    ]
    assert _leaks({CANARY}, Witness(tmp_path), f"it is {CANARY}") == ["output"]
