"""Who made a bundle: a signature over its manifest, which itself has the sum of every file.

    manifest.sig    the public key and the Ed25519 signature (RFC 8032) of the manifest's bytes

A signature alone says little, since everybody can make a key.  What counts is whether the key is
among those that this PC trusts (see `trust`).
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from installer.bundle.manifest import FILE_NAME
from installer.errors import BundleTampered, BundleUntrusted, UsageError
from installer.files import write_private

SIGNATURE = "manifest.sig"
_MAX_BYTES = 4096
_ID_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Signer:
    """A key that signed a bundle; `name` is what this PC calls it, empty for a stranger."""

    key_id: str
    name: str = ""


def make_key() -> tuple[bytes, bytes]:
    """A new pair of keys as PEM: the private one, which signs, and the public one."""
    key = Ed25519PrivateKey.generate()
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return private, _public_pem(key.public_key())


def key_id(public: Ed25519PublicKey) -> str:
    """A short name of a public key: the first digits of the SHA-256 of its 32 bytes."""
    raw = public.public_bytes(Encoding.Raw, PublicFormat.Raw)
    return hashlib.sha256(raw).hexdigest()[:_ID_DIGITS]


def read_public(text: bytes, *, where: str) -> Ed25519PublicKey:
    """A public key from PEM; raises UsageError that names the place."""
    try:
        key = load_pem_public_key(text)
    except (ValueError, UnsupportedAlgorithm) as error:
        raise _no_key(where, str(error)) from error
    if not isinstance(key, Ed25519PublicKey):
        raise _no_key(where, f"it is a key of another kind: {type(key).__name__}")
    return key


def sign(root: Path, private: bytes, *, where: str) -> Signer:
    """Sign the manifest of a bundle's folder; an older signature is replaced.

    `private` is a PEM without a passphrase, and `where` names it in errors.  Raises UsageError for
    something that is not such a key, and OSError.
    """
    try:
        key = load_pem_private_key(private, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise _no_key(where, str(error)) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise _no_key(where, f"it is a key of another kind: {type(key).__name__}")
    signature = key.sign((root / FILE_NAME).read_bytes())
    body = {
        "key": _public_pem(key.public_key()).decode(),
        "signature": base64.b64encode(signature).decode(),
    }
    text = json.dumps(body, indent=2, sort_keys=True) + "\n"
    write_private(root / SIGNATURE, text.encode(), mode=0o644)
    return Signer(key_id(key.public_key()))


def check_signature(root: Path, manifest: bytes, trusted: Mapping[str, str]) -> Signer | None:
    """Who signed a bundle of this manifest; None when nobody did.

    `trusted` has the ids of the keys that this PC trusts, with their names.  When there are any,
    only their bundles are taken.  Raises BundleTampered for a signature that does not fit, and
    BundleUntrusted.
    """
    path = root / SIGNATURE
    signer = None
    if path.is_symlink() or path.exists():
        signer = _signer(path, manifest, trusted)
    if trusted and (signer is None or not signer.name):
        said = f"its key is {signer.key_id}" if signer else f"it has no {SIGNATURE}"
        known = ", ".join(f"{name} ({ident})" for ident, name in sorted(trusted.items()))
        raise BundleUntrusted(
            "This bundle was not signed by anybody whom this PC trusts.",
            details=f"{root}: {said}\ntrusted: {known}",
        )
    return signer


def _signer(path: Path, manifest: bytes, trusted: Mapping[str, str]) -> Signer:
    try:
        body = json.loads(_read(path))
        key = read_public(str(body["key"]).encode(), where=SIGNATURE)
        key.verify(base64.b64decode(str(body["signature"]), validate=True), manifest)
    except InvalidSignature as error:
        raise BundleTampered(
            "The bundle's manifest is not the one that was signed.",
            details=f"{path}: the signature does not fit {FILE_NAME}",
        ) from error
    except (OSError, ValueError, KeyError, TypeError, RecursionError, UsageError) as error:
        raise BundleTampered(
            "The bundle's signature cannot be read.", details=f"{path}: {error}"
        ) from error
    ident = key_id(key)
    return Signer(ident, trusted.get(ident, ""))


def _read(path: Path) -> bytes:
    if path.is_symlink() or path.stat().st_size > _MAX_BYTES:
        raise ValueError("it is a link, or far too large")
    return path.read_bytes()


def _public_pem(key: Ed25519PublicKey) -> bytes:
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def _no_key(where: str, why: str) -> UsageError:
    return UsageError(
        f"{where} is not a key for bundles.",
        details=why,
        resolution="Give an Ed25519 key in PEM, as `edgewright bundle new-key` makes it.",
    )
