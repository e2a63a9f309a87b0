"""The recorded files of AKS Edge Essentials, and what must be made of each."""

from __future__ import annotations

import json
from typing import Any

import pytest

from installer.importer.reading import read_bytes
from installer.importer.translation import translate
from tests.unit.importer.cases import BEYOND, CASES, content, problems

NAMES = sorted(CASES)


def test_the_cases_are_there() -> None:
    assert len(NAMES) == 51
    assert BEYOND.keys() <= CASES.keys()


@pytest.mark.parametrize("name", NAMES)
def test_a_file_is_read_as_expected(name: str) -> None:
    case, imported = CASES[name], read_bytes(content(CASES[name]))
    expected = case["expect"]
    verdict = (imported.accepted, imported.deployable, imported.kind)
    assert verdict == (expected["accepted"], expected["deployable"], case["kind"])
    wanted = {(problem["path"], problem["severity"]) for problem in expected["problems"]}
    assert problems(imported) == wanted | BEYOND.get(name, set())


@pytest.mark.parametrize("name", NAMES)
def test_the_values_are_those_of_the_file_and_no_others(name: str) -> None:
    case, imported = CASES[name], read_bytes(content(CASES[name]))
    values, expected = dict(imported.values), dict(case["expect"]["values"])
    nodes, expected_nodes = values.pop("nodes", []), expected.pop("nodes", [])
    assert len(nodes) == len(expected_nodes)
    for found, wanted in [(values, expected), *zip(nodes, expected_nodes, strict=True)]:
        assert {key: found.get(key, "nothing") for key in wanted} == wanted
        # The cases leave out some of what their files state; nothing may stand in no file.
        for key in found.keys() - wanted.keys():
            assert is_stated(found[key], case["raw"]), (key, found[key])


def is_stated(value: object, raw: str) -> bool:
    """Whether a value stands in the text, or means that something is empty there."""
    if isinstance(value, list):
        return all(is_stated(entry, raw) for entry in value)
    return value is None or value is False or json.dumps(value) in raw


def test_an_invented_value_is_noticed() -> None:
    assert not is_stated("somewhere", '{"Location": "elsewhere"}')
    assert is_stated(["1.1.1.1"], '{"DnsServers": ["1.1.1.1"]}')


@pytest.mark.parametrize("name", NAMES)
def test_the_report_is_plain_data_in_plain_words(name: str) -> None:
    imported = read_bytes(content(CASES[name]))
    report: dict[str, Any] = json.loads(json.dumps(imported.record(translate(imported).notes)))
    assert list(report) == ["accepted", "deployable", "kind", "values", "problems", "notes"]
    assert report["notes"]
    for problem in report["problems"]:
        assert list(problem) == ["path", "severity", "why"]
        assert len(problem["why"]) > 10


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("20-template-unfilled-invalid-json", "line 32, column 23"),
        ("34-aide-single-backslash-path", "line 5, column 29"),
    ],
)
def test_what_is_not_json_is_told_with_line_and_column(name: str, place: str) -> None:
    [finding] = read_bytes(content(CASES[name])).findings.items
    assert place in finding.why
