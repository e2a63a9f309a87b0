"""A file is wholly there or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from installer.files import write_private


@pytest.mark.parametrize("size", [0, 10, 1 << 20])
def test_the_whole_content_is_written_with_its_permissions(tmp_path: Path, size: int) -> None:
    path = tmp_path / "deep" / "key"
    write_private(path, b"x" * size)
    assert path.read_bytes() == b"x" * size
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_left_over_of_a_broken_write_is_no_obstacle(tmp_path: Path) -> None:
    path = tmp_path / "key"
    (tmp_path / ".key.partial").write_text("half")
    write_private(path, b"whole")
    assert path.read_bytes() == b"whole"
    assert [p.name for p in tmp_path.iterdir()] == ["key"]


def test_replacing_changes_the_permissions_too(tmp_path: Path) -> None:
    path = tmp_path / "key"
    path.write_text("old")
    path.chmod(0o644)
    write_private(path, b"new")
    assert path.stat().st_mode & 0o777 == 0o600
