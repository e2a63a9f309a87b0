"""The objects of add-ons on a real API server, and the real programs with only their rights."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from installer.addons.base import all_add_ons
from installer.cluster.connection import Connection
from installer.cluster.writes import MERGE
from installer.config.load import parse_config
from installer.errors import EdgewrightError
from installer.host.script import node_script
from tests.cluster.conftest import create, until
from tests.testbed.addon_images import KUBE_VIP_CLOUD_IMAGE, KUBE_VIP_IMAGE, LOCAL_PATH_IMAGE
from tests.testbed.api_server import ApiServer, build_kubeall
from tests.testbed.golang import KUBE_VIP_CLOUD, LOCAL_PATH
from tests.testbed.parts import build_add_on
from tests.unit.config.samples import FULL

pytestmark = pytest.mark.real

IMAGES = (LOCAL_PATH_IMAGE, KUBE_VIP_IMAGE, KUBE_VIP_CLOUD_IMAGE)
CLUSTER = parse_config(FULL, "text")
NODE = "node-of-volumes"
Start = Callable[..., None]


def _script(server: ApiServer, folder: Path, name: str) -> int:
    """Run a script of the node with the real kubectl; its exit code."""
    kubectl = folder / "bin" / "kubectl"
    if not kubectl.exists():
        kubectl.parent.mkdir()
        kubectl.symlink_to(build_kubeall(print))
    files = sorted(folder.glob("*.yaml"))
    values = {"ACCESS": str(server.admin), "FILES": " ".join(map(str, files))}
    path = f"{kubectl.parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["sh", "-eu", "-s"],
        input=node_script(name, "Testing").stdin,
        env={"PATH": path, "HOME": str(folder), **values},
        capture_output=True,
        check=False,
    )
    return done.returncode


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for add_on in all_add_ons():
        (tmp_path / f"{add_on.name}.yaml").write_text(add_on.manifest(CLUSTER, IMAGES))
    return tmp_path


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts programs that end with the test."""
    processes: list[subprocess.Popen[bytes]] = []

    def start(program: Path, *words: str, **env: str) -> None:
        processes.append(subprocess.Popen([program, *words], env=env))

    yield start
    for process in processes:
        process.kill()
        process.wait(20)


def _get(admin: Connection, path: str) -> dict[str, Any]:
    try:
        found: dict[str, Any] = msgspec.json.decode(admin.get(path))
    except EdgewrightError:
        return {}
    return found


def test_the_server_takes_all_objects_and_takes_them_again(server: ApiServer, folder: Path) -> None:
    assert _script(server, folder, "add-ons") == 0
    assert _script(server, folder, "add-ons-ready") == 0
    assert _script(server, folder, "add-ons") == 0


def test_an_object_that_somebody_removed_is_missed(
    server: ApiServer, admin: Connection, folder: Path
) -> None:
    assert _script(server, folder, "add-ons") == 0
    admin.send("DELETE", "/apis/storage.k8s.io/v1/storageclasses/local")
    assert _script(server, folder, "add-ons-ready") != 0
    assert _script(server, folder, "add-ons") == 0
    assert _script(server, folder, "add-ons-ready") == 0


async def test_the_provisioner_makes_and_removes_a_volume_with_the_rights_it_has(
    server: ApiServer,
    admin: Connection,
    namespace: str,
    folder: Path,
    start: Start,
) -> None:
    """There is no node: the pod that makes the folder is said to have ended well."""
    assert _script(server, folder, "add-ons") == 0
    create(admin, "/api/v1/nodes", {"metadata": {"name": NODE}})
    settings = _get(admin, "/api/v1/namespaces/kube-system/configmaps/local-volumes")["data"]
    for name, text in settings.items():
        (folder / name).write_text(text)
    deployment = _get(admin, "/apis/apps/v1/namespaces/kube-system/deployments/local-volumes")
    container = deployment["spec"]["template"]["spec"]["containers"][0]
    words = [word.replace("/etc/config", str(folder)) for word in container["command"][1:]]
    access = server.user("system:serviceaccount:kube-system:local-volumes")
    env = {"POD_NAMESPACE": "kube-system", "CONFIG_MOUNT_PATH": str(folder)}
    program = build_add_on(LOCAL_PATH, print)
    start(program, *words, f"--kubeconfig={access}", **env)
    create(admin, f"/api/v1/namespaces/{namespace}/persistentvolumeclaims", _claim())

    place = f"/api/v1/namespaces/{namespace}/persistentvolumeclaims/data"
    volume = f"pvc-{_get(admin, place)['metadata']['uid']}"
    await _end_helper(admin, f"local-volumes-create-{volume}")
    path = f"/api/v1/persistentvolumes/{volume}"
    await until(lambda: _get(admin, path), "the volume")
    spec = _get(admin, path)["spec"]
    assert spec["local"]["path"].startswith("/var/lib/edgewright/volumes/")
    assert NODE in str(spec["nodeAffinity"])

    admin.send("DELETE", place)
    released = msgspec.json.encode({"status": {"phase": "Released"}})
    admin.send("PATCH", f"{path}/status", body=released, content=MERGE)
    await _end_helper(admin, f"local-volumes-delete-{volume}")
    # Here nobody takes the finalizer away by which Kubernetes protects a volume.
    ended = "deletionTimestamp"
    await until(lambda: ended in _get(admin, path)["metadata"], "the end of the volume")


async def test_a_service_gets_the_first_free_address_of_the_range(
    server: ApiServer,
    admin: Connection,
    namespace: str,
    folder: Path,
    start: Start,
) -> None:
    assert _script(server, folder, "add-ons") == 0
    access = server.user("system:serviceaccount:kube-system:load-balancer-addresses")
    (folder / ".kube").mkdir(exist_ok=True)
    (folder / ".kube" / "config").write_bytes(access.read_bytes())
    program = build_add_on(KUBE_VIP_CLOUD, print)
    words = ["--leader-elect=false", "--OutSideCluster", f"--kubeconfig={access}"]
    words += ["--secure-port=0"]
    start(program, *words, HOME=str(folder))
    body = {"metadata": {"name": "web"}, "spec": {"type": "LoadBalancer", "ports": [{"port": 80}]}}
    create(admin, f"/api/v1/namespaces/{namespace}/services", body)
    path = f"/api/v1/namespaces/{namespace}/services/web"
    await until(lambda: _get(admin, path)["spec"].get("loadBalancerIP"), "an address")
    assert _get(admin, path)["spec"]["loadBalancerIP"] == "172.29.0.200"


def _claim() -> dict[str, Any]:
    """A claim as the scheduler leaves it once it has chosen a node."""
    notes = {
        "volume.kubernetes.io/selected-node": NODE,
        "volume.kubernetes.io/storage-provisioner": "edgewright.dev/local-volumes",
    }
    return {
        "metadata": {"name": "data", "annotations": notes},
        "spec": {
            "accessModes": ["ReadWriteOnce"],
            "storageClassName": "local",
            "resources": {"requests": {"storage": "1Gi"}},
        },
    }


async def _end_helper(admin: Connection, name: str) -> None:
    path = f"/api/v1/namespaces/kube-system/pods/{name}"
    await until(lambda: _get(admin, path), name)
    status = msgspec.json.encode({"status": {"phase": "Succeeded"}})
    admin.send("PATCH", f"{path}/status", body=status, content=MERGE)
