from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from installer.config.load import load_config
from installer.config.migrate import MIGRATIONS, migrated, recorded_cluster
from installer.config.model import API_VERSION
from tests.unit.config.samples import GOOD

OLD = Path(__file__).parent / "old"
OLD_FILES = sorted(OLD.glob("*.yaml"))
OLD_JOURNALS = sorted(OLD.glob("*.json"))


def holds(new: Any, old: Any) -> bool:
    """Whether a new content says all that an old one said; it may say more."""
    if isinstance(old, dict):
        return all(holds(new[key], value) for key, value in old.items())
    if isinstance(old, list):
        return len(new) == len(old) and all(map(holds, new, old))
    return bool(new == old)


def test_files_and_journals_of_every_age_were_kept() -> None:
    assert [path.name for path in (*OLD_FILES, *OLD_JOURNALS)] == [
        "v1alpha1-first-short.yaml",
        "v1alpha1-first.yaml",
        "v1alpha1-first-journal.json",
    ]


@pytest.mark.parametrize("path", OLD_FILES, ids=lambda path: path.stem)
def test_an_old_file_still_means_the_same(path: Path) -> None:
    new = load_config(path).model_dump(mode="json", by_alias=True)
    assert holds(new, yaml.safe_load(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", OLD_JOURNALS, ids=lambda path: path.stem)
def test_the_config_of_an_old_journal_still_means_the_same(path: Path) -> None:
    old = json.loads(path.read_text(encoding="utf-8"))
    assert holds(recorded_cluster(old).model_dump(mode="json", by_alias=True), old)


def test_what_an_old_file_does_not_say_has_the_meaning_that_it_had() -> None:
    spec = load_config(OLD / "v1alpha1-first.yaml").spec
    (node,) = spec.nodes
    assert (node.role, node.mac, node.address, node.taints) == ("server", None, None, ())
    assert (dict(node.labels), dict(spec.registries.mirrors)) == ({}, {})
    assert (spec.network.lan, spec.arc, spec.secret_encryption) == (None, None, False)
    assert (spec.time_zone, spec.time_servers, spec.network.ports[0].node_name) == ("UTC", (), None)


def renamed(old: str, new: str) -> dict[str, Any]:
    def to_second(content: dict[str, Any]) -> dict[str, Any]:
        return {**content, "apiVersion": "second"}

    def to_present(content: dict[str, Any]) -> dict[str, Any]:
        rest = {key: value for key, value in content.items() if key != old}
        return {**rest, "apiVersion": API_VERSION, new: content[old]}

    return {"first": to_second, "second": to_present}


def test_a_file_goes_all_the_way_to_the_present_format() -> None:
    content = {"apiVersion": "first", "title": "shop-1", "kind": "EdgeCluster"}
    assert migrated(content, renamed("title", "name")) == {
        "apiVersion": API_VERSION,
        "kind": "EdgeCluster",
        "name": "shop-1",
    }
    assert content["apiVersion"] == "first"


def test_a_circle_in_the_table_ends() -> None:
    circle = {"a": lambda c: {**c, "apiVersion": "b"}, "b": lambda c: {**c, "apiVersion": "a"}}
    assert migrated({"apiVersion": "a"}, circle) == {"apiVersion": "a"}


@pytest.mark.parametrize("content", [None, [], "text", {}, {"apiVersion": 1}, {"apiVersion": "x"}])
def test_what_no_way_leads_from_stays_as_it_is(content: object) -> None:
    assert migrated(content, renamed("title", "name")) == content


def test_a_file_in_the_present_format_needs_no_way() -> None:
    assert API_VERSION not in MIGRATIONS
    content = yaml.safe_load(GOOD)
    assert migrated(content) is content
