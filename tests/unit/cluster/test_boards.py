"""What the boards tell: figures, certificates, Azure Arc, versions, manifests."""

from __future__ import annotations

import base64
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import yaml

from installer.cluster.arc_reading import read_arc
from installer.cluster.certificates import Board, judge
from installer.cluster.connection import Connection
from installer.cluster.manifests import editable, read_manifest, shown
from installer.cluster.phrases import NOTHING
from installer.cluster.rows import Row
from installer.cluster.support_cleaning import cleaned
from installer.cluster.usage import read_usage
from installer.cluster.versions import versions_of
from installer.errors import ConfigInvalid
from tests.helpers.fake_api import Call, fake_api
from tests.testbed.pki import Authority

DAY = 86_400.0
ARC = "/apis/apps/v1/namespaces/azure-arc/deployments"
RECORD = "/apis/arc.azure.com/v1beta1/namespaces/azure-arc/connectedclusters/clustermetadata"


def answering(answers: dict[str, Any]) -> Any:
    def answer(call: Call) -> None:
        if call.path in answers:
            call.answer(answers[call.path])
        else:
            call.refuse(404, "not here")

    return answer


def agent(name: str, ready: int) -> dict[str, Any]:
    return {"metadata": {"name": name}, "spec": {"replicas": 1}, "status": {"readyReplicas": ready}}


@pytest.mark.parametrize(
    ("answers", "word", "plain"),
    [
        ({}, "not connected", "This cluster is not connected to Azure Arc."),
        (
            {ARC: {"items": []}, "/api/v1/namespaces/azure-arc": {}},
            "not connected",
            "This cluster is not connected to Azure Arc.",
        ),
        (
            {ARC: {"items": [agent("a", 1)]}, "/api/v1/namespaces/azure-arc": {}},
            "connected",
            "The cluster is connected to Azure Arc.",
        ),
        (
            {ARC: {"items": [agent("a", 0)]}, "/api/v1/namespaces/azure-arc": {}},
            "trouble",
            "Some agents of Azure Arc do not run.",
        ),
        (
            {
                ARC: {"items": [agent("a", 1)]},
                "/api/v1/namespaces/azure-arc": {},
                RECORD: {"status": {"connectivityStatus": "Expired"}},
            },
            "trouble",
            "Azure Arc calls the connection Expired.",
        ),
    ],
)
def test_azure_arc_is_read_from_inside(
    tmp_path: Path, answers: dict[str, Any], word: str, plain: str
) -> None:
    with fake_api(tmp_path, answering(answers)) as fake:
        state = read_arc(Connection(fake.kubeconfig, None), 0.0)
    assert (state.word, state.plain) == (word, plain)


def test_figures_come_from_the_kubelet_where_there_is_no_metrics_server(tmp_path: Path) -> None:
    volume = {"pvcRef": {"name": "data", "namespace": "shop"}, "usedBytes": 5, "capacityBytes": 10}
    summary = {
        "node": {
            "nodeName": "n1",
            "cpu": {"usageNanoCores": 500_000_000},
            "memory": {"workingSetBytes": 1000},
        },
        "pods": [{"podRef": {"name": "web", "namespace": "shop"}, "volume": [volume]}],
    }
    answers = {"/api/v1/nodes/n1/proxy/stats/summary": summary}
    with fake_api(tmp_path, answering(answers)) as fake:
        connection = Connection(fake.kubeconfig, None)
        usage = read_usage(connection, ["n1", "n2"], 1.0)
        nothing = read_usage(connection, ["n2"], 1.0)
    assert (usage.source, usage.nodes["n1"].cpu) == ("kubelet", 0.5)
    assert usage.volumes["shop", "data"].used == 5
    assert "n2" in usage.why
    assert (nothing.source, nothing.nodes) == ("absent", {})


def test_figures_of_the_metrics_server_are_preferred(tmp_path: Path) -> None:
    metrics = "/apis/metrics.k8s.io/v1beta1"
    containers = [{"usage": {"cpu": "10m", "memory": "1Mi"}}, {"usage": {"cpu": "15m"}}]
    pod = {"metadata": {"name": "web", "namespace": "shop"}, "containers": containers}
    node = {"metadata": {"name": "n1"}, "usage": {"cpu": "1500m", "memory": "2Gi"}}
    answers = {f"{metrics}/nodes": {"items": [node]}, f"{metrics}/pods": {"items": [pod]}}
    with fake_api(tmp_path, answering(answers)) as fake:
        usage = read_usage(Connection(fake.kubeconfig, None), [], 1.0)
    assert (usage.source, usage.nodes["n1"].cpu) == ("metrics", 1.5)
    assert usage.pods["shop", "web"].cpu == pytest.approx(0.025)


