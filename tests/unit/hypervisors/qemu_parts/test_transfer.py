from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from installer.errors import CommandFailed, DiskFull
from installer.hypervisors.qemu_parts import transfer

CONTENT = bytes(range(256)) * 400


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "source"
    path.write_bytes(CONTENT)
    return path


@pytest.mark.parametrize("kernel", [True, False], ids=["by the kernel", "by hand"])
async def test_copy_is_exact_and_tells_growing_percents(
    tmp_path: Path, source: Path, monkeypatch: pytest.MonkeyPatch, kernel: bool
) -> None:
    monkeypatch.setattr(transfer, "_CHUNK", 10_000)
    if not kernel:
        monkeypatch.setattr(os, "copy_file_range", fail(errno.EXDEV))
    told: list[int] = []
    await transfer.copy_file(source, tmp_path / "target", told.append)
    assert (tmp_path / "target").read_bytes() == CONTENT
    assert told == sorted(set(told))
    assert (told[0], told[-1], len(told)) == (0, 100, 12)


async def test_copy_tells_when_the_disk_is_full(
    tmp_path: Path, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "copy_file_range", fail(errno.ENOSPC))
    with pytest.raises(DiskFull) as caught:
        await transfer.copy_file(source, tmp_path / "target", lambda _: None)
    assert "No space left" in caught.value.details


@pytest.mark.parametrize("secret", [True, False])
async def test_a_file_from_another_file_system_is_copied_and_erased_there(
    tmp_path: Path, source: Path, monkeypatch: pytest.MonkeyPatch, secret: bool
) -> None:
    witness = tmp_path / "witness"
    witness.hardlink_to(source)
    replace = Path.replace

    def other_file_system(path: Path, target: Path) -> Path:
        if path == source:
            raise OSError(errno.EXDEV, "Invalid cross-device link")
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", other_file_system)
    await transfer.take_file(source, tmp_path / "target", secret=secret)
    assert (tmp_path / "target").read_bytes() == CONTENT
    assert (tmp_path / "target").stat().st_mode & 0o777 == 0o600
    assert not source.exists()
    assert witness.read_bytes() == (bytes(len(CONTENT)) if secret else CONTENT)


async def test_taking_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(CommandFailed, match="Taking over a disk"):
        await transfer.take_file(tmp_path / "gone", tmp_path / "target", secret=True)


@pytest.mark.parametrize("size", [0, 1, 1 << 20, (1 << 20) + 1])
async def test_a_secret_is_overwritten_whole_before_its_name_goes(
    tmp_path: Path, size: int
) -> None:
    path, witness = tmp_path / "secret", tmp_path / "witness"
    path.write_bytes(b"k" * size)
    witness.hardlink_to(path)
    await transfer.erase_file(path, secret=True)
    assert not path.exists()
    assert witness.read_bytes() == bytes(size)


async def test_erasing_what_is_gone_is_no_fault(tmp_path: Path) -> None:
    await transfer.erase_file(tmp_path / "gone", secret=True)


def fail(number: int) -> object:
    def fail(*_: object) -> int:
        raise OSError(number, os.strerror(number))

    return fail
