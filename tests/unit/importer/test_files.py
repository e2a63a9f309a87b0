"""From files on the disk: their encodings, and a second file beside the first."""

from __future__ import annotations

import codecs
import json
from pathlib import Path

import pytest

from installer.errors import UsageError
from installer.importer.reading import Imported, read_bytes, read_file
from tests.unit.importer.cases import problems, read, sample


@pytest.mark.parametrize(
    ("encoding", "mark", "weight"),
    [
        ("utf-8", codecs.BOM_UTF8, "info"),
        ("utf-16-le", codecs.BOM_UTF16_LE, "info"),
        ("utf-16-be", codecs.BOM_UTF16_BE, "info"),
        ("cp1252", b"", "warning"),
    ],
)
def test_every_encoding_gives_the_same_values(encoding: str, mark: bytes, weight: str) -> None:
    document = sample()
    document["Machines"][0]["NetworkConnection"]["AdapterName"] = "B\u00fcro-LAN"
    text = json.dumps(document, ensure_ascii=False)
    imported = read_bytes(mark + text.encode(encoding))
    assert imported.values == read(document).values
    assert ("$", weight) in problems(imported)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00\x01\x02",
        "{}".encode("utf-16-le"),
        codecs.BOM_UTF16_LE + b"{\x00}",
        b"\x81\xff",
        b" " * (2**20 + 1),
    ],
)
def test_what_is_no_text_is_not_accepted(data: bytes) -> None:
    imported = read_bytes(data)
    assert not imported.accepted
    assert ("$", "error") in problems(imported)


def with_second(folder: Path, name: str, second: bytes | None) -> Imported:
    first = sample("37-aide-hashtable-order") | {"AksEdgeConfigFile": name}
    (folder / "aide-userconfig.json").write_text(json.dumps(first))
    if second is not None:
        (folder / "aksedge-config.json").write_bytes(second)
    return read_file(folder / "aide-userconfig.json")


def test_the_second_file_is_read_when_it_stands_beside(tmp_path: Path) -> None:
    second = json.dumps(sample("08-single-k8s-windows-node")).encode()
    imported = with_second(tmp_path, ".\\aksedge-config.json", second)
    assert [node["os"] for node in imported.values["nodes"]] == ["linux", "windows"]
    assert imported.values["distribution"] == "k8s"
    assert ("AksEdgeConfigFile", "info") in problems(imported)
    assert (".\\aksedge-config.json: Machines[0].WindowsNode", "warning") in problems(imported)


@pytest.mark.parametrize("second", [b"{", b"[]", b"\x00", b'{"AksEdgeProduct": "K3s"}'])
def test_a_second_file_that_cannot_be_read_is_an_error(tmp_path: Path, second: bytes) -> None:
    imported = with_second(tmp_path, "aksedge-config.json", second)
    assert ("aksedge-config.json: $", "error") in problems(imported)
    assert not imported.deployable


@pytest.mark.parametrize(
    "name", ["../aksedge-config.json", "C:\\x\\a.json", "\\\\pc\\a", "no.json"]
)
def test_a_second_file_elsewhere_is_not_followed(tmp_path: Path, name: str) -> None:
    (tmp_path / "aksedge-config.json").write_text(json.dumps(sample()))
    (tmp_path / "inner").mkdir()
    imported = with_second(tmp_path / "inner", name, None)
    assert ("AksEdgeConfigFile", "warning") in problems(imported)
    assert "nodes" not in imported.values


@pytest.mark.parametrize("name", ["nothing.json", "."])
def test_a_file_that_cannot_be_opened_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError):
        read_file(tmp_path / name)
