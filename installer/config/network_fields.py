"""Addresses and networks in the cluster file: text outside, `ipaddress` objects inside."""

from __future__ import annotations

import re
from collections.abc import Callable
from ipaddress import IPv4Address, IPv4Network
from typing import Annotated, Any

from pydantic import PlainSerializer, PlainValidator, WithJsonSchema

from installer.config.refusal import Allowed, Refusal, refuse

# RFC 1918: the networks that anybody may use inside a house.
PRIVATE = (
    IPv4Network("10.0.0.0/8"),
    IPv4Network("172.16.0.0/12"),
    IPv4Network("192.168.0.0/16"),
)
# RFC 6890: these mean something of their own and can carry no pods or services.
_SPECIAL = (
    IPv4Network("0.0.0.0/8"),
    IPv4Network("127.0.0.0/8"),
    IPv4Network("169.254.0.0/16"),
    IPv4Network("224.0.0.0/3"),
)
_OCTET = r"(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])"
_ADDRESS = rf"{_OCTET}(\.{_OCTET}){{3}}"
_PRIVATE_ADDRESS = rf"(10\.{_OCTET}|172\.(1[6-9]|2[0-9]|3[01])|192\.168)\.{_OCTET}\.{_OCTET}"
ADDRESS_SCHEMA = {"type": "string", "pattern": f"^(?:{_ADDRESS})$"}
_SLASH = re.compile(rf"{_ADDRESS}/(3[0-2]|[12]?[0-9])")
_TO_TEXT = PlainSerializer(str, return_type=str, when_used="json")


def network_field(*, widest: int, narrowest: int, private: bool = False) -> tuple[Any, ...]:
    """What stands in Annotated[IPv4Network, ...]; the bounds are prefix lengths."""
    prefixes = "|".join(str(length) for length in range(widest, narrowest + 1))
    address = _PRIVATE_ADDRESS if private else _ADDRESS
    example = f"192.168.200.0/{narrowest - 3}" if private else "10.200.0.0/16"
    kind = "a private IPv4 network" if private else "an IPv4 network"
    return (
        PlainValidator(_network_parser(widest=widest, narrowest=narrowest, private=private)),
        _TO_TEXT,
        WithJsonSchema({"type": "string", "pattern": f"^(?:{address}/({prefixes}))$"}),
        Allowed(f"{kind} from /{widest} to /{narrowest}, such as {example}"),
    )


def address_field(judge: Callable[[IPv4Address], str]) -> tuple[Any, ...]:
    """What stands in Annotated[IPv4Address, ...]; `judge` returns why an address is refused."""

    def parse(value: object) -> IPv4Address:
        address = read_address(value)
        if address is None:
            raise refuse(Refusal(message="this is not an IPv4 address"))
        if reason := judge(address):
            raise refuse(Refusal(message=reason))
        return address

    return (PlainValidator(parse), _TO_TEXT, WithJsonSchema(ADDRESS_SCHEMA))


def _network_parser(
    *, widest: int, narrowest: int, private: bool
) -> Callable[[object], IPv4Network]:
    def parse(value: object) -> IPv4Network:
        network = value if isinstance(value, IPv4Network) else _read_network(value)
        if network.prefixlen < widest:
            raise refuse(Refusal(message="this network is too large"))
        if network.prefixlen > narrowest:
            raise refuse(Refusal(message="this network is too small"))
        if private and not any(network.subnet_of(block) for block in PRIVATE):
            raise refuse(Refusal(message="this network is not a private one"))
        if any(network.overlaps(block) for block in _SPECIAL):
            raise refuse(Refusal(message="this network is set apart for other uses"))
        return network

    return parse


def read_address(value: object) -> IPv4Address | None:
    """The address that a value is or spells; None when it is none."""
    if isinstance(value, IPv4Address):
        return value
    if not isinstance(value, str) or re.fullmatch(_ADDRESS, value) is None:
        return None
    return IPv4Address(value)


def _read_network(value: object) -> IPv4Network:
    if isinstance(value, str) and re.fullmatch(_ADDRESS, value):
        better = str(IPv4Network(f"{value}/24", strict=False))
        raise refuse(Refusal(message="the size of the network is missing", suggestion=better))
    if not isinstance(value, str) or _SLASH.fullmatch(value) is None:
        raise refuse(Refusal(message="this is not an IPv4 network"))
    network = IPv4Network(value, strict=False)
    if str(network) != value:
        raise refuse(
            Refusal(
                message="this is an address inside a network, not the network itself",
                suggestion=str(network),
            )
        )
    return network


def _cannot_answer(address: IPv4Address) -> str:
    """Why no name server that the node could ask can have this address."""
    if any(address in block for block in _SPECIAL):
        return "no name server can have this address, seen from the node"
    return ""


def _cannot_listen(address: IPv4Address) -> str:
    """Why no PC can listen at this address."""
    return "no PC can have this address" if address in IPv4Network("224.0.0.0/3") else ""


def _anything(_: IPv4Address) -> str:
    """No reason: whether the address is inside its network is judged where both are known."""
    return ""


NodeAddress = Annotated[IPv4Address, *address_field(_anything)]
NameServer = Annotated[IPv4Address, *address_field(_cannot_answer)]
ListenAddress = Annotated[
    IPv4Address,
    *address_field(_cannot_listen),
    Allowed("an IPv4 address of this PC; 127.0.0.1 is this PC alone, 0.0.0.0 is everybody"),
]
