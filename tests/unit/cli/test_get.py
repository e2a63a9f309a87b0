"""`edgewright get` and `support`, as a user calls them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from installer.cli.main import main
from tests.helpers.fake_api import Call, fake_api, pod_list, pod_object

OBJECTS = Path(__file__).parents[2] / "data" / "objects"


def write_case(folder: Path, name: str) -> Path:
    path = folder / "dump.json"
    case = json.loads((OBJECTS / name).read_text(encoding="utf-8"))
    path.write_text(json.dumps(case["object"]), encoding="utf-8")
    return path


def test_a_saved_object_gives_kubectls_columns_and_plain_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_case(tmp_path, "002-pod-crashloop.json")
    assert main(["get", "--from-file", str(path), "-o", "json"]) == 0
    [record] = json.loads(capsys.readouterr().out)
    assert (record["READY"], record["STATUS"], record["NODE"]) == (
        "0/1",
        "CrashLoopBackOff",
        "node-1",
    )
    assert record["RESTARTS"].startswith("18 (")
    assert record["attention"] is True
    assert record["plain"].startswith("The program keeps stopping")


def test_a_table_shows_no_escape_of_the_objects_own_text(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "dump.json"
    evil = pod_object("\x1b[31m[bold]evil\u202e")
    path.write_text(json.dumps(pod_list(evil)), encoding="utf-8")
    assert main(["get", "pods", "--from-file", str(path)]) == 0
    out = capsys.readouterr().out
    assert "[bold]evil" in out.replace("\n", "")
    assert "\x1b" not in out
    assert "\u202e" not in out


def test_a_cluster_is_listed_by_its_kubeconfig(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def answer(call: Call) -> None:
        if call.path == "/version":
            call.answer({"minor": "37"})
        elif call.path == "/api/v1/namespaces/default/pods":
            call.answer(pod_list(pod_object("web")))
        else:
            call.refuse(403, "no")

    with fake_api(tmp_path, answer) as fake:
        where = ["--kubeconfig", str(fake.kubeconfig)]
        assert main(["get", "po", "-n", "default", "-o", "json", *where]) == 0
        [record] = json.loads(capsys.readouterr().out)
        assert (record["NAMESPACE"], record["NAME"]) == ("default", "web")
        assert main(["get", "pods", *where]) == 1
        assert "This user may not do that" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [
        ["get"],
        ["get", "nonsense", "--from-file", "DUMP"],
        ["get", "certificates", "--from-file", "DUMP"],
        ["get", "pods", "shop", "--from-file", "DUMP"],
        ["get", "pods", "--kubeconfig", "nowhere"],
        ["get", "pods"],
        ["get", "pods", "unknown-cluster"],
        ["support", "-o", "DUMP"],
    ],
)
def test_a_wrong_call_is_explained(
    tmp_path: Path, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    dump = write_case(tmp_path, "001-pod-running.json")
    words = [str(dump) if word == "DUMP" else word for word in words]
    assert main([*words, "--state", str(tmp_path / "state")]) == 2
    assert "What to do:" in capsys.readouterr().err
