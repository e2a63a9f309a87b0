"""What kubeadm is told: golden files, and what a bundle must bring."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from installer.config.model import Proxy
from installer.distributions.base import NodeSettings
from installer.distributions.kubeadm import node_files
from installer.distributions.kubeadm_config import cluster_documents, kubeconfig_for_pc
from installer.errors import KubernetesInstallFailed

GOLDEN = Path(__file__).parents[2] / "golden" / "kubeadm"
IMAGES = (
    "registry.k8s.io/coredns/coredns:v1.12.1",
    "registry.k8s.io/etcd:3.6.4-0",
    "registry.k8s.io/kube-apiserver:v1.34.4",
    "registry.k8s.io/pause:3.10.1",
)


def _settings(**changes: object) -> NodeSettings:
    values: dict[str, object] = {
        "cluster": "shop-1",
        "node": "node-1",
        "version": "v1.34.4",
        "address": "10.91.0.10",
        "api_port": 16443,
        "pod_cidr": "10.244.0.0/16",
        "service_cidr": "10.96.0.0/16",
        "proxy": None,
        "images": IMAGES,
        **changes,
    }
    return NodeSettings(**values)  # type: ignore[arg-type]


@pytest.mark.parametrize(("name", "patience"), [("kvm", 1.0), ("tcg", 10.0)])
def test_init_documents_are_as_recorded(name: str, patience: float) -> None:
    documents = cluster_documents(_settings(), patience=patience)
    text = yaml.safe_dump_all(documents, sort_keys=False)
    assert text == (GOLDEN / f"init-v1.34-{name}.yaml").read_text()


def test_node_files_are_as_recorded() -> None:
    files = node_files(_settings())
    text = "".join(f"=== {path}\n{content}" for path, content in files.items())
    assert text == (GOLDEN / "node-files.txt").read_text()


def test_a_proxy_spares_the_cluster_itself() -> None:
    proxy = Proxy.model_validate(
        {"http": "http://10.0.0.1:3128", "https": None, "noProxy": "shop.local"}
    )
    unit = node_files(_settings(proxy=proxy))["/etc/systemd/system/containerd.service.d/proxy.conf"]
    [exempt] = [line for line in unit.splitlines() if "NO_PROXY" in line]
    for network in ("10.91.0.10", "10.244.0.0/16", "10.96.0.0/16", "shop.local", ".svc"):
        assert network in exempt


@pytest.mark.parametrize("missing", ["registry.k8s.io/etcd", "registry.k8s.io/coredns/coredns"])
def test_a_bundle_without_an_image_is_refused_by_name(missing: str) -> None:
    images = tuple(image for image in IMAGES if not image.startswith(f"{missing}:"))
    with pytest.raises(KubernetesInstallFailed, match=missing):
        cluster_documents(_settings(images=images), patience=1.0)


def test_a_bundle_without_a_pause_image_is_refused() -> None:
    with pytest.raises(KubernetesInstallFailed, match="pause"):
        node_files(_settings(images=IMAGES[:2]))


def test_the_kubeconfig_leads_to_this_pc_and_has_our_names() -> None:
    admin = yaml.safe_dump(
        {
            "apiVersion": "v1",
            "kind": "Config",
            "clusters": [{"name": "k", "cluster": {"server": "https://10.91.0.10:6443"}}],
            "users": [{"name": "admin", "user": {"client-key-data": "x"}}],
            "contexts": [],
        }
    )
    document = yaml.safe_load(kubeconfig_for_pc(admin, _settings()))
    assert document["clusters"][0]["cluster"]["server"] == "https://127.0.0.1:16443"
    assert document["current-context"] == "edgewright-shop-1"
    assert document["contexts"][0]["context"] == {
        "cluster": "edgewright-shop-1",
        "user": "edgewright-shop-1",
    }
    assert document["users"][0]["user"] == {"client-key-data": "x"}
