"""Cluster files whose nodes join the cluster of another PC."""

from __future__ import annotations

import json
from typing import Any

import pytest

from installer.config.load import parse_config
from installer.config.model import EdgeCluster
from installer.errors import ConfigInvalid
from tests.helpers.two_pcs import first_pc, second_pc


def _parsed(*roles: str | None, **spec: object) -> EdgeCluster:
    """A file with these roles as they are written, None for one that is left out."""
    document: dict[str, Any] = second_pc().model_dump(mode="json", by_alias=True)
    [node] = document["spec"]["nodes"]
    document["spec"]["nodes"] = [
        {key: value for key, value in node.items() if key != "role"}
        | {"name": f"n{number}", "address": f"192.168.50.{number}"}
        | ({"role": role} if role else {})
        for number, role in enumerate(roles, start=30)
    ]
    document["spec"] |= spec
    # JSON is YAML without references, which such a file may not have.
    return parse_config(json.dumps(document), "x")


@pytest.mark.parametrize(
    ("roles", "meant"),
    [
        ((None,), ("worker",)),
        ((None, None), ("worker", "worker")),
        (("worker", "server"), ("worker", "server")),
        (("server", "server"), ("server", "server")),
    ],
)
def test_nodes_that_join_are_workers_unless_they_say_what_they_are(
    roles: tuple[str | None, ...], meant: tuple[str, ...]
) -> None:
    spec = _parsed(*roles).spec
    assert tuple(node.role for node in spec.nodes) == meant
    assert len(spec.servers) == meant.count("server")


@pytest.mark.parametrize("roles", [("worker",), ("server", "server")])
def test_of_a_cluster_of_its_own_the_same_roles_are_refused(roles: tuple[str, ...]) -> None:
    with pytest.raises(ConfigInvalid):
        _parsed(*roles, join=False)


def test_nodes_inside_their_pc_reach_no_cluster_to_join() -> None:
    network = second_pc().model_dump(mode="json", by_alias=True)["spec"]["network"]
    with pytest.raises(ConfigInvalid) as caught:
        _parsed(None, network={**network, "external": None, "lan": "10.92.0.0/24"})
    problems = {problem.path: problem.message for problem in caught.value.problems}
    assert "reach only by an external network" in problems["spec.network.external"]


def test_a_file_that_joins_reads_back_as_it_was_written_and_others_join_nothing() -> None:
    config = second_pc("worker", "server")
    assert parse_config(config.to_yaml(), "x") == config
    assert config.spec.join
    assert not first_pc().spec.join
