"""How a validator of the model says no, in words for people.

pydantic carries one error per validator and speaks English of its own; a `Refusal` holds the
words that shall reach the user, and `words.py` unpacks it again.
"""

from __future__ import annotations

from dataclasses import dataclass

from pydantic_core import PydanticCustomError

REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Allowed:
    """What a field may hold, as the end of the sentence "allowed: ..."; stands in Annotated."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """One thing that is wrong.

    `at` is the place below the field that was judged; `found` and `allowed` replace what is
    otherwise said of the value and of the field.
    """

    message: str
    found: str = ""
    allowed: str = ""
    suggestion: str = ""
    at: tuple[str | int, ...] = ()


def refuse(*refusals: Refusal) -> PydanticCustomError:
    """The exception by which a validator refuses a value for all these reasons."""
    text = "; ".join(refusal.message for refusal in refusals)
    return PydanticCustomError(REFUSED, "{text}", {"text": text, "refusals": refusals})
