"""Which container images an archive holds."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import zstandard

from installer.bundle.image_names import image_names
from installer.errors import UsageError
from tests.unit.bundle.archives import DOCKER, OCI, write_tar


@pytest.mark.parametrize("mode", ["w", "w:gz"])
@pytest.mark.parametrize(
    ("files", "names"),
    [
        (
            {"layer.tar": b"x" * 5000, "manifest.json": DOCKER},
            (
                "registry.test/etcd:3.6",
                "registry.test/etcd:new",
                "registry.test/pause:3.10",
            ),
        ),
        (
            {"./index.json": OCI, "blobs/sha256/00": b"{"},
            ("registry.test/coredns:v1.13", "registry.test/proxy:v1.34.4"),
        ),
        (
            {"index.json": OCI, "manifest.json": DOCKER[:1]},
            (
                "registry.test/coredns:v1.13",
                "registry.test/pause:3.10",
                "registry.test/proxy:v1.34.4",
            ),
        ),
        (
            {"inner/index.json": OCI, "manifest.json": DOCKER[:1]},
            ("registry.test/pause:3.10",),
        ),
    ],
    ids=["docker save", "OCI layout", "both", "index of something else"],
)
def test_names_are_read_from_both_forms(
    tmp_path: Path, files: dict[str, object], names: tuple[str, ...], mode: str
) -> None:
    assert image_names(write_tar(tmp_path / "images.tar", files, mode)) == names


@pytest.mark.parametrize(
    "files",
    [
        {},
        {"other.json": DOCKER},
        {"manifest.json": []},
        {"manifest.json": [1]},
        {"manifest.json": b"{"},
        {"manifest.json": "text"},
        {"index.json": {"manifests": [None]}},
        {"index.json": {"manifests": 7}},
        {"manifest.json": b" " * (5 << 20)},
    ],
)
def test_an_archive_that_names_no_image_is_refused(
    tmp_path: Path, files: dict[str, object]
) -> None:
    archive = write_tar(tmp_path / "images.tar", files)
    with pytest.raises(UsageError, match=r"images in images\.tar"):
        image_names(archive)


@pytest.mark.parametrize("content", [b"", b"\x28\xb5\x2f\xfd rest of a zstd file", b"x" * 2000])
def test_what_is_no_tar_archive_is_refused(tmp_path: Path, content: bytes) -> None:
    archive = tmp_path / "images.tar.zst"
    archive.write_bytes(content)
    with pytest.raises(UsageError):
        image_names(archive)


def test_archives_packed_by_zstd_are_read_as_k3s_ships_them(tmp_path: Path) -> None:
    plain = write_tar(tmp_path / "plain.tar", {"layer.tar": b"x" * 5000, "manifest.json": DOCKER})
    packed = tmp_path / "k3s-airgap-images-amd64.tar.zst"
    packed.write_bytes(zstandard.compress(plain.read_bytes()))
    assert image_names(packed) == image_names(plain)


def test_a_torn_zstd_archive_is_refused(tmp_path: Path) -> None:
    plain = write_tar(tmp_path / "plain.tar", {"layer.tar": os.urandom(9000), "index.json": OCI})
    packed = tmp_path / "images.tar.zst"
    packed.write_bytes(zstandard.compress(plain.read_bytes())[:4000])
    with pytest.raises(UsageError, match=r"images\.tar\.zst"):
        image_names(packed)
