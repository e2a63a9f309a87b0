"""All facts of the PC on which the tests run, through the real host driver."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

from installer.engine.preflight import all_facts
from installer.facts.base import FactSpec, Target
from installer.facts.rights import Rights
from installer.host.local import LocalHost

# The accelerator has a test of its own: it starts a guest.
FACTS = [fact for fact in all_facts() if fact.id != "host.accelerator"]


@pytest.mark.skipif(sys.platform != "linux", reason="the facts are those of a Linux PC")
@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.id)
async def test_a_fact_of_this_pc_can_be_read(fact: FactSpec[Any], tmp_path: Path) -> None:
    for tool in ("date", "dd", "df", "find", "id", "ls", "mktemp", "sh", "stat", "test", "uname"):
        assert shutil.which(tool), f"{tool} belongs to every Linux"
    state = tmp_path / "not" / "there"
    value = fact.parse(await fact.read(Target(LocalHost(), str(state))))
    if isinstance(value, Rights):
        assert (value.folder, value.writable) == (str(tmp_path), True)
