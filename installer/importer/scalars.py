"""Single values of a deployment file: what they mean, also when they are written in another way.

Each parser returns the value with a remark, or raises Unfit.  PowerShell takes "4" for 4 and
"true" for true, so such files worked; the remark says what was understood.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from ipaddress import AddressValueError, IPv4Address, IPv4Network, NetmaskValueError
from typing import TypeVar

from installer.config.outline import shown
from installer.importer.findings import Severity

T = TypeVar("T")


class Unfit(Exception):
    """A value that means nothing at its place; `lost` when its content was destroyed before."""

    def __init__(self, why: str, *, lost: bool = False) -> None:
        super().__init__(why)
        self.why = why
        self.lost = lost


@dataclass(frozen=True, slots=True)
class Remark:
    """What was understood, when it was not written as documented."""

    severity: Severity
    why: str


Parsed = tuple[T, Remark | None]
Parser = Callable[[object], Parsed[T]]

# ConvertTo-Json writes this for what is nested deeper than its -Depth (2 unless told otherwise).
_FLATTENED = re.compile(r"@\{.*\}?|System\.[A-Za-z.]+(\[\])?.*", re.DOTALL)
_PLACEHOLDER = re.compile(r"<[^<>]*>|[\w.]+-null", re.IGNORECASE)
_DIGITS = re.compile(r"[+-]?[0-9]{1,12}")
_TRUTH = {"true": True, "false": False, "$true": True, "$false": False}
_GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_MAC = re.compile(r"[0-9a-f]{2}([:-]?[0-9a-f]{2}){5}", re.IGNORECASE)
_CUT_ADDRESS = "the parts of this address that may be secret (user, password, query) were left out"
_LOST = "a flattened PowerShell object: the settings here were lost when the file was written"


def is_empty(value: object) -> bool:
    """Whether nothing is said; empty text equals null."""
    return value is None or (isinstance(value, str) and not value.strip())


def is_placeholder(value: object) -> bool:
    """Whether it is a text that a template wants replaced: `<name>` or `Name-null`."""
    return isinstance(value, str) and _PLACEHOLDER.fullmatch(value.strip()) is not None


def is_flattened(value: object) -> bool:
    """Whether it is what ConvertTo-Json writes in place of a group that is nested too deeply."""
    return isinstance(value, str) and _FLATTENED.fullmatch(value.strip()) is not None


def lost_group() -> str:
    """Why a flattened group cannot be read."""
    return _LOST


def text(value: object) -> Parsed[str]:
    """Text; numbers are taken as they are written."""
    if is_flattened(value):
        raise Unfit(_LOST, lost=True)
    if isinstance(value, str):
        return value.strip(), None
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        raise Unfit("this is not text")
    return str(value), _warn("a number where text belongs; put it in quotation marks")


def whole(value: object) -> Parsed[int]:
    """A whole number."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value, None
    if isinstance(value, Decimal) and abs(value) < 10**12 and value == value.to_integral_value():
        return int(value), _warn(f"a decimal number, read as {int(value)}")
    if isinstance(value, str) and _DIGITS.fullmatch(value.strip()):
        return int(value), _warn(f"a number written as text, read as {int(value)}")
    raise Unfit(f"{_quoted(value)} is not a whole number")


def flag(value: object) -> Parsed[bool]:
    """True or false."""
    if isinstance(value, bool):
        return value, None
    truth = _TRUTH.get(value.strip().lower()) if isinstance(value, str) else None
    if isinstance(value, int) and value in (0, 1):
        truth = bool(value)
    if truth is None:
        raise Unfit(f"{_quoted(value)} is neither true nor false")
    return truth, _warn(f"written as text or number, read as {str(truth).lower()}")


def address(value: object) -> Parsed[str]:
    """An IPv4 address."""
    try:
        return str(IPv4Address(value.strip() if isinstance(value, str) else "")), None
    except AddressValueError:
        raise Unfit(f"{_quoted(value)} is not an IPv4 address") from None


def prefix_length(value: object) -> Parsed[int]:
    """The length of a network's prefix; a netmask is converted."""
    if isinstance(value, str) and value.count(".") == 3:
        try:
            length = IPv4Network(f"0.0.0.0/{value.strip()}").prefixlen
        except (AddressValueError, NetmaskValueError, ValueError):
            raise Unfit(f"{_quoted(value)} is not the length of a prefix") from None
        return length, _warn(f"a netmask, read as the prefix length {length}")
    return whole(value)


def network(value: object) -> Parsed[str]:
    """An IPv4 network as `address/length`; host bits are cleared."""
    written = value.strip() if isinstance(value, str) else ""
    try:
        found = IPv4Network(written if "/" in written else "", strict=False)
    except ValueError:
        raise Unfit(f"{_quoted(value)} is not a network such as 192.168.0.0/24") from None
    same = str(found.network_address) == written.partition("/")[0]
    return str(found), None if same else _warn(f"the host part is not zero; this means {found}")


def choice(words: Mapping[str, T]) -> Parser[T]:
    """A parser for one of several words; upper and lower case do not matter to PowerShell."""

    def parse(value: object) -> Parsed[T]:
        written = value.strip() if isinstance(value, str) else ""
        for word, meaning in words.items():
            if written.lower() == word.lower():
                return meaning, None if written == word else _info(f"other case than {word}")
        raise Unfit(f"{_quoted(value)} is not one of {', '.join(words)}")

    return parse


def guid(value: object) -> Parsed[str]:
    """An identifier of Azure."""
    written, remark = text(value)
    return written, remark if _GUID.fullmatch(written) else _warn("this is not a GUID")


def mac(value: object) -> Parsed[str]:
    """A hardware address, written with colons."""
    written = value.strip() if isinstance(value, str) else ""
    if _MAC.fullmatch(written) is None:
        raise Unfit(f"{_quoted(value)} is not a hardware address")
    digits = re.sub(r"[:-]", "", written).lower()
    return ":".join(digits[at : at + 2] for at in range(0, 12, 2)), None


def link(value: object) -> Parsed[str]:
    """A path or an address of the web, without what may be secret in it: user, password, query."""
    written, remark = text(value)
    clean = written.partition("?")[0]
    scheme, mark, rest = clean.partition("://")
    if mark:
        clean = scheme + mark + rest.partition("#")[0].rpartition("@")[2]
    return clean, remark if clean == written else _warn(_CUT_ADDRESS)


def proxy(value: object) -> Parsed[str]:
    """The address of a web proxy, without user and password."""
    written, remark = link(value)
    scheme, mark, rest = written.rpartition("://")
    clean = scheme + mark + rest.rpartition("@")[2]
    if clean != written:
        return clean, _warn(_CUT_ADDRESS)
    return clean, remark if mark else _warn("http:// or https:// is missing in front")


def _quoted(value: object) -> str:
    if isinstance(value, str):
        return f"'{shown(value)}'"
    return "this" if isinstance(value, (dict, list)) or value is None else shown(str(value))


def _warn(why: str) -> Remark:
    return Remark(Severity.WARNING, why)


def _info(why: str) -> Remark:
    return Remark(Severity.INFO, why)