@pytest.mark.parametrize(
    ("days", "attention", "plain"),
    [
        (-2, True, "It expired 2 days ago."),
        (0.5, True, "It expires in 0 days."),
        (59.5, True, "It expires in 59 days."),
        (61, False, "It expires in 61 days."),
    ],
)
def test_an_end_that_is_near_needs_attention(days: float, attention: bool, plain: str) -> None:
    found, phrase = judge(days * DAY, 0.0)
    assert (found, str(phrase)) == (attention, plain)


def test_a_board_holds_what_can_be_read_and_names_what_cannot(tmp_path: Path) -> None:
    pair = Authority(tmp_path).issue("shop")
    good = base64.b64encode(pair.certificate).decode()

    class Facts:
        def __init__(self, certificate: str) -> None:
            self.certificate = certificate

    def row(name: str, certificate: str) -> Row:
        return Row(name, name, "ns", "", None, (), False, NOTHING, {}, None, Facts(certificate))

    with ThreadPoolExecutor(2) as pool:
        board = Board(0.0, pool)
        board.add_client(pair.certificate)
        board.add_secrets([row("good", good), row("bad", "!!"), row("empty", "")])
        board.add_server("kubelet", "gone", "127.0.0.1", 1)
        found = board.all()
    ends = {one.name: one.expires is not None for one in found}
    assert ends == {
        "kubeconfig": True,
        "ns/good": True,
        "ns/bad": False,
        "ns/empty": False,
        "gone": False,
    }
    assert all(one.problem for one in found if one.expires is None)


def test_versions_are_held_against_the_rule() -> None:
    class Facts:
        system = runtime = "x"

        def __init__(self, version: str) -> None:
            self.version = version

    def node(version: str) -> Row:
        return Row(version, version, "", "", None, (), False, NOTHING, {}, None, Facts(version))

    nodes = [node(f"v1.{minor}.1") for minor in (34, 33, 30, 35)] + [
        node("v1.34-custom"),
        node("?"),
    ]
    lines = versions_of("v1.34.4", nodes).lines
    kubelets = [line.attention for line in lines if "kubelet" in line.part]
    assert kubelets == [False, False, True, True, False, False]


def test_a_manifest_names_each_problem() -> None:
    text = "apiVersion: v1\nkind: Pod\n---\nkind: Pod\nmetadata: {name: x}\n---\n- 1\n"
    with pytest.raises(ConfigInvalid) as refused:
        read_manifest(text)
    assert [str(problem) for problem in refused.value.problems] == [
        "object 1: metadata.name is missing",
        "object 2: apiVersion is missing",
        "object 3: it is not an object",
    ]


def test_an_object_is_shown_without_secrets_and_edited_as_it_is() -> None:
    meta = {"name": "x", "annotations": {"big": "y" * 10_000}, "managedFields": [{}], "uid": "u"}
    found = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": meta, "data": {"a": "b\u202e"}}
    assert "6000 more characters" in shown(found)
    assert "managedFields" not in shown(found)
    assert "\u202e" not in shown(found)
    again = yaml.safe_load(editable(found))
    assert again["data"] == found["data"]
    assert again["metadata"] == {"name": "x", "annotations": meta["annotations"]}
    secret = {"kind": "Secret", "metadata": {"name": "s"}, "data": {"key": "aHVudGVyMg=="}}
    assert "(hidden) 7 bytes" in shown(secret)
    assert editable(secret) == ""


def test_what_looks_secret_does_not_leave_the_site() -> None:
    env = [{"name": "API_TOKEN", "value": "hunter2"}, {"name": "COLOUR", "value": "red"}]
    found = {
        "kind": "Pod",
        "metadata": {
            "annotations": {"kubectl.kubernetes.io/last-applied-configuration": "hunter2"}
        },
        "spec": {"containers": [{"env": env, "args": ["--password=hunter2"]}]},
    }
    text = json.dumps(cleaned(found))
    assert "hunter2" not in text
    assert "red" in text
