"""The event bus numbers, replays and shields."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from installer.events import Event, EventBus, Notice, event_record


def _bus(size: int = 10) -> EventBus:
    return EventBus(lambda: datetime(2026, 1, 1, tzinfo=UTC), size=size)


def test_a_late_subscriber_gets_what_happened_before() -> None:
    bus, seen = _bus(), list[Event]()
    bus.publish(Notice(text="one"))
    bus.publish(Notice(text="two"))
    bus.subscribe(seen.append)
    bus.publish(Notice(text="three"))
    assert [event.seq for event in seen] == [1, 2, 3]


def test_a_subscriber_can_go_on_where_it_left() -> None:
    bus, seen = _bus(), list[Event]()
    for word in ("one", "two", "three"):
        bus.publish(Notice(text=word))
    bus.subscribe(seen.append, after=2)
    assert [event.seq for event in seen] == [3]


def test_the_ring_forgets_the_oldest() -> None:
    bus, seen = _bus(size=2), list[Event]()
    for word in ("one", "two", "three"):
        bus.publish(Notice(text=word))
    bus.subscribe(seen.append)
    assert [event.seq for event in seen] == [2, 3]


def test_a_failing_subscriber_harms_nobody(caplog: pytest.LogCaptureFixture) -> None:
    bus, seen = _bus(), list[Event]()

    def fails(event: Event) -> None:
        raise RuntimeError("window is gone")

    bus.subscribe(fails)
    bus.subscribe(seen.append)
    bus.publish(Notice(text="one"))
    assert len(seen) == 1
    assert "window is gone" in caplog.text


def test_an_ended_subscription_hears_nothing_more() -> None:
    bus, seen = _bus(), list[Event]()
    end = bus.subscribe(seen.append)
    end()
    bus.publish(Notice(text="one"))
    assert seen == []


def test_a_record_names_its_type_and_is_plain() -> None:
    seen = list[Event]()
    bus = _bus()
    bus.subscribe(seen.append)
    bus.publish(Notice(text="one"))
    assert event_record(seen[0]) == {
        "event": "Notice",
        "seq": 1,
        "at": "2026-01-01T00:00:00+00:00",
        "text": "one",
    }
