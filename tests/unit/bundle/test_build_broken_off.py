"""A build that breaks off, or finds the folder taken, leaves things as they were."""

from __future__ import annotations

import asyncio
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from installer.bundle import build as build_module
from installer.bundle import exchange
from installer.bundle.build import BundleParts, build_bundle
from installer.bundle.bundle import open_bundle
from installer.bundle.manifest import BundleFile
from installer.bundle.threads import Count
from installer.clock import VirtualClock
from installer.errors import UsageError
from tests.unit.bundle.building import build, names, snapshot


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
            time.sleep(0.001)  # the event loop must not drown in progress
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
