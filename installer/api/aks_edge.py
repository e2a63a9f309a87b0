"""The door to files of AKS Edge Essentials; apart, because hardly any start needs it."""

from __future__ import annotations

from pathlib import Path

from installer.engine.imported_secrets import keep_secrets as keep_imported_secrets
from installer.host.credentials import CredentialStore, user_keyring
from installer.importer.findings import Severity
from installer.importer.reading import read_file as read_aks_edge_file
from installer.importer.translation import translate as translate_aks_edge
from installer.worlds import state_folder

__all__ = [
    "CredentialStore",
    "Severity",
    "credential_store",
    "keep_imported_secrets",
    "read_aks_edge_file",
    "translate_aks_edge",
]


def credential_store(*, state: Path | None = None, simulate: str | None = None) -> CredentialStore:
    """The secrets that belong to a state folder; a simulated PC has no keyring."""
    ring = None if simulate else user_keyring()
    return CredentialStore(state_folder(state, simulate), ring)
