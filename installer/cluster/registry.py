"""All kinds that the console knows, and the plain one for every other."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from installer.cluster.ages import moment
from installer.cluster.around import Around
from installer.cluster.cells import Since
from installer.cluster.objects import Anything, made
from installer.cluster.phrases import NOTHING
from installer.cluster.rows import Column, Kind, Row
from installer.registry import discover


@cache
def all_kinds() -> Mapping[str, Kind]:
    """Name -> kind, in the order of names."""
    kinds: tuple[Kind, ...] = discover("installer.cluster.kinds", "KIND")
    return MappingProxyType({kind.name: kind for kind in kinds})


def find_kind(word: str) -> Kind | None:
    """The kind that a person means: by its name, an alias, or the API's own word."""
    lower = word.lower()
    for kind in all_kinds().values():
        if lower in (kind.name, kind.resource, kind.word.lower(), *kind.aliases):
            return kind
    return None


def kind_of_object(word: str, api_version: str) -> Kind:
    """The kind of an object from its own `kind` and `apiVersion`; the plain one when unknown."""
    group = api_version.rpartition("/")[0]
    for kind in all_kinds().values():
        groups = [path.removeprefix("/apis/").rpartition("/")[0] for path in kind.also]
        if kind.word == word and group in [kind.api_version.rpartition("/")[0], *groups]:
            return kind
    return other_kind(word, api_version)


@cache
def other_kind(word: str, api_version: str) -> Kind:
    """A kind of which only name and age are shown."""
    prefix = "/apis/" if "/" in api_version else "/api/"
    return Kind(
        name=word.lower(),
        word=word,
        api=f"{prefix}{api_version}",
        resource=f"{word.lower()}s",
        columns=(Column("NAME"), Column("AGE")),
        shape=Anything,
        row=_plain_row,
    )


def _plain_row(found: Anything, around: Around) -> Row:
    del around
    cells = (found.metadata.name, Since(moment(found.metadata.creation_timestamp)))
    return made(found.metadata, cells, (False, NOTHING))
