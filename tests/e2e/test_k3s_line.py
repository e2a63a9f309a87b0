"""The line of K3s for real, where a k3s program is given: a VM, no way out of it, one kill.

EDGEWRIGHT_K3S          a k3s program
EDGEWRIGHT_K3S_IMAGES   its archive of container images; otherwise the one beside the program
                        (k3s-airgap-images-amd64.tar.zst, as the releases of k3s name it)
"""

from __future__ import annotations

import os
import re
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from kubernetes import client, config

from tests.e2e.product import Product, step_began
from tests.e2e.traces import take_traces
from tests.testbed.node_image import build_image

# The archive of every release of k3s holds it, for its own storage provisioner.
_BUSYBOX = "rancher/mirrored-library-busybox"
_PROOF = "the cluster works"
_SCRIPT = f"nslookup kubernetes.default.svc.cluster.local && echo {_PROOF} && sleep 1000000"

pytestmark = [pytest.mark.real, pytest.mark.timeout(3000)]


def _given() -> tuple[Path, Path]:
    """The program and the archive of its images."""
    program = os.environ.get("EDGEWRIGHT_K3S")
    if not program:
        pytest.skip("EDGEWRIGHT_K3S names no k3s program: K3s was not run for real")
    beside = sorted(Path(program).parent.glob("k3s-airgap-images-*"))
    images = os.environ.get("EDGEWRIGHT_K3S_IMAGES") or (str(beside[0]) if beside else "")
    if not images:
        pytest.skip("EDGEWRIGHT_K3S_IMAGES names no archive of the images of k3s")
    return Path(program), Path(images)


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    program, images = _given()
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
    version = re.search(r"v\d+\.\d+\.\d+\+k3s\d+", said)
    assert version, said
    Product(tmp_path / "state").run(
        *("bundle", "build", "-o", str(tmp_path / "bundle"), "--distribution", "k3s"),
        *("--node-image", str(build_image(lambda line: print(f"  {line}", flush=True)))),
        *("--binary", f"{program}=k3s", "--images", str(images)),
        *("--kubernetes-version", version[0]),
    )
    return tmp_path / "bundle"


def test_from_one_file_to_a_running_node_through_a_kill(
    bundle: Path, product: Product, tmp_path: Path
) -> None:
    path = tmp_path / "cluster.yaml"
    product.run("new", "--name", "shop-3", "-o", str(path))
    document = yaml.safe_load(path.read_text())
    document["spec"] |= {"distribution": "k3s", "version": None, "secretEncryption": True}
    network = document["spec"]["network"]
    network["outbound"] = "deny"
    path.write_text(yaml.safe_dump(document))
    before = take_traces(product.state, (network["sshPort"], network["apiPort"]))

    process, _ = product.follow(
        *("apply", "-f", str(path), "--bundle", str(bundle), "--yes"),
        until=step_began("init-server", seen_progress=2),
    )
    product.kill(process)
    process, _ = product.follow("resume", "shop-3")
    product.finish(process, expect=0)

    [status] = product.json("status", "shop-3")
    assert status["state"] == "installed"
    assert status["ready"], status["missing"]
    kubeconfig = tmp_path / "kubeconfig"
    kubeconfig.write_text(product.run("kubeconfig", "shop-3", "--print"))
    manifest = yaml.safe_load((bundle / "manifest.json").read_text())
    names = [name for file in manifest["files"] for name in file["provides"]]
    _run_pod(kubeconfig, next(name for name in names if _BUSYBOX in name))
    disks = product.run("ssh", "shop-3", "--", "findmnt", "-no", "SOURCE", "/var/lib/rancher")
    assert "/dev/" in disks

    product.run("destroy", "shop-3", "--yes")
    assert take_traces(product.state, (network["sshPort"], network["apiPort"])) == before


def _run_pod(kubeconfig: Path, image: str) -> None:
    """Run a pod that finds the API server by its name."""
    container: dict[str, Any] = {"name": "probe", "image": image, "imagePullPolicy": "Never"}
    container["command"] = ["sh", "-c", _SCRIPT]
    body = {"metadata": {"name": "probe"}, "spec": {"containers": [container]}}
    with config.new_client_from_config(str(kubeconfig)) as api:
        core: Any = client.CoreV1Api(api)
        core.create_namespaced_pod("default", {"apiVersion": "v1", "kind": "Pod", **body})
        deadline = time.monotonic() + 900
        log = ""
        while _PROOF not in log:
            assert time.monotonic() < deadline, core.read_namespaced_pod("probe", "default").status
            time.sleep(3)
            if core.read_namespaced_pod("probe", "default").status.phase == "Running":
                log = str(core.read_namespaced_pod_log("probe", "default"))
