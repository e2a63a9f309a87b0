"""Turns pydantic's errors into problems in plain words, each with its place, line and remedy."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from typing import get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from installer.config.model import EdgeCluster
from installer.config.outline import (
    Place,
    all_places,
    allowed_text,
    field_at,
    file_place,
    keys_of,
    model_at,
    place_text,
    shown,
)
from installer.config.refusal import REFUSED, Refusal
from installer.errors import Problem

_MESSAGES = {
    "missing": "this is missing",
    "int_type": "this is not a whole number",
    "bool_type": "this is neither true nor false",
    "greater_than_equal": "this is too small",
    "less_than_equal": "this is too large",
    "literal_error": "this word is not known here",
    "model_type": "names with values must stand here",
    "tuple_type": "a list must stand here",
}
_FALLBACK = "this value cannot stand here"


def problems_of(error: ValidationError, lines: Mapping[Place, int]) -> list[Problem]:
    """All that pydantic found, in its order; a misspelt key is not reported as missing too."""
    details = error.errors(include_url=False)
    unknown = {d["loc"]: _near_keys(d["loc"]) for d in details if d["type"] == "extra_forbidden"}
    meant = {(*place[:-1], near) for place, keys in unknown.items() for near in keys}
    problems: list[Problem] = []
    for detail in details:
        place = detail["loc"]
        if place in unknown:
            problems.append(_unknown_key(place, unknown[place], lines))
        elif detail["type"] != "missing" or place not in meant:
            problems.extend(_value_problems(detail, lines))
    return problems


def found_text(value: object) -> str:
    """What stood in the file, short and without the password of an address."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        before, mark, after = value.rpartition("@")
        return f'"{"..." if before else ""}{mark}{shown(after)}"'
    if isinstance(value, (list, tuple)):
        return f"a list of {len(value)}"
    return "names with values" if isinstance(value, dict) else str(value)


def nearest(word: str, known: tuple[str, ...]) -> str:
    """The known word that was probably meant, or nothing; case and separators do not count."""
    plain = {_bare(name): name for name in known}
    close = difflib.get_close_matches(_bare(word), plain, n=1, cutoff=0.7)
    return plain[close[0]] if close else ""


def line_of(place: Place, lines: Mapping[Place, int]) -> int | None:
    """The line of a place, or of the innermost group around it that stands in the file."""
    inside = (place[:length] for length in range(len(place), 0, -1))
    return next((lines[part] for part in inside if part in lines), None)


def _bare(word: str) -> str:
    return re.sub(r"[^a-z0-9]", "", word.lower())


def _near_keys(place: Place) -> tuple[str, ...]:
    model = model_at(EdgeCluster, place[:-1])
    near = nearest(str(place[-1]), tuple(keys_of(model))) if model else ""
    return (near,) if near else ()


def _unknown_key(place: Place, near: tuple[str, ...], lines: Mapping[Place, int]) -> Problem:
    """The value is never shown: under a key that we do not know, it may be a secret."""
    model = model_at(EdgeCluster, place[:-1])
    key = _bare(str(place[-1]))
    elsewhere = [place_text(other) for name, other in all_places(EdgeCluster) if _bare(name) == key]
    suggestion = near[0] if near else ""
    # A key in a wrong group is told by its exact name; a near name in the right group goes first.
    if elsewhere and key not in {_bare(name) for name in near}:
        suggestion = " or ".join(elsewhere)
    return Problem(
        path=place_text(place),
        message="this name is not known here",
        allowed=", ".join(keys_of(model)) if model else "",
        suggestion=suggestion,
        line=line_of(place, lines),
    )


def _value_problems(detail: ErrorDetails, lines: Mapping[Place, int]) -> Iterator[Problem]:
    for refusal in _refusals(detail):
        place = (*file_place(EdgeCluster, detail["loc"]), *refusal.at)
        field = field_at(EdgeCluster, place)
        found = "" if detail["type"] == "missing" else refusal.found or found_text(detail["input"])
        if found not in {"", "nothing"} and place not in lines:
            found = f"{found}, which is meant when nothing is given"
        yield Problem(
            path=place_text(place),
            message=refusal.message,
            found=found,
            allowed=refusal.allowed
            or (allowed_text(field, entry=isinstance(place[-1], int)) if field else ""),
            suggestion=refusal.suggestion,
            line=line_of(place, lines),
        )


def _refusals(detail: ErrorDetails) -> tuple[Refusal, ...]:
    """What our own validators said, or pydantic's verdict as if one of ours had said it."""
    kind, value = detail["type"], detail["input"]
    if value is None:
        return (Refusal(message="a value is missing"),)
    if kind == REFUSED:
        return tuple(detail["ctx"]["refusals"])
    suggestion = ""
    field = field_at(EdgeCluster, detail["loc"])
    if kind == "literal_error" and field is not None:
        suggestion = nearest(str(value), tuple(map(str, get_args(field.annotation))))
    elif kind == "bool_type":
        suggestion = _TRUTH.get(str(value).lower(), "")
    elif kind == "int_type" and isinstance(value, str) and _NUMBER.fullmatch(value):
        suggestion = f"{value} without quotation marks"
    return (Refusal(message=_MESSAGES.get(kind, _FALLBACK), suggestion=suggestion),)


_NUMBER = re.compile(r"[0-9]{1,9}")
# What people write for a switch, as in YAML 1.1.
_TRUTH = {"yes": "true", "on": "true", "1": "true", "no": "false", "off": "false", "0": "false"}
