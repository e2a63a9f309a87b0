"""Questions about the model's own shape, for the parts that speak about it.

Error texts, the commented example and suggestions all need to know which keys stand where.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from installer.config.refusal import Allowed

Place = tuple[str | int, ...]


_LONGEST_SHOWN = 60


def shown(text: str) -> str:
    """Text of the file as it may go to a terminal: short, and without control characters."""
    short = text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}..."
    return "".join(char if char.isprintable() else repr(char)[1:-1] for char in short)


def place_text(place: Place) -> str:
    """A place as people write it: `spec.nodes[0].memory`."""
    parts = (f"[{part}]" if isinstance(part, int) else f".{shown(part)}" for part in place)
    return "".join(parts).removeprefix(".")


def keys_of(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """The fields of a model by the name that they have in the file."""
    return {field.alias or name: field for name, field in model.model_fields.items()}


def model_of(field: FieldInfo) -> type[BaseModel] | None:
    """The model that a field holds: alone, in a list, or as one choice beside nothing."""
    waiting: list[object] = [field.annotation]
    while waiting:
        kind = waiting.pop()
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            return kind
        waiting.extend(get_args(kind))
    return None


def is_list(field: FieldInfo) -> bool:
    """Whether a field holds a list."""
    return getattr(field.annotation, "__origin__", None) is tuple


def model_at(root: type[BaseModel], place: Place) -> type[BaseModel] | None:
    """The model whose keys stand at a place; None where the place holds none."""
    model: type[BaseModel] | None = root
    for part in place:
        if isinstance(part, str):
            field = keys_of(model).get(part) if model else None
            model = model_of(field) if field else None
    return model


def field_at(root: type[BaseModel], place: Place) -> FieldInfo | None:
    """The innermost field that a place names, or None when it is unknown."""
    names = [index for index, part in enumerate(place) if isinstance(part, str)]
    if not names:
        return None
    model = model_at(root, place[: names[-1]])
    return keys_of(model).get(str(place[names[-1]])) if model else None


def allowed_text(field: FieldInfo, *, entry: bool) -> str:
    """What a field, or one entry of its list, may hold: the end of the sentence "allowed: ..."."""
    for note in field.metadata:
        if isinstance(note, Allowed):
            return note.text
    model = model_of(field)
    if model is None:
        return ""
    group = f"the keys {', '.join(keys_of(model))}"
    return f"a list, each entry with {group}" if is_list(field) and not entry else group


def file_place(root: type[BaseModel], place: Place) -> Place:
    """A place in the file's own names; pydantic names a field in Python's way when it is unset."""
    for length, part in enumerate(place):
        model = model_at(root, place[:length])
        if isinstance(part, str) and model is not None and part in model.model_fields:
            key = model.model_fields[part].alias or part
            place = (*place[:length], key, *place[length + 1 :])
    return place


def all_places(model: type[BaseModel], above: Place = ()) -> Iterator[tuple[str, Place]]:
    """Every key of the file with its place; lists are shown by their first entry."""
    for key, field in keys_of(model).items():
        place = (*above, key)
        yield key, place
        if (inner := model_of(field)) is not None:
            yield from all_places(inner, (*place, 0) if is_list(field) else place)
