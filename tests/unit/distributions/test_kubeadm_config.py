"""What kubeadm is told: golden files, and what a bundle must bring."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from installer.distributions.base import JoinTicket, NodeSettings
from installer.distributions.kubeadm_config import cluster_documents, join_document
from installer.errors import KubernetesInstallFailed
from installer.units import MIB, Size
from tests.unit.distributions.kubeadm_cases import (
    FURTHER_SERVER,
    IMAGES,
    SHARED_SERVER,
    WORKER,
    settings,
)

GOLDEN = Path(__file__).parents[2] / "golden" / "kubeadm"
ONE_OF_TWO = settings(address="10.92.0.10", nodes=2, peers={"node-2": "10.92.0.11"})
FIRST_OF_THREE = settings(address="10.92.0.10", nodes=3, servers=3, encrypt_secrets=True)
INIT: dict[str, tuple[NodeSettings, float]] = {
    "init-v1.34-kvm": (settings(), 1.0),
    "init-v1.34-tcg": (settings(), 10.0),
    "init-v1.34-beside-a-worker": (ONE_OF_TWO, 1.0),
    "init-v1.34-first-of-three": (FIRST_OF_THREE, 1.0),
    "init-v1.34-shared-tcg": (SHARED_SERVER, 10.0),
}
JOIN: dict[str, NodeSettings] = {
    "join-v1.34-worker": WORKER,
    "join-v1.34-server": FURTHER_SERVER,
}
TICKET = JoinTicket(
    server="https://10.92.0.10:6443",
    token="abcdef.0123456789abcdef",
    ca_hash="sha256:51",
    certificate_key="c7c7",
)


@pytest.mark.parametrize("name", INIT)
def test_init_documents_are_as_recorded(name: str) -> None:
    node, patience = INIT[name]
    documents = cluster_documents(node, patience=patience)
    text = yaml.safe_dump_all(documents, sort_keys=False)
    assert text == (GOLDEN / f"{name}.yaml").read_text()


@pytest.mark.parametrize("name", JOIN)
def test_join_documents_are_as_recorded(name: str) -> None:
    text = yaml.safe_dump(join_document(JOIN[name], TICKET, patience=1.0), sort_keys=False)
    assert text == (GOLDEN / f"{name}.yaml").read_text()


def test_every_golden_document_has_its_case() -> None:
    assert {path.stem for path in GOLDEN.glob("*.yaml")} == {*INIT, *JOIN}


@pytest.mark.parametrize(
    ("nodes", "servers", "role", "tainted"),
    [
        (1, 1, "server", False),
        (3, 3, "server", False),
        (2, 1, "server", True),
        (4, 3, "server", True),
        (2, 1, "worker", False),
    ],
)
def test_servers_are_kept_free_only_where_there_are_workers(
    nodes: int, servers: int, role: str, *, tainted: bool
) -> None:
    node = settings(nodes=nodes, servers=servers, role=role, taints=("shop=till:NoExecute",))
    taints = join_document(node, TICKET, patience=1.0)["nodeRegistration"]["taints"]
    assert {"key": "shop", "value": "till", "effect": "NoExecute"} in taints
    assert (len(taints) == 2) is tainted


@pytest.mark.parametrize(
    ("text", "taint"),
    [
        ("a=b:NoSchedule", {"key": "a", "value": "b", "effect": "NoSchedule"}),
        ("a:NoExecute", {"key": "a", "effect": "NoExecute"}),
        ("x.y/a=:NoSchedule", {"key": "x.y/a", "effect": "NoSchedule"}),
    ],
)
def test_a_taint_may_be_without_a_value(text: str, taint: dict[str, str]) -> None:
    document = join_document(settings(role="worker", taints=(text,)), TICKET, patience=1.0)
    assert document["nodeRegistration"]["taints"] == [taint]


def test_the_logs_of_a_container_take_no_more_than_was_asked_for() -> None:
    kubelet = cluster_documents(settings(log_size=Size(50 * MIB)), patience=1.0)[2]
    files = kubelet["containerLogMaxFiles"]
    assert int(kubelet["containerLogMaxSize"].removesuffix("Ki")) * 1024 * files <= 50 * MIB


@pytest.mark.parametrize("missing", ["registry.k8s.io/etcd", "registry.k8s.io/coredns/coredns"])
def test_a_bundle_without_an_image_is_refused_by_name(missing: str) -> None:
    images = tuple(image for image in IMAGES if not image.startswith(f"{missing}:"))
    with pytest.raises(KubernetesInstallFailed, match=missing):
        cluster_documents(settings(images=images), patience=1.0)
