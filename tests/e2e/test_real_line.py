"""The whole line for real: QEMU, a kernel, containerd, kubeadm, and no way out of the VM."""

from __future__ import annotations

import contextlib
import ipaddress
import os
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from kubernetes import client, config

from tests.e2e.probe_pod import PROOF, run_probe_pod
from tests.e2e.product import Product, step_began
from tests.e2e.small_disk import can_be_filled, fill, free
from tests.e2e.traces import qemu_pids, take_traces
from tests.e2e.volumes import read_volume_data, write_volume_data

# Measured without KVM: four to five minutes until the API answers again.
_RESTART_SECONDS = 1200
_VOLUME_WORDS = "sudo sh -c 'cat /var/lib/edgewright/volumes/*/words'"
_DATA_SIZE = "df --output=size --block-size=1 /var/lib/edgewright | tail -n 1"

pytestmark = [pytest.mark.real, pytest.mark.timeout(3000)]


def _cluster_file(product: Product, folder: Path, name: str) -> tuple[Path, tuple[int, ...]]:
    """A cluster file as the product proposes it, but with the way out cut."""
    path = folder / "cluster.yaml"
    product.run("new", "--name", name, "-o", str(path))
    document = yaml.safe_load(path.read_text())
    network = document["spec"]["network"]
    network["outbound"] = "deny"
    path.write_text(yaml.safe_dump(document))
    return path, (network["sshPort"], network["apiPort"])


def test_from_one_file_to_a_running_node_through_three_kills(
    product: Product, tmp_path: Path, bundle: Path
) -> None:
    cluster, ports = _cluster_file(product, tmp_path, "shop-1")
    before = take_traces(product.state, ports)
    assert product.json("check", "-f", str(cluster))["eligible"] in ("yes", "warn")
    product.run("validate", str(cluster))
    planned = product.json("plan", "-f", str(cluster))

    words: tuple[str, ...] = ("apply", "-f", str(cluster), "--bundle", str(bundle), "--yes")
    for kind, progress in (("wait-for-node", 1), ("install-kubernetes", 3), ("init-server", 4)):
        process, _ = product.follow(*words, until=step_began(kind, seen_progress=progress))
        if kind == "install-kubernetes" and can_be_filled(product.state.parent):
            _disk_full(product, process)
        else:
            product.kill(process)
            print(f"killed in {kind}")
        [status] = product.json("status", "shop-1")
        assert status["state"] == "interrupted"
        words = ("resume", "shop-1")
    process, events = product.follow(*words)
    product.finish(process, expect=0)

    started = next(event for event in events if event["event"] == "RunStarted")
    assert [phase["title"] for phase in planned] == [p["title"] for p in started["phases"]]
    [status] = product.json("status", "shop-1")
    assert status["state"] == "installed"
    assert status["ready"], status["missing"]
    kubeconfig = _use(product, tmp_path)
    _way_out_is_cut(product, cluster)
    _volume_outlives_everything(product, kubeconfig)

    product.run("destroy", "shop-1", "--yes")
    assert take_traces(product.state, ports) == before


def test_ctrl_c_and_undo_leave_nothing(product: Product, tmp_path: Path, bundle: Path) -> None:
    cluster, ports = _cluster_file(product, tmp_path, "shop-2")
    before = take_traces(product.state, ports)
    process, _ = product.follow(
        *("apply", "-f", str(cluster), "--bundle", str(bundle), "--yes"),
        until=step_began("wait-for-node", seen_progress=1),
    )
    process.send_signal(signal.SIGINT)
    product.finish(process, expect=6)
    assert take_traces(product.state, ports) != before
    product.run("undo", "shop-2")
    assert take_traces(product.state, ports) == before


def _disk_full(product: Product, process: subprocess.Popen[str]) -> None:
    """The PC's disk gets full under a node at work: it stands still, and the cause is told."""
    fill(product.state.parent)
    told = product.finish(process, expect=1)
    assert "disk of this PC is full" in told
    assert "host.disk_full" in told
    assert "stands still" in str(product.json("status", "shop-1"))
    free(product.state.parent)


