from __future__ import annotations

import json

import pytest

from installer.facts.distributions import FACT
from installer.host.base import Result
from tests.unit.facts.scripted import STATE, ScriptedHost, target

RUN = json.dumps({"kind": "run", "data": {"config": {"spec": {"distribution": "k3s"}}}})


async def test_a_cluster_is_asked_for_its_first_line_only() -> None:
    host = ScriptedHost(
        {f"find -H {STATE}": Result(0, f"{STATE}/shop/journal.jsonl\n")},
        {f"{STATE}/shop/journal.jsonl": f'{RUN}\n{{"kind":"own"}}\n'},
    )
    text = await FACT.read(target(host))
    assert json.loads(text) == {"shop": RUN}
    assert FACT.parse(text) == {"shop": "k3s"}


async def test_without_a_state_folder_there_is_nothing() -> None:
    host = ScriptedHost({f"find -H {STATE}": Result(1, "", "find: no such file")})
    assert FACT.parse(await FACT.read(target(host))) == {}


@pytest.mark.parametrize("error", [FileNotFoundError(), PermissionError()])
async def test_a_journal_that_cannot_be_read_says_nothing(error: Exception) -> None:
    host = ScriptedHost(
        {f"find -H {STATE}": Result(0, f"{STATE}/shop/journal.jsonl\n")},
        {f"{STATE}/shop/journal.jsonl": error},
    )
    assert FACT.parse(await FACT.read(target(host))) == {}
