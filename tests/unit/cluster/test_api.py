"""What a cluster's API says: who is ready, and what is missing; a scripted server answers."""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
import yaml

from installer.cluster.api import KubernetesApi
from installer.errors import HostUnreachable

Answers = dict[str, Any]


def _node(name: str = "node-1", *, ready: str = "True", message: str = "") -> dict[str, Any]:
    conditions = [{"type": "Ready", "status": ready, "message": message}]
    info = dict.fromkeys(
        (
            *("architecture", "bootID", "containerRuntimeVersion", "kernelVersion"),
            *("kubeProxyVersion", "machineID", "operatingSystem", "osImage", "systemUUID"),
        ),
        "x",
    )
    return {
        "metadata": {"name": name},
        "status": {"conditions": conditions, "nodeInfo": {**info, "kubeletVersion": "v1.34.4"}},
    }


def _deployment(name: str, ready: int) -> dict[str, Any]:
    template = {"spec": {"containers": [{"name": "c"}]}}
    return {
        "metadata": {"name": name},
        "spec": {"replicas": 2, "selector": {}, "template": template},
        "status": {"readyReplicas": ready},
    }


def _answers(
    *,
    nodes: tuple[dict[str, Any], ...] = (_node(),),
    deployments: tuple[dict[str, Any], ...] = (_deployment("coredns", 2),),
    accounts: tuple[str, ...] = ("default",),
) -> Answers:
    version = dict.fromkeys(
        (
            *("major", "minor", "gitCommit", "gitTreeState", "buildDate"),
            *("goVersion", "compiler", "platform"),
        ),
        "x",
    )
    return {
        "/version/": {**version, "gitVersion": "v1.34.4"},
        "/api/v1/nodes": {"items": list(nodes)},
        "/apis/apps/v1/namespaces/kube-system/deployments": {"items": list(deployments)},
        "/api/v1/namespaces/default/serviceaccounts": {
            "items": [{"metadata": {"name": name}} for name in accounts]
        },
    }


@contextmanager
def _server(answers: Answers) -> Iterator[int]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer = answers.get(self.path)
            body = json.dumps(answer or {"kind": "Status", "message": "not allowed"}).encode()
            self.send_response(200 if answer is not None else 403)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """The test's output stays quiet."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server.server_port
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture
def kubeconfig(tmp_path: Path) -> Callable[[int], Path]:
    def write(port: int) -> Path:
        path = tmp_path / "shop-1" / "kubeconfig"
        path.parent.mkdir(exist_ok=True)
        secret = base64.b64encode(f"canary {tmp_path}".encode()).decode()
        path.write_text(
            yaml.safe_dump(
                {
                    "apiVersion": "v1",
                    "kind": "Config",
                    "clusters": [{"name": "c", "cluster": {"server": f"http://127.0.0.1:{port}"}}],
                    "users": [{"name": "u", "user": {"client-key-data": secret}}],
                    "contexts": [{"name": "x", "context": {"cluster": "c", "user": "u"}}],
                    "current-context": "x",
                }
            )
        )
        return path

    return write


@pytest.mark.parametrize(
    ("answers", "missing"),
    [
        (_answers(), ""),
        (_answers(nodes=(_node(ready="False", message="cni is starting"),)), "cni is starting"),
        (_answers(nodes=()), "no node has registered"),
        (_answers(deployments=(_deployment("coredns", 1),)), "coredns: 1 of 2 pods ready"),
        (_answers(deployments=()), "name service"),
        (_answers(accounts=()), "default service account"),
    ],
)
async def test_what_is_missing_is_named(
    kubeconfig: Callable[[int], Path], answers: Answers, missing: str
) -> None:
    with _server(answers) as port:
        health = await KubernetesApi(kubeconfig(port)).health()
    assert health.version == "v1.34.4"
    assert health.ready == (not missing)
    assert missing in "; ".join(health.missing)


async def test_a_refusal_and_silence_are_both_no_answer_yet(
    kubeconfig: Callable[[int], Path],
) -> None:
    with _server({}) as port, pytest.raises(HostUnreachable) as refused:
        await KubernetesApi(kubeconfig(port)).health()
    assert "not allowed" in refused.value.details
    with pytest.raises(HostUnreachable):
        await KubernetesApi(kubeconfig(port)).health()


async def test_the_clients_own_files_stay_in_the_clusters_folder(
    kubeconfig: Callable[[int], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "temporary"
    elsewhere.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(elsewhere))
    path = kubeconfig(1)
    # Only an encrypted connection needs the key, and nobody answers it here.
    path.write_text(path.read_text().replace("http://", "https://"))
    with pytest.raises(HostUnreachable):
        await KubernetesApi(path).health()
    assert list(elsewhere.iterdir()) == []
    [key] = (path.parent / "client").iterdir()
    assert "canary" in key.read_text()
    assert key.stat().st_mode & 0o077 == 0
