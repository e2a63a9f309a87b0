"""Fields of the cluster file that are text: names, versions, proxies.

Each has one parser, which gives the reason and a better spelling, and the same rule as a JSON
Schema pattern, so that editors judge as the program does.
"""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import PlainValidator, WithJsonSchema

from installer.config.refusal import Allowed, Refusal, refuse

MAX_NAME = 40
_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?")
# K3s has releases of its own for one version of Kubernetes: v1.34.4+k3s1, v1.34.4+k3s2.
_VERSION = re.compile(r"v1\.(0|[1-9][0-9]{0,3})\.(0|[1-9][0-9]{0,3})(\+k3s[1-9][0-9]{0,2})?")
_PROXY = re.compile(r"https?://([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?/?")
# Goes into a systemd unit and an environment variable: nothing there needs quoting.
_NO_PROXY = re.compile(r"[A-Za-z0-9.,:/*_\[\]-]*")


def _whole(pattern: re.Pattern[str]) -> str:
    return f"^(?:{pattern.pattern})$"


def as_text(value: object) -> str:
    """The value when it is text; YAML reads an unquoted 1.34 as a number."""
    if isinstance(value, str):
        return value
    if isinstance(value, (bool, int, float)):
        raise refuse(Refusal(message="this is not text; put it in quotes"))
    raise refuse(Refusal(message="this is not text"))


def parse_label(value: object) -> str:
    """A DNS label (RFC 1123), shorter than allowed there because names are built from it."""
    text = as_text(value)
    if len(text) > MAX_NAME:
        raise refuse(Refusal(message="this name is too long", found=f"{len(text)} characters"))
    if _LABEL.fullmatch(text) is None:
        better = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
        raise refuse(
            Refusal(message="this name holds characters that are not allowed", suggestion=better)
        )
    return text


def parse_version(value: object) -> str:
    """A Kubernetes release such as v1.34.1, or one of K3s such as v1.34.1+k3s1."""
    text = as_text(value)
    if _VERSION.fullmatch(text) is None:
        better = f"v{text.removeprefix('V')}"
        suggestion = better if _VERSION.fullmatch(better) else ""
        raise refuse(Refusal(message="this is not a Kubernetes version", suggestion=suggestion))
    return text


def parse_proxy_url(value: object) -> str:
    """The address of a web proxy, without user and password: secrets never stand in the file."""
    text = as_text(value)
    if "@" in text:
        raise refuse(
            Refusal(message="a user name or password may not stand here", found="text with an @")
        )
    if _PROXY.fullmatch(text) is None:
        better = f"http://{text}"
        suggestion = better if "://" not in text and _PROXY.fullmatch(better) else ""
        raise refuse(Refusal(message="this is not the address of a proxy", suggestion=suggestion))
    port = text.rstrip("/").rpartition(":")[2]
    if port.isdigit() and not 1 <= int(port) <= 65535:
        raise refuse(Refusal(message="the port of this address does not exist"))
    return text


def parse_no_proxy(value: object) -> str:
    """Names and networks that are reached directly, parted by commas."""
    text = as_text(value)
    if _NO_PROXY.fullmatch(text) is None:
        better = ",".join(re.split(r"[\s,;]+", text.strip(" \t\n,;")))
        raise refuse(
            Refusal(
                message="this list holds characters that are not allowed",
                suggestion=better if _NO_PROXY.fullmatch(better) else "",
            )
        )
    return text


Label = Annotated[
    str,
    PlainValidator(parse_label),
    WithJsonSchema({"type": "string", "pattern": _whole(_LABEL), "maxLength": MAX_NAME}),
    Allowed(
        f"at most {MAX_NAME} lowercase letters, digits and hyphens; "
        "a letter or digit first and last"
    ),
]
Version = Annotated[
    str,
    PlainValidator(parse_version),
    WithJsonSchema({"type": "string", "pattern": _whole(_VERSION)}),
]
ProxyUrl = Annotated[
    str,
    PlainValidator(parse_proxy_url),
    WithJsonSchema({"type": "string", "pattern": _whole(_PROXY)}),
]
NoProxy = Annotated[
    str,
    PlainValidator(parse_no_proxy),
    WithJsonSchema({"type": "string", "pattern": _whole(_NO_PROXY)}),
    Allowed("names, addresses and networks parted by commas, without spaces"),
]
