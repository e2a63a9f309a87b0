"""Azure Arc as the cluster itself knows it: agents, the connection record, extensions, GitOps.

No login is needed: the agents keep their state in objects of the cluster (namespace `azure-arc`,
kinds of `arc.azure.com`, `clusterconfig.azure.com` and `toolkit.fluxcd.io`).
"""

from __future__ import annotations

from typing import Any

import msgspec

from installer.cluster.ages import moment
from installer.cluster.connection import Connection
from installer.cluster.overview_model import ArcPart, ArcState
from installer.cluster.phrases import Phrase, say
from installer.cluster.text import inert
from installer.errors import ClusterRefused, EdgewrightError

NAMESPACE = "azure-arc"
_NOT_FOUND, _FORBIDDEN = 404, 403
_SILENT_SECONDS = 3600
_RECORD = "/apis/arc.azure.com/v1beta1/namespaces/azure-arc/connectedclusters/clustermetadata"
_EXTENSIONS = "/apis/clusterconfig.azure.com/v1beta1/extensionconfigs"
_FLUX = (
    ("/apis/kustomize.toolkit.fluxcd.io/v1/kustomizations", "Kustomization"),
    ("/apis/source.toolkit.fluxcd.io/v1/gitrepositories", "GitRepository"),
    ("/apis/helm.toolkit.fluxcd.io/v2/helmreleases", "HelmRelease"),
)
_NOT_CONNECTED = Phrase("This cluster is not connected to Azure Arc.")
_NOT_ALLOWED = Phrase("This user may not look at the state of Azure Arc.")
_NO_ANSWER = Phrase("The state of Azure Arc could not be read.")
_CONNECTED = Phrase("The cluster is connected to Azure Arc.")
_AGENTS_BAD = Phrase("Some agents of Azure Arc do not run.")
_SILENT = Phrase("Azure Arc has not been heard of for long.")


def read_arc(connection: Connection, now: float) -> ArcState:
    """The state; blocks, raises nothing."""
    try:
        agents = _items(connection, f"/apis/apps/v1/namespaces/{NAMESPACE}/deployments")
        connection.get(f"/api/v1/namespaces/{NAMESPACE}")
    except ClusterRefused as error:
        if error.status == _NOT_FOUND:
            return ArcState("not connected", _NOT_CONNECTED)
        return ArcState("unknown", _NOT_ALLOWED if error.status == _FORBIDDEN else _NO_ANSWER)
    except (EdgewrightError, msgspec.DecodeError):
        return ArcState("unknown", _NO_ANSWER)
    if not agents:
        return ArcState("not connected", _NOT_CONNECTED)
    parts = tuple(_agent(agent) for agent in agents)
    record = _try_get(connection, _RECORD)
    status = record.get("status") or {}
    contact = moment(status.get("lastConnectivityTime"))
    parts += tuple(_extension(item) for item in _try_items(connection, _EXTENSIONS))
    for path, word in _FLUX:
        parts += tuple(_flux(item, word) for item in _try_items(connection, path))
    word, phrase = _judge(str(status.get("connectivityStatus") or ""), contact, parts, now)
    return ArcState(
        word=word,
        say=phrase,
        last_contact=contact,
        certificate_expires=moment(status.get("managedIdentityCertificateExpirationTime")),
        resource=inert(_resource(connection)),
        parts=parts,
    )


def _judge(
    connectivity: str, contact: float | None, parts: tuple[ArcPart, ...], now: float
) -> tuple[str, Phrase]:
    if connectivity and connectivity != "Connected":
        words = "Azure Arc calls the connection {word}."
        return "trouble", say(words, word=connectivity)
    if any(part.role == "agent" and part.attention for part in parts):
        return "trouble", _AGENTS_BAD
    if contact is not None and now - contact > _SILENT_SECONDS:
        return "trouble", _SILENT
    return "connected", _CONNECTED


def _agent(found: dict[str, Any]) -> ArcPart:
    wanted = found.get("spec", {}).get("replicas", 1)
    ready = found.get("status", {}).get("readyReplicas", 0)
    phrase = say("{ready} of {wanted} pods are ready.", ready=ready, wanted=wanted)
    name = inert(found["metadata"]["name"])
    return ArcPart("agent", name, f"{ready}/{wanted}", ready < wanted, phrase, _tag(found))


def _tag(found: dict[str, Any]) -> str:
    containers = found.get("spec", {}).get("template", {}).get("spec", {}).get("containers") or [{}]
    return inert(str(containers[0].get("image", "")).rpartition(":")[2])


def _extension(found: dict[str, Any]) -> ArcPart:
    spec, status = found.get("spec") or {}, found.get("status") or {}
    details = status.get("operatorPropertiesHashed") or status
    word = str(details.get("status") or details.get("syncStatus") or "unknown")
    bad = word.lower() in ("failed", "error")
    phrase = say("Azure Arc calls the extension {word}.", word=word)
    version = inert(str(spec.get("version") or spec.get("releaseTrain") or ""))
    name = inert(found["metadata"]["name"])
    return ArcPart("extension", name, inert(word), bad, phrase, version)


def _flux(found: dict[str, Any], word: str) -> ArcPart:
    conditions = (found.get("status") or {}).get("conditions") or []
    ready: dict[str, Any] = next((c for c in conditions if c.get("type") == "Ready"), {})
    holds = ready.get("status") == "True"
    meta = found["metadata"]
    name = inert(f"{word} {meta.get('namespace', '')}/{meta['name']}")
    if holds:
        phrase = Phrase("It is as the source wants it.")
    else:
        message = str(ready.get("message") or "nothing yet")
        phrase = say("It is not as the source wants it: {message}", message=message)
    revision = (found.get("status") or {}).get("lastAppliedRevision") or ""
    reason = inert(str(ready.get("reason") or "Unknown"))
    return ArcPart("gitops", name, reason, not holds, phrase, inert(str(revision)))


def _resource(connection: Connection) -> str:
    """Subscription, group and name of the Azure resource, as the agents were told."""
    path = f"/api/v1/namespaces/{NAMESPACE}/configmaps/azure-clusterconfig"
    data = _try_get(connection, path).get("data") or {}
    keys = ("AZURE_SUBSCRIPTION_ID", "AZURE_RESOURCE_GROUP", "AZURE_RESOURCE_NAME")
    return " / ".join(str(data[key]) for key in keys if data.get(key))


def _items(connection: Connection, path: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = msgspec.json.decode(connection.get(path)).get("items") or []
    return found


def _try_items(connection: Connection, path: str) -> list[dict[str, Any]]:
    try:
        return _items(connection, path)
    except (EdgewrightError, msgspec.DecodeError):
        return []


def _try_get(connection: Connection, path: str) -> dict[str, Any]:
    try:
        found: dict[str, Any] = msgspec.json.decode(connection.get(path))
    except (EdgewrightError, msgspec.DecodeError):
        return {}
    return found
