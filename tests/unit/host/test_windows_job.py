"""Work that outlives the connection: it is started once, waited for, and cleaned away."""

from __future__ import annotations

import json
from typing import Any

import pytest

from installer.clock import VirtualClock
from installer.errors import Cancelled, CommandTimeout, HostUnreachable, ScriptFailed
from installer.host.base import Command, Result
from installer.host.job import Work
from installer.host.windows_job import run_windows_job
from installer.host.windows_script import bootstrap_arguments, script_arguments, windows_script

COMMAND = windows_script("host/read-file", "Making the switch", {"path": "C:\\x"})
ENDED = {"state": "ended", "answer": '{"ok": true, "result": {"id": 7}}'}
FAILED = {"message": "no", "line": 3, "id": "x", "type": "y", "category": "z", "hresult": 1}


class Pc:
    """A PC that answers in this order; an exception is a lost connection."""

    def __init__(
        self, states: list[dict[str, Any] | Exception], *, lost_start: bool = False
    ) -> None:
        self.states = states
        self.lost_start = lost_start
        self.asked: list[str] = []
        self.started: list[dict[str, Any]] = []

    async def run(self, command: Command, *, timeout: float) -> Result:
        self.asked.append(command.name)
        if command.name == "job/start":
            self.started.append(script_arguments(command))
            if self.lost_start:
                raise HostUnreachable("gone")
        if command.name != "job/state":
            return Result(0, "{}")
        state = self.states.pop(0) if len(self.states) > 1 else self.states[0]
        if isinstance(state, Exception):
            raise state
        return Result(0, json.dumps(state))

    async def read_text(self, path: str) -> str:
        raise FileNotFoundError(path)

    async def write_text(self, path: str, text: str, *, mode: int = 0o644) -> None:
        raise PermissionError(path)

    async def aclose(self) -> None:
        """Nothing is held."""


async def outcome(pc: Pc, *, cancel: bool = False) -> tuple[Any, list[str]]:
    said: list[str] = []

    def checkpoint() -> None:
        if cancel:
            raise Cancelled("stop")

    work = Work(clock=VirtualClock(), report=said.append, checkpoint=checkpoint)
    return await run_windows_job(pc, "make-switch", COMMAND, work, limit=300), said


async def test_the_answer_comes_through_a_file_and_nothing_is_left() -> None:
    pc = Pc([{"state": "running", "answer": ""}, ENDED])
    answer, said = await outcome(pc)
    assert answer == {"id": 7}
    assert said == ["Making the switch"]
    assert pc.asked == ["job/start", "job/state", "job/state", "job/forget"]


async def test_the_task_is_given_a_constant_text_and_the_values_beside_it() -> None:
    pc = Pc([ENDED])
    await outcome(pc)
    [arguments] = pc.started
    assert arguments["runner"] == " ".join(bootstrap_arguments("job-runner"))
    assert arguments["arguments"] == {"path": "C:\\x"}
    assert "param($p)" in arguments["script"]


@pytest.mark.parametrize("lost_start", [True, False])
async def test_a_connection_that_the_work_itself_breaks_is_waited_for(*, lost_start: bool) -> None:
    pc = Pc([HostUnreachable("gone"), HostUnreachable("gone"), ENDED], lost_start=lost_start)
    answer, said = await outcome(pc)
    assert answer == {"id": 7}
    assert said == ["Waiting for the connection: Making the switch"] * 2


async def test_a_pc_that_stays_away_is_told() -> None:
    with pytest.raises(HostUnreachable):
        await outcome(Pc([HostUnreachable("gone")]))


async def test_a_task_that_has_not_started_yet_is_waited_for() -> None:
    slow: list[dict[str, Any] | Exception] = [{"state": "lost", "answer": ""}] * 5
    answer, _ = await outcome(Pc([*slow, {"state": "running", "answer": ""}, ENDED]))
    assert answer == {"id": 7}


async def test_work_that_takes_too_long_is_told_and_goes_on() -> None:
    pc = Pc([{"state": "running", "answer": ""}])
    with pytest.raises(CommandTimeout):
        await outcome(pc)
    assert "job/forget" not in pc.asked


async def test_a_stop_leaves_the_work_to_itself() -> None:
    pc = Pc([{"state": "running", "answer": ""}])
    with pytest.raises(Cancelled):
        await outcome(pc, cancel=True)
    assert "job/forget" not in pc.asked


@pytest.mark.parametrize(
    ("state", "error"),
    [
        ({"state": "lost", "answer": ""}, ScriptFailed),
        ({"state": "absent", "answer": ""}, HostUnreachable),
        ({"state": "ended", "answer": json.dumps({"ok": False, "error": FAILED})}, ScriptFailed),
        ({"state": "ended", "answer": "{"}, ScriptFailed),
    ],
)
async def test_what_went_wrong_is_told(state: dict[str, Any], error: type[Exception]) -> None:
    with pytest.raises(error):
        await outcome(Pc([state]))
