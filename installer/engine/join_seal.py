"""Seals a small secret with a passphrase into a text that may lie anywhere, and opens it again.

The key comes from the passphrase by scrypt (RFC 7914), what it locks is safe by AES-256-GCM, and
the head, which everybody may read, is bound to it.  A checksum tells a copy that was damaged on
its way from a wrong passphrase; against somebody who changes the file on purpose stands the lock.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from installer.errors import JoinFileLocked, JoinFileUnreadable, UsageError

MIN_PASSPHRASE = 12
LARGEST = 256 * 1024
_FORMAT, _VERSION = "edgewright-join", 1
# OWASP's parameters for scrypt: 128 MiB and some tenths of a second for each guess.
_COST, _BLOCK, _LANES = 2**17, 8, 1
# A file may ask for less or a little more, never for all memory of the PC that opens it.
_COSTS = {2**power for power in range(10, 19)}
_SALT_BYTES, _NONCE_BYTES, _KEY_BYTES = 16, 12, 32


@dataclass(frozen=True, slots=True)
class Sealed:
    """A sealed text that was read: its head, and what is needed to open it."""

    head: Mapping[str, str]
    bound: bytes
    cost: int
    salt: bytes
    nonce: bytes
    locked: bytes


def must_be_long_enough(passphrase: str) -> None:
    """Raise UsageError for a passphrase that others could find out."""
    if len(passphrase) < MIN_PASSPHRASE:
        raise UsageError(
            f"The passphrase is too short: it needs at least {MIN_PASSPHRASE} characters.",
            resolution="Take four or five words that do not belong together.",
        )


def seal(
    head: Mapping[str, str],
    secret: bytes,
    passphrase: str,
    *,
    cost: int = 0,
    form: str = _FORMAT,
) -> str:
    """The text, of a form that `read_sealed` asks for; raises UsageError as above.

    `cost` is that of a guess at the passphrase, a power of two; 0 takes the usual one.
    """
    # Slow to import, and hardly any start of the program needs it.
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415

    must_be_long_enough(passphrase)
    cost = cost or _COST
    salt, nonce = os.urandom(_SALT_BYTES), os.urandom(_NONCE_BYTES)
    body: dict[str, Any] = {
        "format": form,
        "version": _VERSION,
        "head": dict(head),
        "scrypt": {"n": cost, "r": _BLOCK, "p": _LANES, "salt": _text(salt)},
        "nonce": _text(nonce),
    }
    key = _key(passphrase, salt, cost)
    body["sealed"] = _text(AESGCM(key).encrypt(nonce, secret, _canonical(body)))
    body["checksum"] = _checksum(body)
    return json.dumps(body, indent=2) + "\n"


def read_sealed(data: bytes, *, form: str = _FORMAT) -> Sealed:
    """Read a text of a form without opening it; raises JoinFileUnreadable."""
    try:
        return _parsed(data, form)
    # Of a damaged file anything can come: other types, brackets without end, numbers without bound.
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise JoinFileUnreadable(
            "This is no join file, or it is damaged.",
            details=f"{type(error).__name__}: {str(error)[:200]}",
        ) from error


def _parsed(data: bytes, form: str) -> Sealed:
    if len(data) > LARGEST:
        raise ValueError("too large")
    body: Any = json.loads(data)
    if (body["format"], body["version"]) != (form, _VERSION):
        raise ValueError("another format")
    if body.pop("checksum") != _checksum(body):
        raise ValueError("the checksum does not fit the content")
    locked = _bytes(body.pop("sealed"))
    scrypt = body["scrypt"]
    if (scrypt["r"], scrypt["p"]) != (_BLOCK, _LANES) or scrypt["n"] not in _COSTS:
        raise ValueError("unknown parameters of scrypt")
    salt, nonce = _bytes(scrypt["salt"]), _bytes(body["nonce"])
    if (len(salt), len(nonce)) != (_SALT_BYTES, _NONCE_BYTES):
        raise ValueError("salt or nonce of another length")
    head = {str(key): str(value) for key, value in dict(body["head"]).items()}
    return Sealed(head, _canonical(body), scrypt["n"], salt, nonce, locked)


def open_sealed(sealed: Sealed, passphrase: str) -> bytes:
    """The secret; raises JoinFileLocked."""
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - as above
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415

    key = _key(passphrase, sealed.salt, sealed.cost)
    try:
        return AESGCM(key).decrypt(sealed.nonce, sealed.locked, sealed.bound)
    except InvalidTag as error:
        raise JoinFileLocked(
            "The passphrase does not open the join file, or somebody has changed the file."
        ) from error


def _key(passphrase: str, salt: bytes, cost: int) -> bytes:
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt  # noqa: PLC0415 - as in seal

    kdf = Scrypt(salt=salt, length=_KEY_BYTES, n=cost, r=_BLOCK, p=_LANES)
    return kdf.derive(passphrase.encode())


def _canonical(body: Mapping[str, Any]) -> bytes:
    return json.dumps(body, sort_keys=True, separators=(",", ":")).encode()


def _checksum(body: Mapping[str, Any]) -> str:
    return hashlib.sha256(_canonical(body)).hexdigest()


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
