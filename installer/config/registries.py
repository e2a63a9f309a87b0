"""The part of the cluster file that says where container images come from."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated

from pydantic import Field, PlainSerializer, PlainValidator, WithJsonSchema

from installer.config.frozen_map import FrozenMap
from installer.config.outline import shown
from installer.config.part import Part
from installer.config.refusal import Allowed, Refusal, refuse
from installer.config.text_fields import as_text

_HOST = r"[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:[0-9]{1,5})?"
_NAME = re.compile(_HOST)
_URL = re.compile(rf"https?://({_HOST}|\[[0-9A-Fa-f:.]+\](:[0-9]{{1,5}})?)(/[A-Za-z0-9._/-]*)?")
_PORT = re.compile(r":([0-9]{1,5})(/.*)?$")
_URLS_ALLOWED = "a list of addresses such as https://mirror.shop.local:5000, without a password"
_NAME_ALLOWED = "the name of a registry as it begins a container image, such as docker.io"
_PEM_MARK = "-----BEGIN CERTIFICATE-----"


def parse_mirrors(value: object) -> FrozenMap[tuple[str, ...]]:
    """The addresses that are asked in the place of each registry; every wrong one is told."""
    if not isinstance(value, Mapping):
        raise refuse(Refusal(message="names with values must stand here"))
    refusals = [found for name, urls in value.items() for found in _mirror_refusals(name, urls)]
    if refusals:
        raise refuse(*refusals)
    return FrozenMap({name: tuple(urls) for name, urls in value.items()})


def _mirror_refusals(name: str, urls: object) -> list[Refusal]:
    if _NAME.fullmatch(name) is None or not _port_exists(name):
        message = "this is not the name of a registry"
        # A place is shown as well, so a name that may hold a password is none.
        at = () if "@" in name else (name,)
        return [Refusal(message=message, found=_kind(name), allowed=_NAME_ALLOWED, at=at)]
    if not isinstance(urls, (list, tuple)) or not urls:
        message, found = "a list of addresses must stand here", _kind(urls)
        suggestion = f"[{urls}]" if isinstance(urls, str) and not _url_fault(urls) else ""
        return [
            Refusal(
                message=message,
                found=found,
                allowed=_URLS_ALLOWED,
                suggestion=suggestion,
                at=(name,),
            )
        ]
    return [
        Refusal(message=fault, found=_kind(url), allowed=_URLS_ALLOWED, at=(name, index))
        for index, url in enumerate(urls)
        if (fault := _url_fault(url))
    ]


def _url_fault(url: object) -> str:
    if isinstance(url, str) and "@" in url:
        return "a user name or password may not stand here"
    if not isinstance(url, str) or _URL.fullmatch(url) is None:
        return "this is not the address of a registry"
    return (
        "" if _port_exists(url.partition("://")[2]) else "the port of this address does not exist"
    )


def _port_exists(text: str) -> bool:
    match = _PORT.search(text.partition("/")[0])
    return match is None or 1 <= int(match[1]) <= 65535


def _kind(value: object) -> str:
    """What was found, without the password that an address may hold."""
    if isinstance(value, str):
        return "text with an @" if "@" in value else f'"{shown(value)}"'
    if isinstance(value, (list, tuple)):
        return f"a list of {len(value)}"
    if isinstance(value, Mapping):
        return "names with values"
    return "nothing" if value is None else shown(str(value).lower())


def parse_authority(value: object) -> str:
    """The certificates of a text in PEM form, each written in the one usual way.

    What stands between them is dropped.  A private key is refused and never shown: it is no
    business of a node, and this file is no place for it.
    """
    text = as_text(value)
    if "PRIVATE KEY" in text:
        message = "a private key may not stand here; only the certificate belongs to the nodes"
        raise refuse(Refusal(message=message, found="text with a private key"))
    if _PEM_MARK not in text:
        message = "no certificate in PEM form stands here"
        raise refuse(Refusal(message=message, found=f"text of {len(text)} characters"))
    # Slow to import, and hardly any cluster file holds a certificate.
    from cryptography import x509  # noqa: PLC0415
    from cryptography.hazmat.primitives.serialization import Encoding  # noqa: PLC0415

    try:
        certificates = x509.load_pem_x509_certificates(text.encode())
    except ValueError as error:
        message = "this certificate is damaged"
        found = f"text of {len(text)} characters"
        raise refuse(Refusal(message=message, found=found)) from error
    return "".join(one.public_bytes(Encoding.PEM).decode() for one in certificates)


Mirrors = Annotated[
    FrozenMap[tuple[str, ...]],
    PlainValidator(parse_mirrors),
    PlainSerializer(
        lambda mirrors: {name: list(urls) for name, urls in mirrors.items()},
        return_type=dict[str, list[str]],
    ),
    WithJsonSchema(
        {
            "type": "object",
            "propertyNames": {"pattern": f"^(?:{_NAME.pattern})$"},
            "additionalProperties": {
                "type": "array",
                "minItems": 1,
                "items": {"type": "string", "pattern": f"^(?:{_URL.pattern})$"},
            },
        }
    ),
    Allowed("names of registries, each with a list of addresses"),
]
Authority = Annotated[
    str,
    PlainValidator(parse_authority),
    WithJsonSchema({"type": "string", "pattern": _PEM_MARK}),
]


class Registries(Part):
    """Where the nodes fetch container images."""

    mirrors: Mirrors = Field(
        default=FrozenMap(),
        description="Addresses to ask instead of a registry: docker.io: [https://mirror:5000].",
    )
    certificate_authority: Annotated[
        Authority | None,
        Allowed("a certificate in PEM form, from -----BEGIN CERTIFICATE----- to its end"),
    ] = Field(
        default=None,
        description="Certificate (PEM) of your own authority; the nodes trust what it signs.",
    )
