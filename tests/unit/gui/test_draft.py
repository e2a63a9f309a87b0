"""The answers while they are typed."""

from __future__ import annotations

import pytest

from gui.viewmodels.draft import NETWORK, NODE, Draft
from installer.api import default_cluster


@pytest.fixture
def draft() -> Draft:
    return Draft(default_cluster("shop"))


def test_a_draft_of_a_cluster_is_that_cluster(draft: Draft) -> None:
    assert draft.config == default_cluster("shop")
    assert draft.problems == ()


def test_a_wrong_value_is_kept_and_its_problem_stands_at_its_place(draft: Draft) -> None:
    assert draft.set(f"{NETWORK}.subnet", "192.168.7")
    assert draft.config is None
    assert draft.get(f"{NETWORK}.subnet") == "192.168.7"
    problem = draft.problem(f"{NETWORK}.subnet")
    assert problem is not None
    assert problem.allowed
    assert draft.problem(f"{NETWORK}.podCidr", "metadata.name") is None


def test_the_problem_of_an_entry_belongs_to_its_list(draft: Draft) -> None:
    draft.set(f"{NETWORK}.dns", ["10.0.0.1", "no address"])
    assert draft.problem(f"{NETWORK}.dns") is not None


def test_the_problem_of_a_node_stands_at_its_place(draft: Draft) -> None:
    draft.set(f"{NODE}.memory", "1GiB")
    assert draft.problem(f"{NODE}.memory") is not None
    draft.set(f"{NODE}.memory", "4GiB")
    assert draft.config is not None


def test_the_same_value_is_no_change(draft: Draft) -> None:
    assert not draft.set("metadata.name", "shop")


def test_a_place_that_is_not_there_is_empty(draft: Draft) -> None:
    assert draft.get(f"{NETWORK}.proxy.http") is None
