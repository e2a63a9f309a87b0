"""The plan of each kind of cluster: golden files, and what must hold for any."""

from __future__ import annotations

from pathlib import Path

import pytest

from installer.config.model import EdgeCluster
from installer.engine.plan import build_plan
from installer.engine.proposal import default_cluster
from installer.steps.base import step_key

EXTERNAL = {"adapter": "eth0", "subnet": "192.168.50.0/24", "gateway": "192.168.50.1"}
GOLDEN = Path(__file__).parents[2] / "golden" / "plan"
CASES = {
    "alone": ("server",),
    "server-and-worker": ("server", "worker"),
    "servers-and-workers": ("server", "worker", "server", "worker", "server"),
}


JOINING = {
    "joining-workers": ("worker", "worker"),
    "joining-server-and-worker": ("worker", "server"),
}


def _config(
    roles: tuple[str, ...], *, autostart: bool = True, joining: bool = False
) -> EdgeCluster:
    document = default_cluster("shop").model_dump(mode="json", by_alias=True)
    spec = document["spec"]
    [node] = spec["nodes"]
    spec["nodes"] = [
        node | {"name": f"n{number}", "role": role, "cpus": 2}
        for number, role in enumerate(roles, start=1)
    ]
    if joining:
        spec["join"] = True
        spec["network"]["external"] = dict(EXTERNAL)
        for number, node in enumerate(spec["nodes"], start=21):
            node["address"] = f"192.168.50.{number}"
    elif len(roles) > 1:
        spec["network"]["lan"] = "10.92.0.0/24"
    spec["autostart"] = autostart
    return EdgeCluster.model_validate(document)


def _text(config: EdgeCluster) -> str:
    lines = []
    for phase in build_plan(config):
        lines.append(phase.title)
        lines += [f"  {step_key(step)}: {step.title}; {step.describe()}" for step in phase.steps]
    return "".join(f"{line}\n" for line in lines)


@pytest.mark.parametrize("name", CASES)
def test_the_plan_is_as_in_the_golden_file(name: str) -> None:
    assert _text(_config(CASES[name])) == (GOLDEN / f"{name}.txt").read_text("utf-8")


@pytest.mark.parametrize("name", JOINING)
def test_the_plan_of_nodes_that_join_is_as_in_the_golden_file(name: str) -> None:
    text = _text(_config(JOINING[name], joining=True))
    assert text == (GOLDEN / f"{name}.txt").read_text("utf-8")


def test_every_golden_file_has_its_case() -> None:
    assert {path.stem for path in GOLDEN.iterdir()} == {*CASES, *JOINING}


@pytest.mark.parametrize("roles", JOINING.values(), ids=JOINING)
def test_nodes_that_join_begin_nothing_and_forget_their_ticket(roles: tuple[str, ...]) -> None:
    phases = build_plan(_config(roles, joining=True))
    kinds = [step.kind for phase in phases for step in phase.steps]
    assert "init-server" not in kinds
    assert kinds.count("join-node") == len(roles)
    assert kinds.index("keep-ticket") < kinds.index("join-node") < kinds.index("forget-ticket")
    # Only a server has the access file of the whole cluster.
    assert ("fetch-kubeconfig" in kinds) is ("server" in roles)


@pytest.mark.parametrize("roles", CASES.values(), ids=CASES)
def test_every_node_becomes_one_of_the_cluster_once(roles: tuple[str, ...]) -> None:
    config = _config(roles)
    keys = [step_key(step) for phase in build_plan(config) for step in phase.steps]
    assert len(set(keys)) == len(keys)
    kinds = ("init-server", "join-node")
    entering = [key.partition("/")[0] for key in keys if key.partition("/")[2] in kinds]
    assert sorted(entering) == sorted(node.name for node in config.spec.nodes)
    assert f"{config.spec.nodes[0].name}/init-server" in keys


def test_further_servers_join_one_after_another_and_workers_side_by_side() -> None:
    joins = [
        [step.node.name for step in phase.steps]
        for phase in build_plan(_config(CASES["servers-and-workers"]))
        if any(step.kind == "join-node" for step in phase.steps)
    ]
    assert joins == [["n3"], ["n5"], ["n2", "n4"]]


def test_without_autostart_nothing_is_said_of_it() -> None:
    text = _text(_config(("server", "worker"), autostart=False))
    assert "set-autostart" not in text
