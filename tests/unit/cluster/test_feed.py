"""Lists that are followed on a server that does not behave."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from installer.clock import SystemClock
from installer.cluster.connection import Connection
from installer.cluster.live import LiveConsole
from installer.cluster.states import Delta, FeedState, FeedWord
from tests.helpers.fake_api import Call, fake_api, pod_list, pod_object

Answer = Callable[[Call], None]
_SECONDS = 20.0


class Seen:
    """What a follower was told."""

    def __init__(self) -> None:
        self.deltas: list[Delta] = []
        self.states: list[FeedState] = []

    def __call__(self, delta: Delta) -> None:
        self.deltas.append(delta)
        self.states.append(delta.state)

    @property
    def words(self) -> list[FeedWord]:
        """The states in order, each once."""
        words = [state.word for state in self.states]
        return [word for i, word in enumerate(words) if not i or words[i - 1] is not word]


async def until(holds: Callable[[], object]) -> None:
    end = time.monotonic() + _SECONDS
    while not holds():
        assert time.monotonic() < end, "it never came"
        await asyncio.sleep(0.01)


async def follow(folder: Path, answer: Answer, enough: Callable[[Any, Seen], object]) -> Seen:
    """Follow pods until it is enough; returns what was told."""

    def with_version(call: Call) -> None:
        if call.path == "/version":
            call.answer({"minor": "37"})
        else:
            answer(call)

    with fake_api(folder, with_version) as fake:
        console = LiveConsole(Connection(fake.kubeconfig, None), "fake", SystemClock())
        seen = Seen()
        follower = console.follow("pods", seen)
        try:
            await until(lambda: enough(follower, seen))
        finally:
            console.close()
    return seen


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tries come after a tenth of the time."""
    monkeypatch.setattr("installer.cluster.backoff._FIRST", 0.05)
    monkeypatch.setattr("installer.cluster.feed_states._STALE_SECONDS", 0.3)


def held(call: Call) -> None:
    """A watch in which nothing happens."""
    call.stream()
    time.sleep(0.02)


async def test_one_malformed_object_is_left_out_and_counted(tmp_path: Path) -> None:
    bad = pod_object("bad", status={"containerStatuses": "nonsense"})

    def answer(call: Call) -> None:
        if call.watches:
            held(call)
        else:
            call.answer(pod_list(pod_object("good"), bad, pod_object("other")))

    seen = await follow(tmp_path, answer, lambda f, _: f.state.word is FeedWord.LIVE)
    assert {row.name for delta in seen.deltas for row in delta.added} == {"good", "other"}
    assert seen.states[-1].skipped == 1
    assert "default/bad" in seen.states[-1].details


async def test_a_malformed_object_in_a_watch_is_left_out(tmp_path: Path) -> None:
    events = [
        {
            "type": "ADDED",
            "object": {"metadata": {"name": "bad", "resourceVersion": "2"}, "spec": 7},
        },
        {"type": "ADDED", "object": pod_object("good", 3)},
        {"type": "BOOKMARK", "object": {"metadata": {"resourceVersion": "9"}}},
    ]
    asked: list[str] = []

    def answer(call: Call) -> None:
        if call.watches:
            asked.append(call.query["resourceVersion"])
            call.stream(*(events if len(asked) == 1 else ()))
            time.sleep(0.02)
        else:
            call.answer(pod_list())

    def enough(follower: Any, seen: Seen) -> bool:
        return len(asked) > 1 and len(follower.rows) == 1

    seen = await follow(tmp_path, answer, enough)
    assert seen.states[-1].skipped == 1
    assert asked[:2] == ["1", "9"], "the watch goes on where the bookmark stands"


@pytest.mark.parametrize(
    ("status", "word", "text"),
    [
        (403, FeedWord.DENIED, "This user may not list pods."),
        (404, FeedWord.ABSENT, "This cluster does not have pods."),
        (401, FeedWord.ERROR, "The cluster does not accept this access any more."),
        (429, FeedWord.ERROR, "The cluster is too busy and asks to wait."),
        (500, FeedWord.ERROR, "The cluster has an internal error."),
        (503, FeedWord.ERROR, "The cluster is not ready to answer."),
    ],
)
async def test_a_refusal_is_a_state_with_the_servers_words(
    tmp_path: Path, status: int, word: FeedWord, text: str
) -> None:
    seen = await follow(
        tmp_path,
        lambda call: call.refuse(status, "the server's words"),
        lambda f, _: f.state.word is word,
    )
    assert seen.states[-1].text == text
    assert "the server's words" in seen.states[-1].details


