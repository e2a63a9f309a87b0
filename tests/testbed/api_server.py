"""A real Kubernetes API server with etcd on this machine: no containers, no nodes, no root.

It has no controllers: nothing changes an object but the test itself.
"""

from __future__ import annotations

import base64
import json
import os
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from installer.cluster.connection import Connection
from installer.errors import EdgewrightError
from tests.testbed import golang
from tests.testbed.cache import Cache, Report, cache_root
from tests.testbed.pki import Authority
from tests.testbed.requirements import find_go

_START_SECONDS = 120


def build_kubeall(report: Report) -> Path:
    """The one static program of Kubernetes; raises NoGo and BuildFailed."""
    cache = Cache(cache_root(), report)

    def build(folder: Path) -> None:
        golang.build_kubernetes(find_go(cache.root), folder / "kubeall")

    key = golang.module_key(golang.KUBERNETES)
    return cache.part("kubeall", key, build) / "kubeall"


class ApiServer:
    """etcd and kube-apiserver; whoever starts it stops it."""

    def __init__(self, kubeall: Path, folder: Path) -> None:
        self._kubeall = kubeall
        self._folder = folder
        self.authority = Authority(folder / "pki")
        self._server_files = self.authority.serve()
        self._account_keys = self.authority.account_keys()
        self._etcd_port, self._peer_port, self.port = (free_port() for _ in range(3))
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        pair = self.authority.issue("admin", ("system:masters",))
        self.admin = self.authority.kubeconfig(self.url, pair, "admin")

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"https://127.0.0.1:{self.port}"

    @property
    def pids(self) -> dict[str, int]:
        """The processes that run."""
        return {name: process.pid for name, process in self._running.items()}

    def user(self, name: str, *groups: str) -> Path:
        """The kubeconfig of another user."""
        return self.authority.kubeconfig(self.url, self.authority.issue(name, groups), name)

    def start(self) -> None:
        """Start both and wait until the server is ready."""
        self._start_etcd()
        self.start_server()

    def start_server(self, *flags: str) -> None:
        """Start the API server alone."""
        certificate, key = self._server_files
        signing, public = self._account_keys
        self._start(
            "kube-apiserver",
            "--bind-address=127.0.0.1",
            "--advertise-address=127.0.0.1",
            f"--secure-port={self.port}",
            f"--etcd-servers=http://127.0.0.1:{self._etcd_port}",
            "--service-cluster-ip-range=10.96.0.0/16",
            "--endpoint-reconciler-type=none",
            "--authorization-mode=RBAC",
            "--disable-admission-plugins=ServiceAccount",
            f"--client-ca-file={self.authority.ca_file}",
            f"--tls-cert-file={certificate}",
            f"--tls-private-key-file={key}",
            "--service-account-issuer=https://kubernetes.default.svc",
            f"--service-account-key-file={public}",
            f"--service-account-signing-key-file={signing}",
            *flags,
        )
        self._wait("kube-apiserver", self._ready)

    def stop_server(self) -> None:
        """Stop the API server alone, at once."""
        self._stop("kube-apiserver")

    def stop(self) -> None:
        """Stop everything."""
        for name in list(self._running):
            self._stop(name)

    def compact(self) -> None:
        """Let etcd forget everything but the present, as it does by itself every five minutes."""
        revision = int(self._etcd("kv/range", {"key": "AA=="})["header"]["revision"])
        self._etcd("kv/compaction", {"revision": str(revision), "physical": True})

    def put(self, entries: Iterable[tuple[str, bytes]]) -> None:
        """Write objects (at most 128) straight into etcd, past all checks, as JSON."""
        puts = [
            {
                "requestPut": {
                    "key": base64.b64encode(key.encode()).decode(),
                    "value": base64.b64encode(value).decode(),
                }
            }
            for key, value in entries
        ]
        self._etcd("kv/txn", {"success": puts})

    def _etcd(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        request = urllib.request.Request(
            f"http://127.0.0.1:{self._etcd_port}/v3/{path}", json.dumps(body).encode()
        )
        with urllib.request.urlopen(request, timeout=10) as answer:
            found: dict[str, Any] = json.load(answer)
        return found

    def _start_etcd(self) -> None:
        client, peer = (f"http://127.0.0.1:{p}" for p in (self._etcd_port, self._peer_port))
        self._start(
            "etcd",
            f"--data-dir={self._folder / 'etcd'}",
            f"--listen-client-urls={client}",
            f"--advertise-client-urls={client}",
            f"--listen-peer-urls={peer}",
            f"--initial-advertise-peer-urls={peer}",
            f"--initial-cluster=default={peer}",
            "--unsafe-no-fsync",
            "--log-level=error",
        )

    def _start(self, name: str, *flags: str) -> None:
        with (self._folder / f"{name}.log").open("ab") as log:
            self._running[name] = subprocess.Popen(
                (self._kubeall, name, *flags),
                stdout=log,
                stderr=log,
                env={**os.environ, "HOME": str(self._folder)},
            )

    def _stop(self, name: str) -> None:
        process = self._running.pop(name)
        process.kill()
        process.wait(20)

    def _wait(self, name: str, ready: Any) -> None:
        end = time.monotonic() + _START_SECONDS
        while not ready():
            ended = self._running[name].poll() is not None
            if ended or time.monotonic() > end:
                log = (self._folder / f"{name}.log").read_text(errors="replace")
                raise RuntimeError(f"{name} did not start:\n{log[-3000:]}")
            time.sleep(0.1)

    def _ready(self) -> bool:
        connection = Connection(self.admin, None)
        try:
            return connection.get("/readyz", accept="*/*") == b"ok"
        except EdgewrightError:
            return False
        finally:
            connection.close()


def free_port() -> int:
    """A port that nothing listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
