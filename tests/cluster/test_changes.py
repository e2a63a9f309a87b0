"""What the console does to a cluster, on the real server."""

from __future__ import annotations

import zipfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from installer.clock import SystemClock, VirtualClock
from installer.cluster.connection import Connection
from installer.cluster.deeds import DeedState, DeedWord
from installer.cluster.live import LiveConsole
from installer.cluster.overview_model import Overview
from installer.cluster.rows import Ref
from installer.cluster.saved import read_saved
from installer.cluster.writes import MERGE, patch, read
from installer.errors import ClusterRefused, ConfigInvalid, UsageError
from tests.cluster.conftest import create, pod, until
from tests.testbed.api_server import ApiServer

pytestmark = pytest.mark.real

CONFIG_MAP = """
apiVersion: v1
kind: ConfigMap
metadata: {{name: settings, namespace: {namespace}}}
data: {{colour: {colour}}}
"""


@pytest.fixture
async def console(server: ApiServer) -> AsyncIterator[LiveConsole]:
    console = LiveConsole(Connection(server.admin, None), "test", SystemClock())
    yield console
    console.close()


def node(admin: Connection, name: str) -> None:
    create(admin, "/api/v1/nodes", {"metadata": {"name": name}})
    ready = {"type": "Ready", "status": "True"}
    status = {"conditions": [ready], "allocatable": {"cpu": "4", "memory": "8Gi", "pods": "110"}}
    body = msgspec.json.encode({"status": status})
    admin.send("PATCH", f"/api/v1/nodes/{name}/status", body=body, content=MERGE)


async def test_a_preview_shows_what_would_change_and_changes_nothing(
    console: LiveConsole, admin: Connection, namespace: str
) -> None:
    [fresh] = await console.preview(CONFIG_MAP.format(namespace=namespace, colour="red"))
    assert (fresh.creates, "+  colour: red" in fresh.diff) == (True, True)
    await console.apply(CONFIG_MAP.format(namespace=namespace, colour="red"))
    [other] = await console.preview(CONFIG_MAP.format(namespace=namespace, colour="blue"))
    assert "-  colour: red\n+  colour: blue" in other.diff
    [same] = await console.preview(CONFIG_MAP.format(namespace=namespace, colour="red"))
    assert same.diff == ""
    path = f"/api/v1/namespaces/{namespace}/configmaps/settings"
    assert read(admin, path)["data"] == {"colour": "red"}


async def test_a_conflict_names_the_field_the_owner_and_both_values(
    console: LiveConsole, admin: Connection, namespace: str
) -> None:
    path = f"/api/v1/namespaces/{namespace}/configmaps"
    body = msgspec.json.encode({"metadata": {"name": "settings"}, "data": {"colour": "red"}})
    admin.send("POST", path, {"fieldManager": "somebody"}, body=body)
    text = CONFIG_MAP.format(namespace=namespace, colour="blue")
    [preview] = await console.preview(text)
    [conflict] = preview.conflicts
    assert (conflict.path, conflict.manager) == (".data.colour", "somebody")
    assert (conflict.theirs, conflict.ours) == ("red", "blue")
    with pytest.raises(ClusterRefused) as refused:
        await console.apply(text)
    assert refused.value.status == 409
    await console.apply(text, force=True)
    assert read(admin, f"{path}/settings")["data"] == {"colour": "blue"}


async def test_text_that_is_no_object_is_explained(console: LiveConsole) -> None:
    for text in ("", "just words", "kind: Pod", "a: *b", "apiVersion: v1\nkind: Nonsense\n"):
        with pytest.raises(ConfigInvalid):
            await console.preview(text)
    with pytest.raises(ConfigInvalid, match="has 1 problem"):
        await console.preview("{apiVersion: x/v1, kind: Nonsense, metadata: {name: a}}")


async def test_only_the_object_that_was_seen_is_deleted(
    console: LiveConsole, admin: Connection, namespace: str
) -> None:
    path = f"/api/v1/namespaces/{namespace}/pods"
    made = create(admin, path, pod("web"))
    with pytest.raises(ClusterRefused) as refused:
        await console.delete(Ref("Pod", namespace, "web", "another-uid"))
    assert refused.value.status == 409
    await console.delete(Ref("Pod", namespace, "web", made["metadata"]["uid"]), grace=0)
    with pytest.raises(ClusterRefused):
        read(admin, f"{path}/web")


