"""The manifest: its canonical text, and everything that it refuses."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from pydantic import ValidationError

from installer.bundle.manifest import MAX_BYTES, Manifest, check_path, parse_manifest
from installer.errors import BundleInvalid


def encode(body: object) -> bytes:
    return json.dumps(body).encode()


def test_reads_back_what_it_wrote(raw_manifest: dict[str, Any]) -> None:
    manifest = parse_manifest(encode(raw_manifest))
    assert parse_manifest(manifest.to_json().encode()).to_json() == manifest.to_json()
    assert json.loads(manifest.to_json()) == raw_manifest
    assert raw_manifest["schemaVersion"] == 1
    assert raw_manifest["distribution"] == "kubeadm"
    assert raw_manifest["kubernetesVersion"] == "v1.34.4"
    assert raw_manifest["created"] == "2026-01-01T08:00:00Z"


def test_text_depends_neither_on_the_order_of_files_nor_on_the_time_zone(
    raw_manifest: dict[str, Any],
) -> None:
    one = parse_manifest(encode(raw_manifest))
    zone = timezone(timedelta(hours=5))
    other = Manifest(
        created=datetime(2026, 1, 1, 13, 0, tzinfo=zone),
        program_version=one.program_version,
        architecture=one.architecture,
        files=tuple(reversed(one.files)),
    )
    assert other.to_json() == one.to_json()


def test_is_frozen(raw_manifest: dict[str, Any]) -> None:
    manifest = parse_manifest(encode(raw_manifest))
    with pytest.raises(ValidationError):
        manifest.files[0].path = "other"  # type: ignore[misc]


@pytest.mark.parametrize("path", ["a", "bin/kubelet", "images/k8s_1.34-amd64+x.tar.zst", "a.b/c"])
def test_plain_paths_are_allowed(path: str) -> None:
    assert check_path(path) == path


@pytest.mark.parametrize(
    "path",
    [
        "",
        ".",
        "..",
        "../evil",
        "bin/../../evil",
        "bin/./kubelet",
        "/etc/passwd",
        "//server/share",
        "bin//kubelet",
        "bin/",
        "bin\\kubelet",
        "..\\evil",
        "C:/evil",
        "C:evil",
        "file\x00.txt",
        "line\nbreak",
        "trailing\n",
        "space here",
        "trailing.",
        ".hidden",
        "-option",
        "ünïcode",
        "a" * 201,
        "manifest.json",
        "Manifest.JSON",
    ],
)
def test_paths_that_are_not_plain_or_leave_the_folder_are_refused(
    path: str, raw_manifest: dict[str, Any]
) -> None:
    raw_manifest["files"][1]["path"] = path
    with pytest.raises(BundleInvalid) as caught:
        parse_manifest(encode(raw_manifest))
    assert "files[1].path: " in caught.value.details


Spoil = Callable[[dict[str, Any]], object]


def _set(key: str, value: object) -> Spoil:
    return lambda body: body.update({key: value})


def _set_file(key: str, value: object) -> Spoil:
    return lambda body: body["files"][0].update({key: value})


@pytest.mark.parametrize(
    ("spoil", "place"),
    [
        (_set("schemaVersion", 0), "schemaVersion"),
        (_set("schemaVersion", "1"), "schemaVersion"),
        (_set("schemaVersion", 1.0), "schemaVersion"),
        (_set("schemaVersion", True), "schemaVersion"),
        (lambda body: body.pop("schemaVersion"), "schemaVersion"),
        (_set("created", "2026-01-01T08:00:00"), "created"),
        (_set("created", 1767254400), "created"),
        (_set("distribution", "k0s"), "distribution"),
        (_set("distribution", "k3s"), "no binary provides k3s"),
        (_set("kubernetesVersion", "v1.34.4+k3s1"), "not a version of kubeadm"),
        (_set("kubernetesVersion", "1.34"), "kubernetesVersion"),
        (_set("architecture", "../x"), "architecture"),
        (_set("programVersion", ""), "programVersion"),
        (_set("surprise", 1), "surprise: "),
        (_set("files", {}), "files"),
        (_set("files", []), "manifest.json: a bundle has exactly one node image"),
        (_set_file("size", -1), "files[0].size"),
        (_set_file("size", 4000.0), "files[0].size"),
        (_set_file("size", "4000"), "files[0].size"),
        (_set_file("sha256", "A" * 64), "files[0].sha256"),
        (_set_file("sha256", "0" * 63), "files[0].sha256"),
        (_set_file("sha256", "0" * 64 + "\n"), "files[0].sha256"),
        (_set_file("kind", "script"), "files[0].kind"),
        (_set_file("provides", "kubelet"), "files[0].provides"),
        (_set_file("mode", "0755"), "files[0].mode"),
        (_set_file("kind", "images"), "exactly one node image"),
    ],
)
def test_a_bad_manifest_is_refused_with_the_place(
    spoil: Spoil, place: str, raw_manifest: dict[str, Any]
) -> None:
    # The fixture's files are sorted by path; the node image is put first.
    raw_manifest["files"].sort(key=lambda file: file["kind"] != "node-image")
    spoil(raw_manifest)
    with pytest.raises(BundleInvalid) as caught:
        parse_manifest(encode(raw_manifest))
    assert place in caught.value.details


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("bin/kubeall", "stands more than once"),
        ("BIN/KubeAll", "stands more than once"),
        ("bin", "bin is both a file and a folder"),
        ("BIN", "bin is both a file and a folder"),
        ("bin/kubeall/inner", "bin/kubeall is both a file and a folder"),
    ],
)
def test_two_files_cannot_share_a_place(
    path: str, words: str, raw_manifest: dict[str, Any]
) -> None:
    images = next(file for file in raw_manifest["files"] if file["kind"] == "images")
    images["path"] = path
    with pytest.raises(BundleInvalid) as caught:
        parse_manifest(encode(raw_manifest))
    assert words in caught.value.details


@pytest.mark.parametrize("missing", ["kubeadm", "kubelet", "kubectl"])
def test_a_bundle_without_a_needed_program_is_refused(
    missing: str, raw_manifest: dict[str, Any]
) -> None:
    binary = next(file for file in raw_manifest["files"] if file["kind"] == "binary")
    binary["provides"].remove(missing)
    with pytest.raises(BundleInvalid) as caught:
        parse_manifest(encode(raw_manifest))
    assert f"no binary provides {missing}" in caught.value.details


def test_two_binaries_cannot_provide_the_same_program(raw_manifest: dict[str, Any]) -> None:
    binary = next(file for file in raw_manifest["files"] if file["kind"] == "binary")
    raw_manifest["files"].append({**binary, "path": "bin/other", "provides": ["kubectl"]})
    with pytest.raises(BundleInvalid) as caught:
        parse_manifest(encode(raw_manifest))
    assert "2 binaries provide kubectl" in caught.value.details


def test_a_newer_schema_is_told_apart_from_damage(raw_manifest: dict[str, Any]) -> None:
    body = {"schemaVersion": 2, "whatever": raw_manifest}
    with pytest.raises(BundleInvalid) as caught:
        parse_manifest(encode(body))
    assert "newer version" in caught.value.brief
    assert "schemaVersion 2" in caught.value.details


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b'"text"',
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"schemaVersion": 1e400}',
    ],
    ids=["empty", "torn", "null", "list", "text", "not UTF-8", "deep", "endless number"],
)
def test_what_is_no_manifest_at_all_is_refused(text: bytes) -> None:
    with pytest.raises(BundleInvalid):
        parse_manifest(text)


def test_a_huge_manifest_is_refused_unread() -> None:
    with pytest.raises(BundleInvalid, match="far too large"):
        parse_manifest(b" " * (MAX_BYTES + 1))


def test_too_many_files_are_refused(raw_manifest: dict[str, Any]) -> None:
    images = next(file for file in raw_manifest["files"] if file["kind"] == "images")
    raw_manifest["files"] += [{**images, "path": f"more/{number}"} for number in range(1000)]
    with pytest.raises(BundleInvalid) as caught:
        parse_manifest(encode(raw_manifest))
    assert "files: " in caught.value.details


def test_a_long_list_of_problems_is_cut(raw_manifest: dict[str, Any]) -> None:
    bad = {**raw_manifest["files"][0], "size": -1}
    raw_manifest["files"] = [bad] * 100
    with pytest.raises(BundleInvalid) as caught:
        parse_manifest(encode(raw_manifest))
    lines = caught.value.details.splitlines()
    assert len(lines) == 21
    assert lines[-1] == "and 80 more"
