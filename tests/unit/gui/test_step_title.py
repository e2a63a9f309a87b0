"""Titles of steps in other languages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from gui.texts import language, table_of
from gui.viewmodels.step_title import step_title
from installer.engine.plan import build_plan, describe_plan
from installer.engine.proposal import default_cluster


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    language.use("en")


def test_the_name_of_the_node_stays() -> None:
    language.use("de")
    assert step_title("till-7/start-vm", "Start till-7") == "till-7 starten"


def test_a_title_without_a_node_is_translated_whole() -> None:
    language.use("de")
    assert step_title("n/verify", "Wait until Kubernetes is ready").startswith("Warten")


def test_the_name_is_the_last_that_fits() -> None:
    assert step_title("keys/create-keys", "Make the keys of keys") == "Make the keys of keys"


def test_what_was_removed_is_no_step() -> None:
    assert step_title("vm a/b", "vm") == "vm"


def test_german_has_the_whole_plan_of_a_cluster() -> None:
    plan = describe_plan(build_plan(default_cluster("shop")), pace=1.0)
    titles = {step.title.replace("shop-node", "{node}") for phase in plan for step in phase.steps}
    assert sorted(titles - table_of("de").keys()) == []
