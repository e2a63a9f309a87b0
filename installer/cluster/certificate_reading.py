"""Reads certificates: from PEM text, and from a server by a TLS handshake without trust."""

from __future__ import annotations

import base64
import binascii
import socket
import ssl
from dataclasses import dataclass

_HANDSHAKE_SECONDS = 3.0
_BEGIN = b"-----BEGIN CERTIFICATE-----"


@dataclass(frozen=True, slots=True)
class CertificateFacts:
    """Whose a certificate is, who signed it, and its end (seconds since 1970)."""

    subject: str
    issuer: str
    expires: float


def from_pem(pem: bytes) -> list[CertificateFacts]:
    """All certificates in a PEM text; raises ValueError when it holds none that can be read."""
    from cryptography import x509

    if _BEGIN not in pem:
        raise ValueError("there is no certificate in it")
    return [_facts(certificate) for certificate in x509.load_pem_x509_certificates(pem)]


def from_base64(text: str) -> list[CertificateFacts]:
    """The same from PEM in base64, as it stands in objects; raises ValueError."""
    try:
        return from_pem(base64.b64decode(text, validate=True))
    except binascii.Error as error:
        raise ValueError("it is not base64") from error


def from_server(host: str, port: int) -> CertificateFacts:
    """What a server shows; raises OSError (ssl.SSLError is one) and ValueError."""
    from cryptography import x509

    # Nothing is sent: only the end of the certificate is read, trusted or not.
    blind = ssl.create_default_context()
    blind.check_hostname = False
    blind.verify_mode = ssl.CERT_NONE
    with (
        socket.create_connection((host, port), timeout=_HANDSHAKE_SECONDS) as plain,
        blind.wrap_socket(plain, server_hostname=host) as connection,
    ):
        shown = connection.getpeercert(binary_form=True)
    if shown is None:
        raise ValueError("the server shows no certificate")
    return _facts(x509.load_der_x509_certificate(shown))


def _facts(certificate: object) -> CertificateFacts:
    from cryptography import x509

    assert isinstance(certificate, x509.Certificate)
    return CertificateFacts(
        certificate.subject.rfc4514_string(),
        certificate.issuer.rfc4514_string(),
        certificate.not_valid_after_utc.timestamp(),
    )
