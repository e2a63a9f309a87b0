"""Every way in which a bundle can differ from its manifest."""

from __future__ import annotations

import asyncio
import os
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from installer.bundle import verify as module
from installer.bundle.bundle import Bundle
from installer.bundle.threads import Count
from installer.bundle.verify import verify_bundle
from installer.errors import BundleTampered


def ignore(done: int, total: int) -> None:
    """Progress that nobody looks at."""


async def test_a_sound_bundle_passes_and_tells_its_progress(bundle: Bundle) -> None:
    seen: list[tuple[int, int]] = []
    await verify_bundle(bundle, progress=lambda done, total: seen.append((done, total)))
    total = sum(file.size for file in bundle.manifest.files)
    assert seen[0] == (0, total)
    assert seen[-1] == (total, total)
    assert seen == sorted(seen)


async def test_progress_is_told_in_the_thread_of_the_loop(bundle: Bundle) -> None:
    threads: set[threading.Thread] = set()
    await verify_bundle(
        bundle, progress=lambda done, total: threads.add(threading.current_thread())
    )
    assert threads == {threading.current_thread()}


async def test_files_that_are_not_listed_are_ignored(bundle: Bundle) -> None:
    (bundle.root / "README.txt").write_text("how to use this stick", encoding="utf-8")
    await verify_bundle(bundle, progress=ignore)


def _flip(path: Path, position: int) -> None:
    data = bytearray(path.read_bytes())
    data[position] ^= 1
    path.write_bytes(data)


def _replace_by_link(path: Path) -> None:
    elsewhere = path.parents[2] / "same-content"
    path.rename(elsewhere)
    path.symlink_to(elsewhere)


def _replace_folder_by_link(path: Path) -> None:
    elsewhere = path.parents[2] / "same-folder"
    path.parent.rename(elsewhere)
    path.parent.symlink_to(elsewhere, target_is_directory=True)


def _replace_folder_by_file(path: Path) -> None:
    shutil.rmtree(path.parent)
    path.parent.touch()


def _replace_by_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def _replace_by_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _append(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"x")


def _extra_link(path: Path) -> None:
    (path.parent / "extra").symlink_to("/etc/hostname")


@pytest.mark.parametrize(
    ("tamper", "words"),
    [
        (lambda path: _flip(path, 0), "bin/kubeall: has another content"),
        (lambda path: _flip(path, -1), "bin/kubeall: has another content"),
        (lambda path: os.truncate(path, 1999), "bin/kubeall: is cut off (1999 bytes instead of"),
        (lambda path: os.truncate(path, 0), "bin/kubeall: is cut off (0 bytes instead of"),
        (_append, "bin/kubeall: is too long (2001 bytes instead of 2000)"),
        (lambda path: path.unlink(), "bin/kubeall: is missing"),
        (lambda path: shutil.rmtree(path.parent), "bin/kubeall: is missing"),
        (_replace_by_link, "bin/kubeall: is a link"),
        (_replace_folder_by_link, "bin/kubeall: bin is a link"),
        (_replace_folder_by_file, "bin/kubeall: bin is a link or something else"),
        (_replace_by_pipe, "bin/kubeall: is not a plain file"),
        (_replace_by_folder, "bin/kubeall: is not a plain file"),
        (_extra_link, "bin/extra: is a link"),
    ],
    ids=[
        "first byte flipped",
        "last byte flipped",
        "truncated",
        "emptied",
        "byte appended",
        "missing",
        "folder missing",
        "link to the same content",
        "folder linked",
        "folder replaced by a file",
        "named pipe",
        "folder in its place",
        "extra link",
    ],
)
async def test_tampering_is_found_and_named(
    bundle: Bundle, tamper: Callable[[Path], object], words: str
) -> None:
    tamper(bundle.root / "bin/kubeall")
    with pytest.raises(BundleTampered) as caught:
        await verify_bundle(bundle, progress=ignore)
    assert words in caught.value.details
    assert "bin/" in caught.value.brief


async def test_all_files_that_differ_are_told_at_once(bundle: Bundle) -> None:
    for path in ("bin/kubeall", "images/images.tar", "node/node.qcow2"):
        _flip(bundle.root / path, 5)
    with pytest.raises(BundleTampered) as caught:
        await verify_bundle(bundle, progress=ignore)
    assert len(caught.value.details.splitlines()) == 3
    assert "bin/kubeall and 2 more differ" in caught.value.brief


async def test_wrong_sizes_are_told_before_anything_is_read(
    bundle: Bundle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_differing_content", None)
    (bundle.root / "bin/kubeall").unlink()
    with pytest.raises(BundleTampered, match="bin/kubeall"):
        await verify_bundle(bundle, progress=ignore)


async def test_only_the_given_files_are_looked_at(bundle: Bundle) -> None:
    _flip(bundle.root / "bin/kubeall", 0)
    await verify_bundle(bundle, progress=ignore, files=bundle.files("node-image"))
    with pytest.raises(BundleTampered):
        await verify_bundle(bundle, progress=ignore, files=bundle.files("binary"))


async def test_a_file_that_cannot_be_opened_is_told(
    bundle: Bundle, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(path: Path, flags: int) -> int:
        raise OSError(5, "Input/output error", str(path))

    monkeypatch.setattr(os, "open", broken)
    with pytest.raises(BundleTampered) as caught:
        await verify_bundle(bundle, progress=ignore, files=bundle.files("binary"))
    assert caught.value.details == "bin/kubeall: cannot be read (Input/output error)"


async def test_can_be_cancelled_and_leaves_no_thread(
    bundle: Bundle, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading = asyncio.Event()
    loop = asyncio.get_running_loop()

    def endless(bundle: Bundle, file: object, count: Count) -> str:
        while True:
            loop.call_soon_threadsafe(reading.set)
            count(1)

    monkeypatch.setattr(module, "_differing_content", endless)
    task = asyncio.create_task(verify_bundle(bundle, progress=ignore))
    await reading.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert not [t for t in threading.enumerate() if t.name.startswith("edgewright-verify")]
