"""Building a bundle: what comes out, and what is left when it breaks off."""

from __future__ import annotations

import asyncio
import dataclasses
import hashlib
import shutil
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from installer.bundle import build as build_module
from installer.bundle import exchange
from installer.bundle.build import BundleParts, Part, build_bundle
from installer.bundle.bundle import Bundle, open_bundle
from installer.bundle.manifest import BundleFile
from installer.bundle.threads import Count
from installer.bundle.verify import verify_bundle
from installer.clock import VirtualClock
from installer.errors import UsageError
from tests.unit.bundle.archives import DOCKER, write_tar


@pytest.fixture
def parts(tmp_path: Path) -> BundleParts:
    """Three small source files."""
    source = tmp_path / "source"
    source.mkdir()
    (source / "node.qcow2").write_bytes(b"disk" * 1_000_000)
    (source / "kubeall").write_bytes(b"\x7fELF" * 500)
    return BundleParts(
        node_image=Part(source=source / "node.qcow2", licence="GPL-2.0-only"),
        binaries=(Part(source=source / "kubeall", provides=("kubeadm", "kubelet", "kubectl")),),
        images=(Part(source=write_tar(source / "images.tar", {"manifest.json": DOCKER[:1]})),),
    )


async def build(out: Path, parts: BundleParts, lines: list[str] | None = None) -> Bundle:
    report = (lines if lines is not None else []).append
    return await build_bundle(out, parts=parts, report=report, clock=VirtualClock())


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def snapshot(folder: Path) -> dict[str, int]:
    return {str(path): path.lstat().st_mtime_ns for path in folder.rglob("*")}


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


def _foreign_folder(out: Path) -> None:
    out.mkdir()
    (out / "diary.txt").write_text("dear diary", encoding="utf-8")


def _foreign_folder_with_mark(out: Path) -> None:
    _foreign_folder(out)
    (out / exchange.MARK).touch()


def _bundle_with_diary(out: Path) -> None:
    shutil.copytree(out.parent / "bundle", out)
    (out / "photos").mkdir()
    (out / "photos" / "one.jpg").touch()


def _damaged_bundle(out: Path) -> None:
    shutil.copytree(out.parent / "bundle", out)
    (out / "manifest.json").write_text("{}", encoding="utf-8")


def _file(out: Path) -> None:
    out.touch()


def _link(out: Path) -> None:
    out.symlink_to(out.parent / "bundle")


def _dangling_link(out: Path) -> None:
    out.symlink_to(out.parent / "nowhere")


FOREIGN = [
    _foreign_folder,
    _bundle_with_diary,
    _damaged_bundle,
    _file,
    _link,
    _dangling_link,
]


@pytest.mark.usefixtures("bundle_folder")
@pytest.mark.parametrize(
    ("name", "make"),
    [
        *((name, make) for name in ("out", "out.partial", "out.old") for make in FOREIGN),
        ("out", _foreign_folder_with_mark),
        ("out.old", _foreign_folder_with_mark),
    ],
)
async def test_what_is_not_a_bundle_is_never_touched(
    tmp_path: Path, parts: BundleParts, name: str, make: Callable[[Path], None]
) -> None:
    make(tmp_path / name)
    before = snapshot(tmp_path)
    with pytest.raises(UsageError, match="is not a bundle"):
        await build(tmp_path / "out", parts)
    assert snapshot(tmp_path) == before


async def test_what_an_interrupted_build_left_is_cleared(
    tmp_path: Path, parts: BundleParts
) -> None:
    partial = tmp_path / "out.partial"
    (partial / "bin").mkdir(parents=True)
    (partial / "bin" / "kubeall").write_bytes(b"half")
    (partial / exchange.MARK).touch()
    await build(tmp_path / "out", parts)
    assert names(tmp_path) == {"source", "out"}


