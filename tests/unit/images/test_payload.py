"""The payload disk, read back by pycdlib and by other programs where there are any."""

from __future__ import annotations

import io
import shutil
import stat
import subprocess
import tracemalloc
from pathlib import Path

import pycdlib
import pytest

from installer.images.payload import write_payload

CONTENTS = {
    "kubeall": b"\x7fELF" * 5000,
    "images.tar": b"layers" * 9000,
    "10-kubeadm.conf": b"[Service]\n",
    "kube-bridge.conflist": b"{}",
    "kube_bridge.conflist": b"[]",
    "conf/UPPER.lower.d-1.conf": b"a",
    "conf/deep/sysctl.conf": b"b" * 2048,
    "conf/empty": b"",
    "a-name-that-is-much-longer-than-what-plain-iso-9660-has-room-for.v1.34.4+x.txt": b"c",
}


@pytest.fixture
def entries(tmp_path: Path) -> dict[str, Path]:
    """Source files with other names than inside, in no special order."""
    folder = tmp_path / "source"
    folder.mkdir()
    found = {}
    for number, (name, data) in enumerate(CONTENTS.items()):
        found[name] = folder / f"file{number}"
        found[name].write_bytes(data)
    return found


def read_back(image: Path) -> dict[str, bytes]:
    """All files of an image by their Rock Ridge paths."""
    iso = pycdlib.PyCdlib()
    iso.open(str(image))
    found = {}
    try:
        for folder, _, names in iso.walk(rr_path="/"):
            for name in names:
                path = f"{folder.rstrip('/')}/{name}"
                data = io.BytesIO()
                iso.get_file_from_iso_fp(data, rr_path=path)
                found[path.removeprefix("/")] = data.getvalue()
    finally:
        iso.close()
    return found


def test_names_and_contents_survive(tmp_path: Path, entries: dict[str, Path]) -> None:
    write_payload(tmp_path / "payload.iso", entries)
    assert read_back(tmp_path / "payload.iso") == CONTENTS


def test_the_order_of_the_entries_does_not_matter(tmp_path: Path, entries: dict[str, Path]) -> None:
    places = []
    for name, given in (("one", entries), ("two", dict(reversed(entries.items())))):
        write_payload(tmp_path / name, given)
        image = (tmp_path / name).read_bytes()
        places.append([image.find(data) for data in CONTENTS.values() if len(data) > 1000])
    assert places[0] == places[1]
    assert -1 not in places[0]


def test_the_label_can_be_chosen(tmp_path: Path, entries: dict[str, Path]) -> None:
    write_payload(tmp_path / "one.iso", entries)
    write_payload(tmp_path / "two.iso", entries, label="OTHER_2")
    labels = [(tmp_path / name).read_bytes()[32808:32840] for name in ("one.iso", "two.iso")]
    assert labels == [b"EDGEWRIGHT_PAY".ljust(32), b"OTHER_2".ljust(32)]


def test_only_the_owner_can_read_the_image(tmp_path: Path, entries: dict[str, Path]) -> None:
    write_payload(tmp_path / "payload.iso", entries)
    assert stat.S_IMODE((tmp_path / "payload.iso").stat().st_mode) == 0o600


@pytest.mark.parametrize("label", ["", "lower", "WITH-DASH", "A" * 33, "LINE\n"])
def test_a_label_that_iso_9660_does_not_allow_is_refused(tmp_path: Path, label: str) -> None:
    with pytest.raises(ValueError, match="label"):
        write_payload(tmp_path / "payload.iso", {}, label=label)


@pytest.mark.parametrize("name", ["", "/a", "a/", "a//b", "..", "../a", "./a", "a\x00", "a" * 201])
def test_a_path_that_cannot_stand_in_an_image_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="path"):
        write_payload(tmp_path / "payload.iso", {name: tmp_path})
    assert list(tmp_path.iterdir()) == []


def test_a_missing_source_leaves_the_older_image(tmp_path: Path, entries: dict[str, Path]) -> None:
    image = tmp_path / "out" / "payload.iso"
    write_payload(image, entries)
    before = image.read_bytes()
    entries["kubeall"].unlink()
    with pytest.raises(FileNotFoundError):
        write_payload(image, entries)
    assert image.read_bytes() == before
    assert [path.name for path in image.parent.iterdir()] == ["payload.iso"]


def test_what_an_interrupted_run_left_is_replaced(tmp_path: Path, entries: dict[str, Path]) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / ".payload.iso.partial").write_bytes(b"half")
    write_payload(out / "payload.iso", entries)
    assert [path.name for path in out.iterdir()] == ["payload.iso"]


class StopAskedFor(Exception):
    """What the tests raise in the middle."""


def test_progress_grows_to_the_whole_and_can_stop_the_writing(
    tmp_path: Path, entries: dict[str, Path]
) -> None:
    out = tmp_path / "out"
    seen: list[tuple[int, int]] = []
    write_payload(out / "one.iso", entries, progress=lambda *numbers: seen.append(numbers))
    size = (out / "one.iso").stat().st_size
    assert seen == sorted(seen)
    assert seen[-1] == (size, size)

    def stop(done: int, total: int) -> None:
        if done > total // 2:
            raise StopAskedFor

    with pytest.raises(StopAskedFor):
        write_payload(out / "two.iso", entries, progress=stop)
    assert [path.name for path in out.iterdir()] == ["one.iso"]


@pytest.mark.parametrize("size", [10, 90_000])
def test_a_source_that_changes_meanwhile_is_found(
    tmp_path: Path, entries: dict[str, Path], size: int
) -> None:
    def change(done: int, total: int) -> None:
        entries["images.tar"].write_bytes(b"x" * size)

    with pytest.raises(OSError, match="changed while it was copied"):
        write_payload(tmp_path / "payload.iso", entries, progress=change)
    assert not (tmp_path / "payload.iso").exists()


def test_memory_does_not_grow_with_the_size_of_a_file(tmp_path: Path) -> None:
    large = tmp_path / "large"
    with large.open("wb") as file:
        file.truncate(64 << 20)
    tracemalloc.start()
    try:
        write_payload(tmp_path / "payload.iso", {"large": large})
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert (tmp_path / "payload.iso").stat().st_size > 64 << 20
    assert peak < 8 << 20


@pytest.mark.skipif(shutil.which("bsdtar") is None, reason="bsdtar is not installed")
def test_another_program_reads_the_same_files_as_read_only(
    tmp_path: Path, entries: dict[str, Path]
) -> None:
    write_payload(tmp_path / "payload.iso", entries)
    target = tmp_path / "unpacked"
    target.mkdir()
    subprocess.run(["bsdtar", "-xpf", str(tmp_path / "payload.iso"), "-C", str(target)], check=True)
    files = {path for path in target.rglob("*") if path.is_file()}
    found = {path.relative_to(target).as_posix(): path.read_bytes() for path in files}
    assert found == CONTENTS
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o555}
