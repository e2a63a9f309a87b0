"""Time zone and time servers in the cluster file.

The known zones are those of the package `tzdata` (IANA's data as published by Python itself), so
that a file means the same on every PC: not every system has a list of its own.
"""

from __future__ import annotations

import difflib
import re
from functools import cache
from importlib.resources import files
from ipaddress import IPv6Address
from typing import Annotated

from pydantic import PlainValidator, WithJsonSchema

from installer.config.refusal import Allowed, Refusal, refuse
from installer.config.text_fields import as_text

_ZONE = re.compile(r"[A-Za-z][A-Za-z0-9+_-]*(/[A-Za-z0-9+_-]+)*")
# RFC 1123: a host name is shorter than this.
_LONGEST_HOST = 253
_HOST = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?")
_ADDRESS_6 = re.compile(r"[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*")


@cache
def time_zones() -> tuple[str, ...]:
    """The names of all time zones, in the order of the alphabet."""
    names = files("tzdata").joinpath("zones").read_text(encoding="utf-8").split()
    return tuple(sorted(name for name in names if name != "Factory"))


def parse_time_zone(value: object) -> str:
    """The name of a time zone of IANA."""
    text = as_text(value)
    if text not in time_zones():
        raise refuse(Refusal(message="there is no such time zone", suggestion=_meant(text)))
    return text


def _meant(text: str) -> str:
    """A zone of which the text is the city, whatever the case; or one with a similar name."""
    wanted = re.sub(r"[ _]+", "_", text.strip()).lower()
    by_name = {zone.lower(): zone for zone in time_zones()}
    by_city = {zone.rpartition("/")[2].lower(): zone for zone in time_zones() if "/" in zone}
    if exact := by_name.get(wanted) or by_city.get(wanted):
        return exact
    close = difflib.get_close_matches(wanted, by_name, n=1, cutoff=0.8)
    return by_name[close[0]] if close else ""


def parse_time_server(value: object) -> str:
    """The name or address of a time server."""
    text = as_text(value)
    if _HOST.fullmatch(text) and len(text) <= _LONGEST_HOST and ".." not in text:
        return text
    if _ADDRESS_6.fullmatch(text):
        try:
            return str(IPv6Address(text))
        except ValueError:
            pass
    raise refuse(Refusal(message="this is neither the name nor the address of a time server"))


TimeZone = Annotated[
    str,
    PlainValidator(parse_time_zone),
    WithJsonSchema({"type": "string", "pattern": f"^(?:{_ZONE.pattern})$"}),
    Allowed("the name of a time zone, such as Europe/Berlin, America/New_York or UTC"),
]
TimeServer = Annotated[
    str,
    PlainValidator(parse_time_server),
    WithJsonSchema({"type": "string", "pattern": f"^(?:{_HOST.pattern}|{_ADDRESS_6.pattern})$"}),
]
