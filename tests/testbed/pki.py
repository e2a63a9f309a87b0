"""Certificates for the API server of the tests and for its users."""

from __future__ import annotations

import base64
import ipaddress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

Key = ec.EllipticCurvePrivateKey


@dataclass(frozen=True)
class Pair:
    """A certificate and its key, as PEM."""

    certificate: bytes
    key: bytes


class Authority:
    """Signs everything of one test cluster."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "test-ca")])
        builder = _builder(self._name, self._name, self._key, timedelta(days=2))
        builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=None), True)
        self.certificate = _pem(builder.sign(self._key, hashes.SHA256()))
        self.ca_file = self._write("ca.crt", self.certificate)

    def issue(
        self,
        user: str,
        groups: tuple[str, ...] = (),
        *,
        life: timedelta = timedelta(days=1),
    ) -> Pair:
        """A client certificate; groups are organizations, as Kubernetes reads them."""
        names = [x509.NameAttribute(NameOID.ORGANIZATION_NAME, group) for group in groups]
        names.append(x509.NameAttribute(NameOID.COMMON_NAME, user))
        return self._issue(x509.Name(names), ExtendedKeyUsageOID.CLIENT_AUTH, life, ())

    def serve(self) -> tuple[Path, Path]:
        """Files of a certificate and key for 127.0.0.1."""
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "kube-apiserver")])
        hosts = (x509.IPAddress(ipaddress.ip_address("127.0.0.1")), x509.DNSName("localhost"))
        pair = self._issue(name, ExtendedKeyUsageOID.SERVER_AUTH, timedelta(days=1), hosts)
        return self._write("server.crt", pair.certificate), self._write("server.key", pair.key)

    def account_keys(self) -> tuple[Path, Path]:
        """The key that signs service account tokens, and its public half."""
        key = ec.generate_private_key(ec.SECP256R1())
        public = key.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        return self._write("sa.key", _key_pem(key)), self._write("sa.pub", public)

    def kubeconfig(self, server: str, pair: Pair, name: str) -> Path:
        """A kubeconfig file for a user, with everything in it."""
        user = {
            "client-certificate-data": base64.b64encode(pair.certificate).decode(),
            "client-key-data": base64.b64encode(pair.key).decode(),
        }
        return self.write_kubeconfig(server, user, name)

    def write_kubeconfig(self, server: str, user: dict[str, Any], name: str) -> Path:
        """A kubeconfig file with any kind of user."""
        ca = base64.b64encode(self.certificate).decode()
        document = {
            "apiVersion": "v1",
            "kind": "Config",
            "clusters": [
                {"name": "test", "cluster": {"server": server, "certificate-authority-data": ca}}
            ],
            "users": [{"name": name, "user": user}],
            "contexts": [{"name": "test", "context": {"cluster": "test", "user": name}}],
            "current-context": "test",
        }
        return self._write(f"{name}.conf", yaml.safe_dump(document).encode())

    def _issue(
        self,
        name: x509.Name,
        usage: x509.ObjectIdentifier,
        life: timedelta,
        hosts: tuple[x509.GeneralName, ...],
    ) -> Pair:
        key = ec.generate_private_key(ec.SECP256R1())
        builder = _builder(name, self._name, key, life)
        builder = builder.add_extension(x509.ExtendedKeyUsage([usage]), False)
        if hosts:
            builder = builder.add_extension(x509.SubjectAlternativeName(hosts), False)
        return Pair(_pem(builder.sign(self._key, hashes.SHA256())), _key_pem(key))

    def _write(self, name: str, content: bytes) -> Path:
        path = self.folder / name
        path.write_bytes(content)
        path.chmod(0o600)
        return path


def _builder(
    subject: x509.Name, issuer: x509.Name, key: Key, life: timedelta
) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + life)
    )


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)


def _key_pem(key: Key) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