@pytest.mark.usefixtures("bundle_folder")
@pytest.mark.parametrize("stay", [{"out.old"}, {"out.old", "out.partial"}, {"out.old", "out"}])
async def test_a_power_cut_within_the_exchange_is_mended(
    tmp_path: Path, parts: BundleParts, stay: set[str]
) -> None:
    for name in stay:
        shutil.copytree(tmp_path / "bundle", tmp_path / name)
    bundle = await build(tmp_path / "out", parts)
    assert bundle.path("node-image").stat().st_size == 4_000_000
    assert names(tmp_path) == {"source", "out", "bundle"}


@pytest.mark.usefixtures("bundle_folder")
async def test_an_old_bundle_survives_a_build_that_fails_after_such_a_power_cut(
    tmp_path: Path, parts: BundleParts, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(tmp_path / "bundle", tmp_path / "out.old")
    monkeypatch.setattr(build_module, "_copy", _disk_full)
    with pytest.raises(UsageError):
        await build(tmp_path / "out", parts)
    assert names(tmp_path) == {"source", "out", "bundle"}
    assert open_bundle(tmp_path / "out").path("node-image").read_bytes() == b"disk" * 1000


def _disk_full(source: Path, folder: Path, file: BundleFile, count: Count) -> BundleFile:
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize("old", [True, False])
async def test_a_full_disk_is_told_and_leaves_things_as_they_were(
    tmp_path: Path, parts: BundleParts, monkeypatch: pytest.MonkeyPatch, old: bool
) -> None:
    out = tmp_path / "out"
    if old:
        await build(out, parts)
    before = names(tmp_path)
    monkeypatch.setattr(build_module, "_copy", _disk_full)
    with pytest.raises(UsageError) as caught:
        await build(out, parts)
    assert "No space left" in caught.value.details
    assert names(tmp_path) == before


async def test_the_old_bundle_comes_back_when_the_exchange_fails(
    tmp_path: Path, parts: BundleParts, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    await build(out, parts)
    rename = Path.rename

    def fail_for_partial(path: Path, target: Path) -> Path:
        if path.name == "out.partial":
            raise OSError(13, "Permission denied")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", fail_for_partial)
    with pytest.raises(UsageError):
        await build(out, parts)
    assert open_bundle(out).path("node-image").exists()
    assert "out.old" not in names(tmp_path)
    monkeypatch.undo()
    await build(out, parts)
    assert names(tmp_path) == {"source", "out"}


async def test_a_file_put_into_the_old_bundle_meanwhile_is_kept(
    tmp_path: Path, parts: BundleParts
) -> None:
    out = tmp_path / "out"
    await build(out, parts)

    def report(line: str) -> None:
        if line == "Writing the manifest":
            (out / "diary.txt").touch()

    with pytest.raises(UsageError, match="is not a bundle"):
        await build_bundle(out, parts=parts, report=report, clock=VirtualClock())
    assert "diary.txt" in names(out)
    assert names(tmp_path) == {"source", "out"}


async def test_too_little_room_is_told_before_copying(
    tmp_path: Path, parts: BundleParts, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(tmp_path)._replace(free=10 << 20)
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: usage)
    with pytest.raises(UsageError, match="not enough room"):
        await build(tmp_path / "out", parts)
    assert names(tmp_path) == {"source"}


async def test_a_cancelled_build_leaves_nothing_and_can_be_run_again(
    tmp_path: Path, parts: BundleParts, monkeypatch: pytest.MonkeyPatch
) -> None:
    copying = asyncio.Event()
    loop = asyncio.get_running_loop()
    copy = build_module._copy

    def slow(source: Path, folder: Path, file: BundleFile, count: Count) -> BundleFile:
        copy(source, folder, file, count)
        loop.call_soon_threadsafe(copying.set)
        while True:
            count(0)

    monkeypatch.setattr(build_module, "_copy", slow)
    task = asyncio.create_task(build(tmp_path / "out", parts))
    await copying.wait()
    assert names(tmp_path / "out.partial") == {exchange.MARK, "node"}
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert names(tmp_path) == {"source"}
    monkeypatch.undo()
    await build(tmp_path / "out", parts)


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
