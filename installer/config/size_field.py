"""Sizes in the cluster file: text with a unit outside, `Size` inside."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from pydantic import PlainSerializer, PlainValidator, WithJsonSchema

from installer.config.refusal import Allowed, Refusal, refuse
from installer.units import MIB, Size

# What Size.parse reads, with a bound on the digits so that no text can become an endless number.
_TEXT = re.compile(r"[0-9]{1,15}(\.[0-9]{1,9})? ?([KMGTkmgt][iI]?)?[Bb]?")
# A plain number below this was surely meant in GiB, up to its square in MiB.
_UNIT_GUESS = 1024


def size_field(minimum: Size) -> tuple[Any, ...]:
    """What stands in Annotated[Size, ...] for a size of whole MiB and at least `minimum`."""
    examples = dict.fromkeys((str(minimum), f"{minimum // MIB}MiB"))
    return (
        PlainValidator(_parser(minimum)),
        PlainSerializer(lambda size: size.exact, return_type=str, when_used="json"),
        WithJsonSchema({"type": "string", "pattern": f"^(?:{_TEXT.pattern})$"}),
        Allowed(f"a size of at least {minimum} in whole MiB, such as {' or '.join(examples)}"),
    )


def _parser(minimum: Size) -> Callable[[object], Size]:
    def parse(value: object) -> Size:
        size = value if isinstance(value, Size) else _read(value)
        if size < minimum:
            raise refuse(Refusal(message="this is too small"))
        if size % MIB:
            better = Size(size // MIB * MIB)
            raise refuse(
                Refusal(message="this is not a whole number of MiB", suggestion=better.exact)
            )
        return size

    return parse


def _read(value: object) -> Size:
    if isinstance(value, int) and not isinstance(value, bool):
        raise refuse(Refusal(message="the unit is missing", suggestion=_with_unit(value)))
    if not isinstance(value, str) or _TEXT.fullmatch(value) is None:
        raise refuse(Refusal(message="this is not a size"))
    return Size.parse(value)


def _with_unit(number: int) -> str:
    if 0 < number < _UNIT_GUESS:
        return f"{number}GiB"
    return f"{number}MiB" if 0 < number < _UNIT_GUESS**2 else ""
