"""Keeps secrets by name: in the keyring of the user, else in a file for its owner alone.

A keyring that is missing, locked or broken never stands in the way: the file takes its place, and
whoever stores is told so.  Secrets are looked for in both, so one stays found when the keyring
comes or goes.
"""

from __future__ import annotations

import json
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

from installer.errors import UsageError
from installer.files import write_private

T = TypeVar("T")
# Begins with a dot: in a state folder every other name is that of a cluster.
FILE_NAME = ".credentials.json"
_SERVICE = "edgewright"
# A locked keyring asks somebody at the screen; without anybody there it would wait forever.
_SECONDS = 20.0
# From here on keyring itself recommends a backend (keyring.core, `recommended`).
_WORTHY = 1


class Keyring(Protocol):
    """What is used of a backend of the library keyring; each may raise anything."""

    def set_password(self, service: str, username: str, password: str) -> None:
        """Store a secret."""
        ...

    def get_password(self, service: str, username: str) -> str | None:
        """The secret, None when there is none."""
        ...

    def delete_password(self, service: str, username: str) -> None:
        """Remove a secret; one that is not there is an error."""
        ...


@dataclass(frozen=True, slots=True)
class Kept:
    """Where a secret is: `place` in words for people, `why_not` why it is not in the keyring."""

    place: str
    why_not: str = ""


def user_keyring() -> Keyring | None:
    """The keyring of this user, None where there is none that protects anything."""
    import keyring  # noqa: PLC0415 - slow, and hardly any run needs it

    try:
        backend = keyring.get_keyring()
        return backend if backend.priority >= _WORTHY else None
    except Exception:  # noqa: BLE001 - a backend that cannot even be found raises anything
        return None


class CredentialStore:
    """The secrets of one state folder; `keyring` is None where only the file shall be used."""

    def __init__(
        self, folder: Path, keyring: Keyring | None, *, patience: float = _SECONDS
    ) -> None:
        self._path = folder / FILE_NAME
        self._keyring = keyring
        self._patience = patience

    def put(self, reference: str, secret: str) -> Kept:
        """Store a secret in the place of an older one; raises OSError."""
        trouble = "there is no keyring for this user"
        if self._keyring is not None:
            found, trouble = self._ask(lambda ring: _put(ring, reference, secret), default=False)
            if found:
                self._remember(reference, None)
                return Kept("the keyring of your user")
            trouble = trouble or "it did not give back what was stored"
        self._remember(reference, secret)
        return Kept(f"the file {self._path}, which you alone may read", trouble)

    def get(self, reference: str) -> str | None:
        """The secret, None when there is none; raises UsageError for a damaged file."""
        found, _ = self._ask(lambda ring: ring.get_password(_SERVICE, reference), default=None)
        return found if found is not None else self._file().get(reference)

    def delete(self, reference: str) -> None:
        """Remove a secret, wherever it is; one that is not there is no error.  Raises OSError."""
        self._ask(lambda ring: ring.delete_password(_SERVICE, reference), default=None)
        self._remember(reference, None)

    def _remember(self, reference: str, secret: str | None) -> None:
        """Put a secret into the file, or take it out; an empty file is none."""
        before = self._file()
        after = {key: text for key, text in before.items() if key != reference}
        if secret is not None:
            after[reference] = secret
        if after and after != before:
            write_private(self._path, json.dumps(after).encode())
        elif not after:
            self._path.unlink(missing_ok=True)

    def _file(self) -> dict[str, str]:
        try:
            content = json.loads(self._path.read_bytes())
            return {str(key): str(text) for key, text in content.items()}
        except FileNotFoundError:
            return {}
        except (ValueError, AttributeError) as error:
            raise UsageError(
                "The file with the stored secrets is damaged.",
                details=f"{self._path}: {type(error).__name__}",
                resolution="Remove the file, and store the secrets again.",
            ) from error

    def _ask(self, deed: Callable[[Keyring], T], *, default: T) -> tuple[T, str]:
        """What the keyring answers, or the default and why it does not answer."""
        ring = self._keyring
        if ring is None:
            return default, ""
        answers: queue.SimpleQueue[tuple[T, str]] = queue.SimpleQueue()

        def ask() -> None:
            try:
                answers.put((deed(ring), ""))
            except Exception as error:  # noqa: BLE001 - each backend has errors of its own
                # Only the kind of the error: its words may repeat what was to be stored.
                answers.put((default, f"the keyring answered with {type(error).__name__}"))

        # Not a pool: the program could not end before a question that nobody answers.
        threading.Thread(target=ask, name="keyring", daemon=True).start()
        try:
            return answers.get(timeout=self._patience)
        except queue.Empty:
            return default, f"the keyring did not answer within {self._patience:.0f} seconds"


def _put(ring: Keyring, reference: str, secret: str) -> bool:
    ring.set_password(_SERVICE, reference, secret)
    return ring.get_password(_SERVICE, reference) == secret