async def test_scale_and_restart_reach_a_deployment(
    console: LiveConsole, admin: Connection, namespace: str
) -> None:
    labels = {"app": "web"}
    spec = {
        "selector": {"matchLabels": labels},
        "template": {"metadata": {"labels": labels}, "spec": pod("x")["spec"]},
    }
    path = f"/apis/apps/v1/namespaces/{namespace}/deployments"
    create(admin, path, {"metadata": {"name": "web"}, "spec": spec})
    ref = Ref("Deployment", namespace, "web")
    await console.scale(ref, 3)
    await console.restart(ref)
    found = read(admin, f"{path}/web")
    assert found["spec"]["replicas"] == 3
    assert "restartedAt" in str(found["spec"]["template"]["metadata"]["annotations"])
    detail = await console.detail(ref)
    assert detail.row.plain == "0 of 3 pods are ready."
    assert "managedFields" not in detail.yaml
    assert "status" not in detail.editable


async def test_a_drain_waits_for_a_budget_and_tells_it(
    admin: Connection, namespace: str, console: LiveConsole
) -> None:
    name = f"node-{namespace}"
    node(admin, name)
    path = f"/api/v1/namespaces/{namespace}/pods"
    made = create(admin, path, pod("web", nodeName=name))
    running = {"status": {"phase": "Running", "conditions": [{"type": "Ready", "status": "True"}]}}
    patch(admin, f"{path}/web/status", running)
    refused = await console.drain(name, lambda _: None)
    assert refused.word is DeedWord.FAILED
    assert refused.steps[0].text == "Nothing would start it again elsewhere."
    patch(admin, f"{path}/web", {"metadata": {"labels": {"app": "web"}}})
    budget = f"/apis/policy/v1/namespaces/{namespace}/poddisruptionbudgets"
    spec = {"minAvailable": 1, "selector": {"matchLabels": {"app": "web"}}}
    create(admin, budget, {"metadata": {"name": "web"}, "spec": spec})
    accounts: list[DeedState] = []

    def look(account: DeedState) -> None:
        accounts.append(account)
        if account.steps[0].word is DeedWord.WAITING:
            admin.send("DELETE", f"{budget}/web")
        if account.steps[0].word is DeedWord.WORKING:  # no kubelet ends it
            admin.send("DELETE", f"{path}/web", {"gracePeriodSeconds": 0})

    done = await console.drain(name, look, force=True)
    assert done.word is DeedWord.DONE
    texts = [account.steps[0].text for account in accounts]
    assert texts[0] == "A disruption budget allows no more pods to stop just now."
    assert texts[-1] == "It has left the node."
    assert read(admin, f"/api/v1/nodes/{name}")["spec"]["unschedulable"] is True
    await console.cordon(name, closed=False)
    assert "unschedulable" not in read(admin, f"/api/v1/nodes/{name}")["spec"]
    assert made["metadata"]["uid"] == done.steps[0].ref.uid


def claim(admin: Connection, namespace: str, storage_class: str) -> Ref:
    path = f"/api/v1/namespaces/{namespace}/persistentvolumeclaims"
    spec = {
        "accessModes": ["ReadWriteOnce"],
        "resources": {"requests": {"storage": "1Gi"}},
        "storageClassName": storage_class,
        "volumeName": "pv-1",
    }
    made = create(admin, path, {"metadata": {"name": "data"}, "spec": spec})
    status = {"phase": "Bound", "capacity": {"storage": "1Gi"}}
    patch(admin, f"{path}/data/status", {"status": status})
    return Ref("PersistentVolumeClaim", namespace, "data", made["metadata"]["uid"])


def storage_class(admin: Connection, name: str, *, grows: bool) -> None:
    body = {"metadata": {"name": name}, "provisioner": "x/y", "allowVolumeExpansion": grows}
    create(admin, "/apis/storage.k8s.io/v1/storageclasses", body)


