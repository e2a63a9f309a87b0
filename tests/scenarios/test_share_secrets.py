"""The log-in of a shared folder is nowhere but in the store, and inside the simulated node."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from installer.cli.main import main
from installer.clock import VirtualClock
from installer.config.model import EdgeCluster
from installer.host.credentials import FILE_NAME as CREDENTIALS
from installer.simulator.state import FILE_NAME as WORLD_FILE
from tests.helpers.simulated import demo_config
from tests.helpers.witness import watching

CANARY = "c4n4ry-0f-a-sh4re"
SHARE = {"name": "scans", "kind": "smb", "server": "nas", "path": "s", "credential": "demo/nas"}
MAY_HOLD = (WORLD_FILE, CREDENTIALS)


def _cluster(folder: Path) -> Path:
    document = demo_config().model_dump(mode="json", by_alias=True)
    document["spec"]["storage"]["shares"] = [SHARE]
    path = folder / "cluster.yaml"
    path.write_text(EdgeCluster.model_validate(document).to_yaml())
    return path


@pytest.mark.parametrize("scenario", ["happy-shop", "flaky-step", "broken-step"])
@pytest.mark.parametrize("log_in", [f"anna:{CANARY}", CANARY], ids=["usable", "of another form"])
def test_no_log_in_leaves_the_files_made_for_it(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
    scenario: str,
    log_in: str,
) -> None:
    caplog.set_level("DEBUG")
    monkeypatch.setattr("installer.worlds.FastClock", lambda speed: VirtualClock())
    watched = tmp_path / "watched"
    watched.mkdir()
    (tmp_path / "typed").write_text(f"{log_in}\n")
    cluster = str(_cluster(tmp_path))
    common = ("--state", str(watched / "state"), "--simulate", scenario)
    with watching(watched, monkeypatch) as witness:
        main(["secret", "set", "demo/nas", *common, "--secret-file", str(tmp_path / "typed")])
        main(["plan", "-f", cluster, *common])
        main(["apply", "-f", cluster, *common, "--yes", "--progress", "json"])
        main(["status", *common, "--format", "json"])
        main(["resume", "demo", *common])
        witness.look(watched)
        main(["destroy", "demo", *common, "--yes"])
        main(["secret", "remove", "demo/nas", *common])
    captured = capfd.readouterr()
    said = captured.out + captured.err + caplog.text
    said += json.dumps([command.line for command in witness.commands])
    assert CANARY not in said
    holding = {
        file.path.name
        for file in witness.files
        if CANARY.encode() in file.content and file.mode & 0o077 == 0
    }
    leaks = [
        file.path
        for file in witness.files
        if CANARY.encode() in file.content
        and not any(name in file.path.name for name in MAY_HOLD)
        and file.path.name.removesuffix(".partial") != f".{CREDENTIALS}"
    ]
    assert leaks == []
    assert any(CREDENTIALS in name for name in holding)
    assert ("edgewright secret set demo/nas" in captured.err) is (log_in == CANARY)
