"""Whatever a file holds: a report comes out, or one of our own errors."""

from __future__ import annotations

import copy
import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from installer.config.load import parse_config
from installer.importer.reading import read_bytes
from installer.importer.translation import translate
from tests.unit.importer.cases import CASES, content

FILES = [content(case) for case in CASES.values()]
DOCUMENTS: list[Any] = [json.loads(case["raw"]) for case in CASES.values() if case["strict_json"]]
ODD: st.SearchStrategy[Any] = st.sampled_from(
    [
        None,
        "",
        " ",
        "<x>",
        "x-null",
        "@{a=1}",
        "System.Object[]",
        "192.168.1.1",
        "255.255.255.0",
        "10.0.0.0/0",
        "\ud800",
        "\x1b[0m",
        "1e999",
        True,
        0,
        -1,
        2**63,
        10**30,
        1.5,
        float("1e300"),
        [],
        {},
        [{}],
        [None],
        [[]],
        {"": None},
        {"LinuxNode": {}},
    ]
).map(copy.deepcopy)


def check(data: bytes) -> None:
    """Everything that a user would see can be made, and is sound."""
    imported = read_bytes(data)
    translation = translate(imported)
    report = imported.record(translation.notes)
    json.loads(json.dumps(report, allow_nan=False))
    assert imported.accepted or (not imported.values and imported.findings.errors)
    assert (translation.cluster is None) == bool(translation.reasons)
    if translation.cluster is not None:
        parse_config(translation.to_yaml("x.json"), "x").to_yaml()


@settings(max_examples=300)
@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    check(data)


@settings(max_examples=300)
@given(st.data())
def test_a_file_with_damage(data: st.DataObject) -> None:
    content = bytearray(data.draw(st.sampled_from(FILES)))
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(content)))
        length = data.draw(st.integers(0, 20))
        content[start : start + length] = data.draw(st.binary(max_size=8))
    check(bytes(content))


@settings(max_examples=300)
@given(st.data())
def test_a_file_with_odd_values(data: st.DataObject) -> None:
    document = json.loads(json.dumps(data.draw(st.sampled_from(DOCUMENTS))))
    for _ in range(data.draw(st.integers(1, 4))):
        group = document
        while True:
            keys = list(group) if isinstance(group, dict) else list(range(len(group)))
            if not keys:
                break
            key = data.draw(st.sampled_from(keys))
            inner = group[key]
            if isinstance(inner, (dict, list)) and data.draw(st.booleans()):
                group = inner
                continue
            group[key] = data.draw(ODD)
            break
    check(json.dumps(document).encode())
