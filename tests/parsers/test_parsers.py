"""Every parser of a fact against recorded answers of Linux PCs.

A recording is `<file of the fact>/<what it shows>.json`.  Its `output` is what `read` gave: lines,
or a document that is handed over as JSON.  Its `expect` is the fact, its parts by name; or its
`error` is a pattern for the ValueError's words, when the answer is none.
"""

from __future__ import annotations

import dataclasses
import ipaddress
import json
from pathlib import Path
from typing import Any

import pytest

from installer.facts.base import FactSpec, Platform
from installer.registry import discover

RECORDED = Path(__file__).parent
FACTS: dict[str, FactSpec[Any]] = {
    fact.parse.__module__.rpartition(".")[2]: fact
    for fact in discover("installer.facts", "FACT")
    if fact.platform is Platform.LINUX
}
CASES = sorted(path.relative_to(RECORDED) for path in RECORDED.glob("*/*.json"))
GOOD_CASES = [p for p in CASES if "expect" in json.loads((RECORDED / p).read_text("utf-8"))]
BAD_CASES = [path for path in CASES if path not in GOOD_CASES]
ADDRESSES = (
    ipaddress.IPv4Address,
    ipaddress.IPv6Address,
    ipaddress.IPv4Interface,
    ipaddress.IPv4Network,
)


def recorded(path: Path) -> tuple[FactSpec[Any], str, dict[str, Any]]:
    """The fact of a recording, the text for its parser, and the whole recording."""
    case: dict[str, Any] = json.loads((RECORDED / path).read_text(encoding="utf-8"))
    output = case["output"]
    text = "\n".join(output) if isinstance(output, list) else json.dumps(output)
    return FACTS[path.parent.name], text, case


def plain(value: object) -> object:
    """A fact in the words of JSON; sets in order, because they have none."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        names = [field.name for field in dataclasses.fields(value)]
        return {name: plain(getattr(value, name)) for name in names}
    if isinstance(value, ADDRESSES):
        return str(value)
    if isinstance(value, frozenset):
        return sorted((plain(entry) for entry in value), key=json.dumps)
    return [plain(entry) for entry in value] if isinstance(value, tuple) else value


@pytest.mark.parametrize("path", GOOD_CASES, ids=str)
def test_a_recorded_answer_is_understood(path: Path) -> None:
    fact, text, case = recorded(path)
    expected = case["expect"]
    if isinstance(expected, dict) and "listeners" in expected:
        expected["listeners"].sort(key=json.dumps)
    assert plain(fact.parse(text)) == expected


@pytest.mark.parametrize("path", BAD_CASES, ids=str)
def test_an_answer_that_is_none_is_refused(path: Path) -> None:
    fact, text, case = recorded(path)
    with pytest.raises(ValueError, match=case["error"]):
        fact.parse(text)


@pytest.mark.parametrize("stem", FACTS)
def test_every_fact_has_recordings(stem: str) -> None:
    assert len(list((RECORDED / stem).glob("*.json"))) >= 5


def test_every_recording_belongs_to_a_fact() -> None:
    folders = {path.name for path in RECORDED.iterdir() if path.is_dir()}
    assert folders - {"__pycache__"} == set(FACTS)
