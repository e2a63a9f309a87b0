"""The secrets that a cluster file names, from the credential store of its state folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from installer.config.model import EdgeCluster
from installer.host.credentials import CredentialStore, Keyring
from installer.steps.mount_shares import must_be_stored
from installer.steps.mount_shares_units import credential_text

Lookup = Callable[[str], str | None]


def secret_lookup(state: Path, keyring: Callable[[], Keyring | None]) -> Lookup:
    """Finds secrets by name; the keyring is looked for when the first one is asked for."""

    def secret(reference: str) -> str | None:
        return CredentialStore(state, keyring()).get(reference)

    return secret


def must_have_secrets(config: EdgeCluster, secret: Lookup) -> None:
    """Raise UsageError unless everything that nodes need to log in with is stored and usable."""
    for share in config.spec.storage.shares:
        if share.credential:
            credential_text(
                share.credential, must_be_stored(share.credential, secret(share.credential))
            )