def _use(product: Product, tmp_path: Path) -> Path:
    """Use the cluster from the PC as its owner would; returns the way in."""
    kubeconfig = tmp_path / "kubeconfig"
    kubeconfig.write_text(product.run("kubeconfig", "shop-1", "--print"))
    log = run_probe_pod(kubeconfig, limit=900)
    assert PROOF in log
    with config.new_client_from_config(str(kubeconfig)) as api:
        core: Any = client.CoreV1Api(api)
        [node] = core.list_node().items
        conditions = {c.type: c.status for c in node.status.conditions}
        assert conditions["Ready"] == "True"
        assert not node.spec.taints
        pods = core.list_namespaced_pod("kube-system").items
        dns = [pod for pod in pods if pod.metadata.name.startswith("coredns")]
        assert dns
        assert all(pod.status.phase == "Running" for pod in dns)
    disks = product.run("ssh", "shop-1", "--", "findmnt", "-no", "SOURCE", "/var/lib/etcd")
    assert "edgewright" in disks or "/dev/" in disks
    return kubeconfig


def _volume_outlives_everything(product: Product, kubeconfig: Path) -> None:
    """What a pod keeps in a volume is there after its disk grew, a power cut, and a rest.

    Without its seed disk the node has its name, address and keys, and Kubernetes starts.
    """
    data = write_volume_data(kubeconfig)
    size = product.run("ssh", "shop-1", "--", _DATA_SIZE)
    product.run("resize", "shop-1", "--data-disk", "30GiB")
    assert int(product.run("ssh", "shop-1", "--", _DATA_SIZE)) > int(size)
    assert read_volume_data(kubeconfig) == data

    for pid in qemu_pids(product.state):
        os.kill(pid, signal.SIGKILL)
    product.run("start", "shop-1")
    _wait_until_ready(product)
    assert read_volume_data(kubeconfig) == data

    product.run("stop", "shop-1")
    [status] = product.json("status", "shop-1")
    assert [node["power"] for node in status["nodes"]] == ["stopped"]
    product.run("start", "shop-1")
    # That Kubernetes comes back was seen above: here the disk is what counts.
    assert _words_on_the_data_disk(product) == data


def _words_on_the_data_disk(product: Product) -> str:
    deadline = time.monotonic() + _RESTART_SECONDS
    while True:
        words = [*product.argv("ssh", "shop-1"), "--", _VOLUME_WORDS]
        done = subprocess.run(words, capture_output=True, text=True, check=False)
        if done.returncode == 0:
            return done.stdout.strip()
        assert time.monotonic() < deadline, done.stderr
        time.sleep(5)


def _wait_until_ready(product: Product) -> None:
    [status] = product.json("status", "shop-1")
    deadline = time.monotonic() + _RESTART_SECONDS
    while not status["ready"]:
        assert time.monotonic() < deadline, status["missing"]
        time.sleep(10)
        [status] = product.json("status", "shop-1")


def _way_out_is_cut(product: Product, cluster: Path) -> None:
    """A server of this PC that the node could reach by its gateway is out of its reach."""
    network = yaml.safe_load(cluster.read_text())["spec"]["network"]
    gateway = ipaddress.IPv4Network(network["subnet"])[2]
    with _listener() as (port, reached):
        attempt = f"timeout 10 bash -c 'exec 3<>/dev/tcp/{gateway}/{port}' && echo out || echo cut"
        assert product.run("ssh", "shop-1", "--", attempt).strip() == "cut"
        assert not reached.is_set()


@contextlib.contextmanager
def _listener() -> Iterator[tuple[int, threading.Event]]:
    reached = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(1)
        over = threading.Event()

        def accept() -> None:
            while not over.is_set():
                with contextlib.suppress(TimeoutError):
                    server.accept()[0].close()
                    reached.set()

        thread = threading.Thread(target=accept)
        thread.start()
        try:
            yield server.getsockname()[1], reached
        finally:
            over.set()
            thread.join()
