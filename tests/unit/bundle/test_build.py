"""Building a bundle: what comes out, and what is told before anything is copied."""

from __future__ import annotations

import dataclasses
import hashlib
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from installer.bundle.build import BundleParts, Part
from installer.bundle.bundle import open_bundle
from installer.bundle.verify import verify_bundle
from installer.clock import VirtualClock
from installer.errors import UsageError
from tests.unit.bundle.archives import write_tar
from tests.unit.bundle.building import build, names


async def test_the_result_is_a_sound_bundle(tmp_path: Path, parts: BundleParts) -> None:
    lines: list[str] = []
    out = tmp_path / "deep" / "out"
    bundle = await build(out, parts, lines)
    await verify_bundle(bundle, progress=lambda done, total: None)
    assert bundle == open_bundle(out)
    image = bundle.files("node-image")[0]
    assert image.path == "node/node.qcow2"
    assert image.licence == "GPL-2.0-only"
    assert image.sha256 == hashlib.sha256(b"disk" * 1_000_000).hexdigest()
    assert bundle.path("node-image").read_bytes() == b"disk" * 1_000_000
    assert bundle.program("kubectl") == out / "bin/kubeall"
    assert bundle.image_names == ("registry.test/pause:3.10",)
    assert bundle.manifest.created == VirtualClock().now()
    assert names(out) == {"manifest.json", "node", "bin", "images"}
    assert names(out.parent) == {"out"}
    assert lines[0] == "Looking at the parts of the bundle"
    assert "Copying node/node.qcow2 (3.8MiB)" in lines


async def test_the_same_parts_give_the_same_manifest(tmp_path: Path, parts: BundleParts) -> None:
    one, two = await build(tmp_path / "one", parts), await build(tmp_path / "two", parts)
    first, second = ((bundle.root / "manifest.json").read_bytes() for bundle in (one, two))
    assert first == second


async def test_files_are_copies_and_only_binaries_can_be_run(
    tmp_path: Path, parts: BundleParts
) -> None:
    bundle = await build(tmp_path / "out", parts)
    for file in bundle.manifest.files:
        status = bundle.locate(file).stat()
        assert status.st_nlink == 1
        assert stat.S_IMODE(status.st_mode) == (0o755 if file.kind == "binary" else 0o644)


async def test_names_that_were_given_are_not_read_from_the_archive(
    tmp_path: Path, parts: BundleParts
) -> None:
    archive = tmp_path / "images.tar.zst"
    archive.write_bytes(b"not a plain tar")
    images = (Part(source=archive, provides=("registry.test/own:1",)),)
    bundle = await build(tmp_path / "out", dataclasses.replace(parts, images=images))
    assert bundle.image_names == ("registry.test/own:1",)


async def test_an_older_bundle_is_replaced(tmp_path: Path, parts: BundleParts) -> None:
    out = tmp_path / "out"
    await build(out, parts)
    parts.node_image.source.write_bytes(b"newer")
    bundle = await build(out, parts)
    assert bundle.path("node-image").read_bytes() == b"newer"
    assert names(tmp_path) == {"source", "out"}


async def test_an_empty_folder_is_used(tmp_path: Path, parts: BundleParts) -> None:
    (tmp_path / "out").mkdir()
    assert await build(tmp_path / "out", parts) == open_bundle(tmp_path / "out")
    assert names(tmp_path) == {"source", "out"}


async def test_too_little_room_is_told_before_copying(
    tmp_path: Path, parts: BundleParts, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(tmp_path)._replace(free=10 << 20)
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: usage)
    with pytest.raises(UsageError, match="not enough room"):
        await build(tmp_path / "out", parts)
    assert names(tmp_path) == {"source"}


@pytest.fixture
def broken_parts(parts: BundleParts) -> Iterator[tuple[str, BundleParts]]:
    """Parts of which no bundle can be made, each with what must be said."""
    source = parts.node_image.source
    strange = source.with_name("my node image.qcow2")
    shutil.copy(source, strange)
    kubelet = Part(source=parts.binaries[0].source, provides=("kubelet",))
    change = dataclasses.replace
    return iter(
        [
            ("absent.qcow2 is not", change(parts, node_image=Part(source=Path("absent.qcow2")))),
            ("is not a file", change(parts, node_image=Part(source=source.parent))),
            ("'my node image.qcow2'", change(parts, node_image=Part(source=strange))),
            ("no binary provides kubeadm", change(parts, binaries=(kubelet,))),
            ("stands more than once", change(parts, binaries=parts.binaries * 2)),
            ("kubernetes_version", change(parts, kubernetes_version="latest")),
            ("names an image", change(parts, images=(Part(source=_empty_tar(source)),))),
        ]
    )


def _empty_tar(beside: Path) -> Path:
    return write_tar(beside.with_name("empty.tar"), {})


async def test_parts_that_cannot_be_used_are_told_before_copying(
    tmp_path: Path, broken_parts: Iterator[tuple[str, BundleParts]]
) -> None:
    for words, parts in broken_parts:
        with pytest.raises(UsageError) as caught:
            await build(tmp_path / "out", parts)
        assert words in caught.value.details
        assert names(tmp_path) == {"source"}


async def test_k3s_is_one_program_and_its_images(tmp_path: Path, parts: BundleParts) -> None:
    k3s = dataclasses.replace(
        parts,
        binaries=(Part(source=parts.binaries[0].source, provides=("k3s",)),),
        distribution="k3s",
        kubernetes_version="v1.34.4+k3s1",
    )
    bundle = await build(tmp_path / "out", k3s)
    assert bundle.manifest.distribution == "k3s"
    assert bundle.manifest.kubernetes_version == "v1.34.4+k3s1"
    assert bundle.program("k3s").exists()


@pytest.mark.parametrize("version", ["v1.34.4", "v1.34.4+k3s", "v1.34.4+rke2r1"])
async def test_a_version_that_k3s_never_has_is_refused(
    tmp_path: Path, parts: BundleParts, version: str
) -> None:
    k3s = dataclasses.replace(
        parts,
        binaries=(Part(source=parts.binaries[0].source, provides=("k3s",)),),
        distribution="k3s",
        kubernetes_version=version,
    )
    with pytest.raises(UsageError):
        await build(tmp_path / "out", k3s)
