"""`edgewright import`, as a user calls it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from installer.cli.main import main
from installer.config.load import load_config
from tests.unit.importer.cases import CASES, sample

CANARY = "c4n4ry"
# As a user might write them: every place where a secret may stand, in old and new spelling.
WITH_SECRETS: dict[str, Any] = {
    "AksEdgeProduct": "AKS Edge Essentials - K3s",
    "AksEdgeProductUrl": f"https://user:{CANARY}1@example.com/a.msi?sig={CANARY}2#{CANARY}3",
    "Azure": {
        "Auth": {"ServicePrincipalId": "x", "Password": f"{CANARY}4", "Secret": f"{CANARY}5"},
        "GatewayResourceId": f"https://example.com/?token={CANARY}6",
    },
    "Token": f"{CANARY}7",
}
SECRETS: dict[str, Any] = {
    "Arc": {"ClusterName": "shop", "ClientSecret": f"{CANARY}8", "password": f"{CANARY}9"},
    "Join": {
        "ClusterJoinToken": f"{CANARY}10",
        "CertificateKey": f"{CANARY}11",
        "DiscoveryTokenHash": f"sha256:{CANARY}12",
    },
}
PROXY = {
    "Http": f"http://user:{CANARY}13@proxy:3128",
    "Https": f"dom\\user:{CANARY}14/{CANARY}15@proxy:3128",
    "No": "localhost",
}


def write(folder: Path, document: object) -> Path:
    path = folder / "aksedge-config.json"
    path.write_text(document if isinstance(document, str) else json.dumps(document))
    return path


def test_a_file_becomes_a_cluster_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, output = write(tmp_path, sample()), tmp_path / "cluster.yaml"
    assert main(["import", str(source), "-o", str(output)]) == 0
    assert load_config(output).name == "edge-demo"
    assert "# - kept: K3s" in output.read_text()
    captured = capsys.readouterr()
    assert "Arc.ClientSecret" in captured.out
    assert "Written to" in captured.err
    assert main(["import", str(source), "-o", str(output)]) == 2
    assert "exists already" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "code", "written"),
    [
        ("01-single-default-1.16", 0, True),
        ("55-log-partition-limits", 0, True),
        ("53-memory-odd-and-small", 2, False),
        ("16-join-k3s-worker", 2, False),
        ("68-truncated", 2, False),
    ],
)
def test_a_cluster_file_is_written_only_when_it_is_honest(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, code: int, written: bool
) -> None:
    source, output = write(tmp_path, CASES[name]["raw"]), tmp_path / "cluster.yaml"
    assert main(["import", str(source), "-o", str(output), "--report", "json"]) == code
    assert output.exists() is written
    captured = capsys.readouterr()
    assert json.loads(captured.out)["kind"] == CASES[name]["kind"]
    assert ("cannot become a cluster file" in captured.err) is not written


def test_without_output_only_what_cannot_be_read_is_a_failure(tmp_path: Path) -> None:
    assert main(["import", str(write(tmp_path, CASES["53-memory-odd-and-small"]["raw"]))]) == 0
    assert main(["import", str(write(tmp_path, "{"))]) == 2


def test_a_folder_that_cannot_be_written_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = write(tmp_path, sample())
    assert main(["import", str(source), "-o", str(source / "cluster.yaml")]) == 2
    assert "cannot be written" in capsys.readouterr().err


def test_values_reach_the_report_as_they_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = sample()
    document["Machines"][0]["LinuxNode"]["MacAddress"] = "00-AB-15-5D-00-01"
    document["Machines"][0]["NetworkConnection"]["AdapterName"] = "[red]LAN[/] :smile: \x1b[0m"
    main(["import", str(write(tmp_path, document)), "--report", "json"])
    values = json.loads(capsys.readouterr().out)["values"]
    assert values["nodes"][0]["mac"] == "00:ab:15:5d:00:01"
    assert values["network.adapter"] == "[red]LAN[/] :smile: \x1b[0m"
    main(["import", str(write(tmp_path, document))])
    out = " ".join(capsys.readouterr().out.split())  # a narrow terminal breaks lines anywhere
    assert "[red]LAN[/] :smile:" in out
    assert "\x1b[0m" not in out


def secret_files() -> dict[str, Any]:
    plain = sample("11-single-vmextension-8cpu")
    plain["Network"]["Proxy"] = PROXY
    embedded = {name: value for name, value in (plain | SECRETS).items() if name != "Init"}
    cut = json.dumps(plain | SECRETS)
    return {
        "deployment": plain | {"Arc": SECRETS["Arc"]},
        "proxy of its own": plain
        | {"Network": plain["Network"] | {"Proxy": {"Http": PROXY["Http"]}}},
        "join": plain | SECRETS,
        "user file": WITH_SECRETS | {"AksEdgeConfig": embedded},
        "preview": sample("23-preview-1.1-single") | SECRETS | {"Token": f"{CANARY}16"},
        "wrong types": plain | {"Arc": {"ClientSecret": {"a": f"{CANARY}17"}}},
        "flattened": plain | {"Join": f"@{{ClusterJoinToken={CANARY}18}}"},
        "cut off": cut[: cut.index(f"{CANARY}12") + 5],
        "not quoted": cut.replace(f'"{CANARY}8"', f"{CANARY}8"),
        "backslash": cut.replace(f'"{CANARY}8"', f'"\\{CANARY}8"'),
        "quote left open": cut.replace(f'"{CANARY}8"', f'"{CANARY}8\n'),
        "twice": cut.replace('"ClientSecret"', f'"ClientSecret": "{CANARY}19", "ClientSecret"'),
    }


@pytest.mark.parametrize("kind", sorted(secret_files()))
@pytest.mark.parametrize("report", ["text", "json"])
def test_no_secret_leaves_the_file(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
    kind: str,
    report: str,
) -> None:
    source, output = write(tmp_path, secret_files()[kind]), tmp_path / "cluster.yaml"
    assert CANARY in source.read_text()
    main(["import", str(source), "-o", str(output), "--report", report])
    captured = capsys.readouterr()
    written = output.read_text() if output.exists() else ""
    for place in (captured.out, captured.err, written, caplog.text):
        assert CANARY not in place
    assert captured.out


def test_the_search_for_secrets_covers_a_written_file(tmp_path: Path) -> None:
    output = tmp_path / "cluster.yaml"
    source = write(tmp_path, secret_files()["proxy of its own"])
    assert main(["import", str(source), "-o", str(output)]) == 0
    assert "http://proxy:3128" in output.read_text()
