"""Kubernetes quantities (`1500m`, `10Gi`, `1e3`): their number, and their canonical writing.

The rules are those of `Quantity` in k8s.io/apimachinery/pkg/api/resource: the API server prints a
quantity in its canonical form, so `1000M` is shown as `1G` and `0.5Gi` as `512Mi`.
"""

from __future__ import annotations

import re
from decimal import ROUND_CEILING, Decimal
from functools import lru_cache

_BINARY = ("", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei")
_DECIMAL = {"n": -9, "u": -6, "m": -3, "": 0, "k": 3, "M": 6, "G": 9, "T": 12, "P": 15, "E": 18}
_SUFFIX_OF = {power: suffix for suffix, power in _DECIMAL.items()}
_QUANTITY = re.compile(
    r"(?P<number>[+-]?(?:\d+\.?\d*|\.\d+))"
    r"(?:(?P<binary>[KMGTPE]i)|(?P<decimal>[numkMGTPE]?)|[eE](?P<power>[+-]?\d{1,3}))"
)


@lru_cache(maxsize=4096)
def number_of(text: str) -> float:
    """What a quantity amounts to; 0.0 when it is not one."""
    read = _read(text)
    return 0.0 if read is None else float(read[0])


@lru_cache(maxsize=4096)
def canonical(text: str) -> str:
    """A quantity as the API server prints it; text that is none stays as it is."""
    read = _read(text)
    if read is None:
        return text
    value, form = read
    if not value:
        return "0"
    if form == "binary" and abs(value) >= 1024:
        return _binary(int(value.to_integral_value(ROUND_CEILING)))
    return _decimal(value, power_form=form == "power")


def _read(text: str) -> tuple[Decimal, str] | None:
    match = _QUANTITY.fullmatch(text)
    if match is None:
        return None
    number = Decimal(match["number"])
    if match["binary"]:
        return number * 1024 ** _BINARY.index(match["binary"]), "binary"
    if match["power"]:
        return number.scaleb(int(match["power"])), "power"
    return number.scaleb(_DECIMAL[match["decimal"]]), "decimal"


def _binary(value: int) -> str:
    steps = 0
    while value % 1024 == 0 and steps < len(_BINARY) - 1:
        value //= 1024
        steps += 1
    return f"{value}{_BINARY[steps]}"


def _decimal(value: Decimal, *, power_form: bool) -> str:
    # Nothing finer than a billionth is kept, rounded up, as the API server does.
    value = value.quantize(Decimal("1e-9"), ROUND_CEILING) if value.adjusted() < 18 else value
    sign, digits, exponent = value.normalize().as_tuple()
    power = int(exponent)
    mantissa = int("".join(map(str, digits)))
    while power % 3 or power > 18:
        mantissa, power = mantissa * 10, power - 1
    suffix = f"e{power}" if power_form and power else _SUFFIX_OF[power]
    return f"{'-' if sign else ''}{mantissa}{suffix}"
