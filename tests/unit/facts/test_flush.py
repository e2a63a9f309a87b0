from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from installer.errors import CommandTimeout
from installer.facts.base import Target
from installer.facts.flush import FACT, Flush
from installer.host.base import Result
from installer.host.local import LocalHost
from tests.unit.facts.scripted import STATE, ScriptedHost, target

TOOK = Result(0, "", "4096 bytes (4.1 kB, 4.0 KiB) copied, 0.002 s, 2.0 MB/s\n")


async def look(host: ScriptedHost) -> Flush:
    return FACT.parse(await FACT.read(target(host)))


async def test_the_state_folder_itself_is_measured_where_it_exists() -> None:
    host = ScriptedHost({"test -d": Result(0), "sh -c": TOOK})
    assert await look(host) == Flush(2.0)
    assert host.asked[-1].endswith(f"flush {STATE}")


async def test_otherwise_the_nearest_folder_above_it() -> None:
    missing = {f"test -d {STATE}": Result(1), "test -d /home/shop/.local/share": Result(1)}
    host = ScriptedHost({"test -d": Result(0), **missing, "sh -c": TOOK})
    await look(host)
    assert host.asked[-1].endswith("flush /home/shop/.local")


async def test_a_disk_that_never_ends_is_slow_and_not_unknown() -> None:
    host = ScriptedHost({"test -d": Result(0), "sh -c": CommandTimeout("It did not end.")})
    found = await look(host)
    assert found.milliseconds is not None
    assert found.milliseconds > 10_000


@pytest.mark.skipif(sys.platform != "linux", reason="dd of a Linux PC")
async def test_a_real_disk_is_measured_and_nothing_is_left(tmp_path: Path) -> None:
    found = FACT.parse(await FACT.read(Target(LocalHost(), str(tmp_path / "not" / "there"))))
    assert found.milliseconds is not None
    assert found.milliseconds > 0
    assert [path.name for path in tmp_path.iterdir() if path.name != "home"] == []


@pytest.mark.skipif(sys.platform != "linux", reason="dd of a Linux PC")
@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
async def test_a_folder_that_cannot_be_written_has_no_speed(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    found = FACT.parse(await FACT.read(Target(LocalHost(), str(closed))))
    assert found.milliseconds is None
    assert "denied" in found.reason