async def test_a_list_that_stays_denied_does_not_flicker(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("installer.cluster.feed_troubles._DENIED_SECONDS", 0.05)
    calls: list[Call] = []

    def answer(call: Call) -> None:
        calls.append(call)
        call.refuse(403, "no")

    seen = await follow(tmp_path, answer, lambda *_: len(calls) > 4)
    assert seen.words in ([FeedWord.LOADING, FeedWord.DENIED], [FeedWord.DENIED])


async def test_trouble_that_passes_is_waited_out(tmp_path: Path) -> None:
    answers: list[Answer] = [
        lambda call: call.refuse(503, "starting"),
        lambda call: call.refuse(429, "busy", Retry_After="0"),
        lambda call: call.answer(b"<html>a proxy's page</html>"),
        lambda call: call.break_off(),
    ]

    def answer(call: Call) -> None:
        if call.watches:
            held(call)
        elif answers:
            answers.pop(0)(call)
        else:
            call.answer(pod_list(pod_object("web")))

    seen = await follow(tmp_path, answer, lambda f, _: f.state.word is FeedWord.LIVE and f.rows)
    assert seen.words[0] is FeedWord.LOADING
    assert FeedWord.ERROR in seen.words
    assert seen.words[-1] is FeedWord.LIVE


async def test_rows_stay_and_are_called_old_while_the_server_is_away(tmp_path: Path) -> None:
    def answer(call: Call) -> None:
        if call.watches:
            call.refuse(503, "going down")
        else:
            call.answer(pod_list(pod_object("web")))

    seen = await follow(tmp_path, answer, lambda f, _: f.state.word is FeedWord.STALE)
    assert not any(delta.removed for delta in seen.deltas)
    assert seen.states[-1].since <= time.time() - 0.3


async def test_gone_lists_anew_and_tells_what_vanished(tmp_path: Path) -> None:
    lists = [pod_list(pod_object("old"), pod_object("kept")), pod_list(pod_object("kept"))]
    gone = {"type": "ERROR", "object": {"kind": "Status", "code": 410, "message": "too old"}}

    def answer(call: Call) -> None:
        if call.watches:
            call.stream(*([gone] if len(lists) == 1 else ()))
            time.sleep(0.02)
        else:
            call.answer(lists.pop(0) if len(lists) > 1 else lists[0])

    def enough(follower: Any, _: Seen) -> bool:
        return {row.name for row in follower.rows} == {"kept"}

    seen = await follow(tmp_path, answer, enough)
    assert [uid for delta in seen.deltas for uid in delta.removed] == ["uid-old"]
    assert FeedWord.ERROR not in seen.words


async def test_a_thousand_changes_of_one_object_are_few_deltas(tmp_path: Path) -> None:
    changes = [
        {"type": "MODIFIED", "object": pod_object("web", version)} for version in range(2, 1002)
    ]
    watches: list[Call] = []

    def answer(call: Call) -> None:
        if call.watches:
            watches.append(call)
            call.stream(*(changes if len(watches) == 1 else ()))
            time.sleep(0.02)
        else:
            call.answer(pod_list(pod_object("web")))

    def enough(follower: Any, _: Seen) -> bool:
        return any(row.version == "1001" for row in follower.rows)

    seen = await follow(tmp_path, answer, enough)
    assert sum(len(delta.changed) for delta in seen.deltas) < 50


async def test_closing_ends_the_watch(tmp_path: Path) -> None:
    def answer(call: Call) -> None:
        if call.path == "/version":
            call.answer({"minor": "37"})
        elif call.watches:
            call.stream({"type": "ADDED", "object": pod_object("web")})
        else:
            call.answer(pod_list())

    with fake_api(tmp_path, answer) as fake:
        console = LiveConsole(Connection(fake.kubeconfig, None), "fake", SystemClock())
        follower = console.follow("pods", lambda _: None)
        await until(lambda: follower.rows)
        console.close()
        await asyncio.sleep(0.2)
        before = len(fake.calls)
        await asyncio.sleep(0.3)
        assert len(fake.calls) == before
