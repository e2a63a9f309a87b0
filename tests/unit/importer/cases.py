"""The recorded files, short ways to make others, and what the program says beyond the cases."""

from __future__ import annotations

import base64
import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from installer.importer.reading import Imported, read_bytes

FOLDER = Path(__file__).parents[2] / "data" / "aksedge"
CASES: dict[str, dict[str, Any]] = {
    path.stem: json.loads(path.read_text(encoding="utf-8"))
    for path in sorted(FOLDER.glob("*.json"))
}

_PLACEHOLDERS = {
    ("Azure.SubscriptionName", "warning"),
    ("Azure.ServicePrincipalName", "warning"),
    ("Azure.Auth.ServicePrincipalId", "warning"),
    ("Azure.TenantId", "warning"),
}
# A case names the findings that its author had in mind.  These follow from rules that other cases
# ask for; none is an error.
BEYOND: dict[str, set[tuple[str, str]]] = {
    # Addresses of the sample's LAN: as in 23.
    "25-preview-aide-all-in-one": {("Network.ServiceIPRangeStart", "info")},
    # No LoadBalancer addresses: as in 04 and 08.
    "29-aide-old-auth-names": {("AksEdgeConfig.Init.ServiceIPRangeSize", "warning")},
    # Every placeholder is named, as in 31.
    "37-aide-hashtable-order": _PLACEHOLDERS,
    # No effect on a single machine: as in 50.
    "52-range-size-4096-no-user": {("Network.ControlPlaneEndpointIp", "info")},
    # Telemetry of an offline machine: as in 61.
    "67-duplicate-section": {("User.AcceptOptionalTelemetry", "info")},
    # UTF-16 as in 10 and 43, the second file as in 31, placeholders as in 31.
    "76-aide-misplaced-sections-null-embed": _PLACEHOLDERS
    | {("$", "info"), ("AksEdgeConfigFile", "warning")},
}


def content(case: dict[str, Any]) -> bytes:
    """The bytes of a recorded file."""
    if "raw_base64" in case:
        return base64.b64decode(case["raw_base64"])
    return str(case["raw"]).encode()


def sample(name: str = "14-scalable-k3s-first") -> dict[str, Any]:
    """A recorded file as plain data, to be changed by a test."""
    found: dict[str, Any] = json.loads(CASES[name]["raw"])
    return copy.deepcopy(found)


def read(document: object) -> Imported:
    """Import plain data."""
    return read_bytes(json.dumps(document).encode())


def changed(change: Callable[[dict[str, Any]], object], name: str) -> Imported:
    """Import a recorded file after a change."""
    document = sample(name)
    change(document)
    return read(document)


def problems(imported: Imported) -> set[tuple[str, str]]:
    """Where something was found, and how much it matters."""
    return {(item.path, item.severity.value) for item in imported.findings.items}