async def test_an_expansion_is_followed_to_the_end(
    server: ApiServer, admin: Connection, namespace: str
) -> None:
    storage_class(admin, f"grows-{namespace}", grows=True)
    ref = claim(admin, namespace, f"grows-{namespace}")
    path = f"/api/v1/namespaces/{namespace}/persistentvolumeclaims/data/status"
    stages: list[dict[str, Any]] = [
        {"conditions": [{"type": "Resizing", "status": "True"}]},
        {"conditions": [{"type": "FileSystemResizePending", "status": "True"}]},
        {"conditions": None, "capacity": {"storage": "2Gi"}},
    ]
    texts: list[str] = []

    def look(state: DeedState) -> None:
        texts.append(state.text)
        if stages:
            patch(admin, path, {"status": stages.pop(0)})

    console = LiveConsole(Connection(server.admin, None), "test", VirtualClock())
    done = await console.expand(ref, "2Gi", look)
    console.close()
    assert (done.word, texts[-1]) == (DeedWord.DONE, "The storage has 2Gi now.")
    assert texts[1:3] == [
        "The volume is being made larger.",
        "The volume is larger; its file system follows when a pod that uses it starts.",
    ]


async def test_an_expansion_that_cannot_work_is_refused_before_it_starts(
    console: LiveConsole, admin: Connection, namespace: str
) -> None:
    storage_class(admin, f"fixed-{namespace}", grows=False)
    ref = claim(admin, namespace, f"fixed-{namespace}")
    for size, words in (("2Gi", "allowVolumeExpansion"), ("1Gi", "smaller"), ("huge", "no size")):
        with pytest.raises(UsageError) as refused:
            await console.expand(ref, size, lambda _: None)
        assert words in refused.value.brief or words == "no size"


async def test_the_first_page_tells_what_needs_attention(
    console: LiveConsole, admin: Connection, namespace: str
) -> None:
    name = f"ready-{namespace}"
    node(admin, name)
    path = f"/api/v1/namespaces/{namespace}/pods"
    create(admin, path, pod("broken", nodeName=name))
    waiting = {"name": "app", "image": "x", "imageID": "", "ready": False, "restartCount": 0}
    waiting["state"] = {"waiting": {"reason": "ErrImagePull"}}
    patch(admin, f"{path}/broken/status", {"status": {"containerStatuses": [waiting]}})
    pages: list[Overview] = []
    console.follow_overview(pages.append)
    await until(lambda: pages and "pods" in pages[-1].counts and pages[-1].cpu.total >= 4)
    items = [item for item in pages[-1].attention if item.refs[0].namespace == namespace]
    assert [(item.page, item.word) for item in items] == [("pods", "ErrImagePull")]
    assert pages[-1].cpu.used is None, "there are no figures, and none are made up"


async def test_a_support_file_holds_the_objects_without_their_secrets(
    console: LiveConsole, admin: Connection, namespace: str, tmp_path: Path
) -> None:
    secret = {
        "metadata": {"name": "tls"},
        "type": "kubernetes.io/tls",
        "stringData": {"tls.crt": "public", "tls.key": "hunter2"},
    }
    create(admin, f"/api/v1/namespaces/{namespace}/secrets", secret)
    env = [{"name": "DB_PASSWORD", "value": "hunter2"}]
    container = {"name": "app", "image": "x", "env": env}
    create(admin, f"/api/v1/namespaces/{namespace}/pods", pod("web", containers=[container]))
    path = tmp_path / "support.zip"
    written = await console.write_support(path)
    assert written.size == path.stat().st_size
    with zipfile.ZipFile(path) as archive:
        texts = {name: archive.read(name).decode() for name in archive.namelist()}
    assert "summary.html" in texts
    assert not [name for name, text in texts.items() if "hunter2" in text or "aHVudGVyMg" in text]
    saved = read_saved(path, 0.0)
    assert ("web", namespace) in {(row.name, row.namespace) for row in saved.rows["pods"]}
    assert saved.skipped == ()


async def test_boards_of_a_bare_server(console: LiveConsole) -> None:
    found = {one.source: one for one in await console.certificates()}
    assert found["api-server"].expires is not None
    assert found["client"].subject == "CN=admin,O=system:masters"
    assert (await console.arc()).word == "not connected"
    assert (await console.versions()).server.startswith("v1.")
    assert (await console.usage()).source == "absent"
