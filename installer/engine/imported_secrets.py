"""Puts secrets of an imported file into the credential store; the result has their names only."""

from __future__ import annotations

import dataclasses

from installer.config.model import EdgeCluster
from installer.host.credentials import CredentialStore, Kept
from installer.importer.notes import CHANGED, SECRETS, secret_note
from installer.importer.reading import Imported
from installer.importer.translation import Translation

# How each secret is called in the store, behind the name of its cluster.
_NAMES = {
    "arc.secret_present": "azure-password",
    "join.token_present": "join-token",
    "join.certificate_key_present": "join-certificate-key",
}
_ARC = "arc.secret_present"


def keep_secrets(
    imported: Imported, translation: Translation, store: CredentialStore
) -> Translation:
    """Store the secrets of a file that becomes a cluster, and say so in the notes.

    A file that becomes none is left alone.  Raises OSError.
    """
    cluster = translation.cluster
    if cluster is None:
        return translation
    notes = list(translation.notes)
    for key, secret in imported.values.secrets.items():
        reference = f"{cluster.name}/{_NAMES[key]}"
        kept = store.put(reference, secret)
        told, better = secret_note(key), _note(key, reference, kept)
        notes = [better if note == told else note for note in notes]
        if key == _ARC:
            cluster = _with_reference(cluster, reference)
    return dataclasses.replace(translation, cluster=cluster, notes=tuple(notes))


def _note(key: str, reference: str, kept: Kept) -> str:
    why = f" ({kept.why_not})" if kept.why_not else ""
    return f"{CHANGED}: {SECRETS[key]} was put into {kept.place}{why}, under the name {reference}"


def _with_reference(cluster: EdgeCluster, reference: str) -> EdgeCluster:
    """The cluster whose place in Azure names the secret, when it has one."""
    if cluster.spec.arc is None:
        return cluster
    content = cluster.model_dump(mode="json", by_alias=True)
    content["spec"]["arc"]["credential"] = reference
    return EdgeCluster.model_validate(content, by_alias=True, by_name=False)
