"""The product as its user has it: the command in a process of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Event = dict[str, Any]
_OF_TWO_WORDS = ("bundle", "simulate")


@dataclass(frozen=True)
class Product:
    """The command `edgewright` with a state folder of its own."""

    state: Path
    started: list[subprocess.Popen[str]] = field(default_factory=list)

    def run(self, *words: str, expect: int = 0, limit: float = 600) -> str:
        """Run a command to its end and return its standard output."""
        done = subprocess.run(
            self.argv(*words), capture_output=True, text=True, timeout=limit, check=False
        )
        assert done.returncode == expect, f"{words} ended with {done.returncode}\n{done.stderr}"
        return done.stdout

    def json(self, *words: str, expect: int = 0) -> Any:
        """The JSON answer of a command."""
        return json.loads(self.run(*words, "--format", "json", expect=expect))

    def follow(
        self, *words: str, until: Callable[[Event], bool] | None = None, limit: float = 2400
    ) -> tuple[subprocess.Popen[str], list[Event]]:
        """Start a command and read its events until one fits; it goes on running then.

        Without `until` the events are read to the command's end.
        """
        process = subprocess.Popen(
            self.argv(*words, "--progress", "json"),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.started.append(process)
        guard = threading.Timer(limit, process.kill)
        guard.start()
        events: list[Event] = []
        try:
            assert process.stdout is not None
            for line in process.stdout:
                event = json.loads(line)
                events.append(event)
                _tell(event)
                if until is not None and until(event):
                    return process, events
            process.wait()
            assert until is None, f"{words} ended before the awaited event"
            return process, events
        finally:
            guard.cancel()

    def finish(self, process: subprocess.Popen[str], *, expect: int) -> str:
        """Wait for the end of a followed command; returns what it said of errors."""
        stdout, stderr = process.communicate(timeout=600)
        for line in stdout.splitlines():
            _tell(json.loads(line))
        assert process.returncode == expect, f"ended with {process.returncode}\n{stderr}"
        return stderr

    def kill(self, process: subprocess.Popen[str]) -> None:
        """End the program as a power cut would, but for its virtual machines."""
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()
        assert process.returncode == -signal.SIGKILL

    def clean_up(self) -> None:
        """End what still runs and remove every cluster: a failed test leaves nothing behind."""
        for process in self.started:
            process.kill()
            process.communicate()
        for folder in self.state.glob("[!.]*"):
            subprocess.run(
                self.argv("destroy", folder.name, "--yes"), check=False, capture_output=True
            )

    def argv(self, *words: str) -> list[str]:
        """The words of a call; a command of two words, such as `bundle verify`, stays together."""
        verb = 2 if words[0] in _OF_TWO_WORDS else 1
        state = ("--state", str(self.state))
        return [*_program(), *words[:verb], *state, *words[verb:]]


def _program() -> list[str]:
    """The packaged program where one was made, otherwise the sources."""
    package = os.environ.get("EDGEWRIGHT_PACKAGE")
    return [str(Path(package) / "edgewright")] if package else [sys.executable, "-m", "installer"]


def step_began(kind: str, *, seen_progress: int = 0) -> Callable[[Event], bool]:
    """Fits when a step has begun, or has told `seen_progress` times what it does."""
    count = 0

    def fits(event: Event) -> bool:
        nonlocal count
        if not str(event.get("step", "")).endswith(f"/{kind}"):
            return False
        if event["event"] == "StepProgress":
            count += 1
        return bool(count >= seen_progress and event["event"] in ("StepStarted", "StepProgress"))

    return fits


def _tell(event: Event) -> None:
    if event["event"] in ("StepFinished", "RunFinished"):
        words = event.get("title") or event.get("cluster")
        clock = time.strftime("%H:%M:%S")
        print(f"  {clock} {words}: {event['outcome']} {event['seconds']:.0f} s", flush=True)
