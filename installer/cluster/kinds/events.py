"""Events: what Kubernetes reports about objects; core/v1 and events.k8s.io/v1 are one record."""

from __future__ import annotations

import msgspec

from installer.cluster.ages import moment
from installer.cluster.around import Around
from installer.cluster.cells import Since
from installer.cluster.event_words import event_phrase
from installer.cluster.objects import Meta, Part, made
from installer.cluster.rows import Column, Kind, Place, Ref, Row


class About(Part, frozen=True):
    """The object that an event speaks of."""

    kind: str = ""
    namespace: str = ""
    name: str = ""
    uid: str = ""
    field_path: str = ""


class Source(Part, frozen=True):
    """Who reported, in the older form."""

    component: str = ""
    host: str = ""


class Series(Part, frozen=True):
    """An event that came again and again."""

    count: int = 0
    last_observed_time: str | None = None


_NOTHING, _NOBODY = About(), Source()


class Event(Part, frozen=True):
    """An event of either form: `regarding`, `note` and `deprecated...` belong to the newer."""

    metadata: Meta
    type: str = ""
    reason: str = ""
    message: str = ""
    note: str = ""
    count: int | None = None
    deprecated_count: int | None = None
    first_timestamp: str | None = None
    deprecated_first_timestamp: str | None = None
    last_timestamp: str | None = None
    deprecated_last_timestamp: str | None = None
    event_time: str | None = None
    series: Series | None = None
    involved_object: About = _NOTHING
    regarding: About | None = None
    source: Source = _NOBODY
    deprecated_source: Source | None = None
    reporting_component: str = ""
    reporting_controller: str = ""
    reporting_instance: str = ""


class EventFacts(msgspec.Struct, frozen=True):
    """What an event speaks of, when it was seen last (None: never said), how often."""

    about: Ref
    last_seen: float | None
    count: int
    warning: bool


def event_row(event: Event, around: Around) -> Row:
    """The row of an event."""
    del around
    about = event.regarding or event.involved_object
    first = moment(event.first_timestamp or event.deprecated_first_timestamp or event.event_time)
    last = moment(event.last_timestamp or event.deprecated_last_timestamp) or first
    count = event.count or event.deprecated_count or 1
    if event.series is not None:
        last, count = moment(event.series.last_observed_time), event.series.count
    message = (event.message or event.note).strip()
    kind = about.kind.lower()
    cells = (
        Since(last),
        event.type,
        event.reason,
        f"{kind}/{about.name}" if about.name else kind,
        about.field_path,
        _source(event),
        message,
        Since(first),
        count,
        event.metadata.name,
    )
    warning = event.type == "Warning"
    phrase = event_phrase(event.reason, message, count, warning=warning)
    ref = Ref(about.kind, about.namespace, about.name, about.uid)
    facts = EventFacts(ref, last, count, warning)
    return made(event.metadata, cells, (warning, phrase), facts)


def _source(event: Event) -> str:
    source = event.deprecated_source or event.source
    component = source.component or event.reporting_component or event.reporting_controller
    host = source.host or event.reporting_instance
    return f"{component}, {host}" if host else component


KIND = Kind(
    name="events",
    word="Event",
    api="/api/v1",
    resource="events",
    aliases=("event", "ev"),
    also=("/apis/events.k8s.io/v1",),
    columns=(
        Column("LAST SEEN"),
        Column("TYPE"),
        Column("REASON"),
        Column("OBJECT"),
        Column("SUBOBJECT", Place.WIDE),
        Column("SOURCE", Place.WIDE),
        Column("MESSAGE"),
        Column("FIRST SEEN", Place.WIDE),
        Column("COUNT", Place.WIDE, right=True),
        Column("NAME", Place.WIDE),
    ),
    shape=Event,
    row=event_row,
)
