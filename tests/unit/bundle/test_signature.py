"""A bundle is taken from whom this PC trusts, and from everybody as long as it trusts nobody."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from installer.bundle.bundle import open_bundle
from installer.bundle.signature import SIGNATURE, make_key, sign
from installer.bundle.trust import distrust, trust, trusted_keys
from installer.errors import BundleTampered, BundleUntrusted, UsageError


@pytest.fixture
def key(tmp_path: Path) -> bytes:
    """A private key whose public half lies in `shop.pub`."""
    private, public = make_key()
    (tmp_path / "shop.pub").write_bytes(public)
    return private


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "state"


@pytest.fixture
def trusting(state: Path, tmp_path: Path, key: bytes) -> Path:
    """A state folder that trusts the key."""
    trust(state, tmp_path / "shop.pub", "shop")
    return state


def test_without_trusted_keys_every_bundle_is_taken(bundle_folder: Path, key: bytes) -> None:
    assert open_bundle(bundle_folder).signer is None
    signer = sign(bundle_folder, key, where="key")
    assert open_bundle(bundle_folder).signer == signer
    assert not signer.name


def test_a_trusted_signer_is_known_by_name(bundle_folder: Path, key: bytes, trusting: Path) -> None:
    sign(bundle_folder, key, where="key")
    signer = open_bundle(bundle_folder, trusted_keys(trusting)).signer
    assert signer is not None
    assert signer.name == "shop"


def test_where_keys_are_trusted_no_other_bundle_is_taken(
    bundle_folder: Path, key: bytes, trusting: Path
) -> None:
    with pytest.raises(BundleUntrusted, match="not signed by anybody") as unsigned:
        open_bundle(bundle_folder, trusted_keys(trusting))
    assert SIGNATURE in unsigned.value.details
    stranger, _ = make_key()
    signer = sign(bundle_folder, stranger, where="key")
    with pytest.raises(BundleUntrusted) as foreign:
        open_bundle(bundle_folder, trusted_keys(trusting))
    assert signer.key_id in foreign.value.details
    assert "shop" in foreign.value.details


def test_who_is_trusted_no_longer_is_a_stranger_again(
    bundle_folder: Path, key: bytes, trusting: Path
) -> None:
    distrust(trusting, "shop")
    assert trusted_keys(trusting) == {}
    with pytest.raises(UsageError, match="No trusted key"):
        distrust(trusting, "shop")
    assert open_bundle(bundle_folder, trusted_keys(trusting)).signer is None


@pytest.mark.parametrize("trusted", [False, True])
def test_a_manifest_that_was_changed_after_signing_is_refused(
    bundle_folder: Path, key: bytes, trusting: Path, trusted: bool
) -> None:
    sign(bundle_folder, key, where="key")
    manifest = bundle_folder / "manifest.json"
    manifest.write_bytes(manifest.read_bytes().replace(b"0.1.0", b"0.1.1"))
    with pytest.raises(BundleTampered, match="not the one that was signed"):
        open_bundle(bundle_folder, trusted_keys(trusting) if trusted else {})


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"{}",
        b"[]",
        b"null",
        b'{"key": 1, "signature": 2}',
        b'{"key": "", "signature": ""}',
        b"[" * 4000,
        b" " * 5000,
    ],
)
def test_a_signature_that_is_none_is_refused(bundle_folder: Path, content: bytes) -> None:
    (bundle_folder / SIGNATURE).write_bytes(content)
    with pytest.raises(BundleTampered, match="cannot be read"):
        open_bundle(bundle_folder)


def test_a_signature_is_never_read_through_a_link(
    bundle_folder: Path, key: bytes, tmp_path: Path
) -> None:
    sign(bundle_folder, key, where="key")
    (bundle_folder / SIGNATURE).rename(tmp_path / "elsewhere")
    (bundle_folder / SIGNATURE).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(BundleTampered, match="cannot be read"):
        open_bundle(bundle_folder)


def test_a_signature_of_another_key_cannot_be_put_under_a_trusted_name(
    bundle_folder: Path, key: bytes, trusting: Path, tmp_path: Path
) -> None:
    stranger, _ = make_key()
    sign(bundle_folder, stranger, where="key")
    path = bundle_folder / SIGNATURE
    body = json.loads(path.read_bytes()) | {"key": (tmp_path / "shop.pub").read_text()}
    path.write_text(json.dumps(body))
    with pytest.raises(BundleTampered, match="not the one that was signed"):
        open_bundle(bundle_folder, trusted_keys(trusting))


@pytest.mark.parametrize("kind", ["nothing", "public", "rsa"])
def test_only_a_private_key_of_the_right_kind_signs(
    bundle_folder: Path, tmp_path: Path, key: bytes, kind: str
) -> None:
    other = rsa.generate_private_key(65537, 2048)
    keys = {
        "nothing": b"no key",
        "public": (tmp_path / "shop.pub").read_bytes(),
        "rsa": other.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()),
    }
    with pytest.raises(UsageError, match=r"mine\.pem is not a key for bundles"):
        sign(bundle_folder, keys[kind], where="mine.pem")
    assert not (bundle_folder / SIGNATURE).exists()


@pytest.mark.parametrize("name", ["", "../up", "a/b", ".hidden", "n" * 64, "né"])
def test_the_name_of_a_key_stays_in_its_folder(
    state: Path, tmp_path: Path, key: bytes, name: str
) -> None:
    with pytest.raises(UsageError, match="cannot be the name"):
        trust(state, tmp_path / "shop.pub", name)
    assert not state.exists()
