"""The kubeconfig that this PC gets."""

from __future__ import annotations

import pytest
import yaml

from installer.cluster.kubeconfig import kubeconfig_for_pc

# As kubeadm and k3s write them.
ADMINS = {
    "kubeadm": ("kubernetes", "kubernetes-admin", "https://10.91.0.10:6443"),
    "k3s": ("default", "default", "https://127.0.0.1:6443"),
}


def _admin(cluster: str, user: str, server: str) -> str:
    document = {
        "apiVersion": "v1",
        "kind": "Config",
        "clusters": [
            {"name": cluster, "cluster": {"certificate-authority-data": "ca", "server": server}}
        ],
        "users": [{"name": user, "user": {"client-key-data": "x"}}],
        "contexts": [{"name": "default", "context": {"cluster": cluster, "user": user}}],
        "current-context": "default",
        "preferences": {},
    }
    return yaml.safe_dump(document)


@pytest.mark.parametrize("kind", ADMINS)
def test_it_leads_to_this_pc_and_has_our_names(kind: str) -> None:
    text = kubeconfig_for_pc(_admin(*ADMINS[kind]), cluster="shop-1", api_port=16443)
    document = yaml.safe_load(text)
    name = "edgewright-shop-1"
    assert document["current-context"] == name
    assert document["contexts"] == [{"name": name, "context": {"cluster": name, "user": name}}]
    [cluster], [user] = document["clusters"], document["users"]
    assert cluster == {
        "name": name,
        "cluster": {"certificate-authority-data": "ca", "server": "https://127.0.0.1:16443"},
    }
    assert user == {"name": name, "user": {"client-key-data": "x"}}
