"""A file comes to the other PC whole, also when the connection breaks on the way."""

from __future__ import annotations

import hashlib
import os
import random
import sys
from pathlib import Path

import pytest

from installer.errors import HostUnreachable, ScriptFailed
from installer.host.windows_upload import upload
from tests.helpers import fake_files
from tests.helpers.long import count
from tests.helpers.winrm_server.programs import ProcessProgram, Program
from tests.helpers.winrm_server.shells import Trouble
from tests.unit.host.winrm_bench import bench, know_users

FULL_SIZE = count(20, 100) * 1024 * 1024


@pytest.fixture(autouse=True)
def pc(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    know_users(monkeypatch, tmp_path)
    monkeypatch.setenv("EDGEWRIGHT_FAKE_ROOT", str(tmp_path / "c"))
    (tmp_path / "c").mkdir()
    return tmp_path / "c"


def runner(line: str) -> Program:
    return ProcessProgram([sys.executable, "-m", fake_files.__name__])


def make(path: Path, size: int) -> str:
    data = random.Random(1).randbytes(min(size, 1_000_003))
    with path.open("wb") as file:
        for start in range(0, size, len(data) or 1):
            file.write(data[: size - start])
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("size", [0, 1, 180_000, 1_000_000])
async def test_a_file_arrives_whole(size: int, tmp_path: Path, pc: Path) -> None:
    sha256, seen = make(tmp_path / "image", size), list[int]()
    async with bench(runner=runner) as (server, host):
        await upload(host, tmp_path / "image", r"C:\Edgewright\a b\image.vhdx", report=seen.append)
        assert len(server.shells.shells) == 1
    arrived = (pc / "Edgewright" / "a b" / "image.vhdx").read_bytes()
    assert hashlib.sha256(arrived).hexdigest() == sha256
    assert seen == sorted(seen)
    assert seen[-1:] == ([size] if size else [])


async def test_a_large_file_arrives_in_pieces_that_fit(tmp_path: Path, pc: Path) -> None:
    sha256 = make(tmp_path / "image", FULL_SIZE)
    async with bench(runner=runner) as (server, host):
        await upload(host, tmp_path / "image", r"C:\image.vhdx", report=lambda sent: None)
        assert server.largest < 500_000
    with (pc / "image.vhdx").open("rb") as file:
        assert hashlib.file_digest(file, "sha256").hexdigest() == sha256


async def test_a_broken_transfer_goes_on_where_it_was(tmp_path: Path, pc: Path) -> None:
    make(tmp_path / "image", 3_000_000)
    seen: list[int] = []
    trouble = Trouble()

    def report(sent: int) -> None:
        if sent > 1_500_000 and not seen:
            trouble.drop.append("Send")
            seen.append(sent)

    async with bench(runner=runner, trouble=trouble) as (server, host):
        await upload(host, tmp_path / "image", r"C:\image", report=report)
        # The query and the transfer, twice.
        assert len(server.shells.lines) == 4
        sends = server.actions.count("Send")
    assert (pc / "image").read_bytes() == (tmp_path / "image").read_bytes()
    assert sends < 2 * 3_000_000 / 180_000, "all of it was sent again"


async def test_a_connection_that_breaks_again_and_again_is_told(tmp_path: Path) -> None:
    make(tmp_path / "image", 1000)
    async with bench(runner=runner, trouble=Trouble(drop=["Command"] * 50)) as (_, host):
        with pytest.raises(HostUnreachable):
            await upload(host, tmp_path / "image", r"C:\image", report=lambda sent: None)


async def test_what_arrives_changed_is_refused(tmp_path: Path, pc: Path) -> None:
    make(tmp_path / "image", 400_000)
    # The rest of another file of the same name.
    (pc / "image.partial").write_bytes(os.urandom(200_000))
    async with bench(runner=runner) as (_, host):
        with pytest.raises(ScriptFailed) as caught:
            await upload(host, tmp_path / "image", r"C:\image", report=lambda sent: None)
    assert "400000 of 400000 bytes" in caught.value.details
    assert not (pc / "image").exists()
