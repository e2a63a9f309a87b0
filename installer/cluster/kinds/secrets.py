"""TLS secrets: certificates with their keys; only the certificate is ever kept."""

from __future__ import annotations

import msgspec

from installer.cluster.ages import moment
from installer.cluster.around import Around
from installer.cluster.cells import Since
from installer.cluster.objects import Meta, Part, made
from installer.cluster.phrases import Phrase
from installer.cluster.rows import Column, Kind, Row

_TLS = (False, Phrase("A certificate with its key; the page of certificates tells its end."))
_OTHER = (False, Phrase("A secret; its content is not shown."))


class Secret(Part, frozen=True):
    """A secret; the values are only counted, never decoded."""

    metadata: Meta
    type: str = ""
    data: dict[str, msgspec.Raw] | None = None


class SecretFacts(msgspec.Struct, frozen=True, gc=False):
    """The certificate of a TLS secret as it stands in the object (base64); empty when none."""

    certificate: str


def secret_row(secret: Secret, around: Around) -> Row:
    """The row of a secret."""
    del around
    data = secret.data or {}
    cells = (
        secret.metadata.name,
        secret.type,
        len(data),
        Since(moment(secret.metadata.creation_timestamp)),
    )
    certificate = bytes(data["tls.crt"]).decode("ascii", "replace") if "tls.crt" in data else ""
    judged = _TLS if secret.type == "kubernetes.io/tls" else _OTHER
    return made(secret.metadata, cells, judged, SecretFacts(certificate.strip('"')))


KIND = Kind(
    name="secrets",
    word="Secret",
    api="/api/v1",
    resource="secrets",
    aliases=("secret",),
    field_selector="type=kubernetes.io/tls",
    columns=(Column("NAME"), Column("TYPE"), Column("DATA", right=True), Column("AGE")),
    shape=Secret,
    row=secret_row,
)
