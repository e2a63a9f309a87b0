"""The picture that events make of a run."""

from __future__ import annotations

import pytest

from gui.viewmodels.progress import Progress
from installer.api import (
    FactRead,
    Notice,
    PhaseInfo,
    ResourceRemoved,
    RunFinished,
    RunStarted,
    StepFinished,
    StepInfo,
    StepProgress,
    StepRetry,
    StepStarted,
)

PHASES = (
    PhaseInfo("first", (StepInfo("a", "Do A", "", 10.0), StepInfo("b", "Do B", "", 30.0))),
    PhaseInfo("second", (StepInfo("c", "Do C", "", 60.0),)),
)


@pytest.fixture
def progress() -> Progress:
    begun = Progress()
    begun.take(RunStarted(cluster="x", kind="install", phases=PHASES), now=100.0)
    return begun


def test_progress_is_weighted_by_the_usual_time(progress: Progress) -> None:
    progress.take(StepStarted(step="a", title="Do A"), now=100.0)
    progress.take(StepFinished(step="a", title="Do A", outcome="done", seconds=3.0), now=103.0)
    assert progress.fraction(103.0) == pytest.approx(0.1)
    assert progress.remaining(103.0) == pytest.approx(90.0)
    progress.take(StepStarted(step="c", title="Do C"), now=103.0)
    assert progress.fraction(133.0) == pytest.approx(0.4)


def test_a_slow_step_never_looks_done(progress: Progress) -> None:
    progress.take(StepStarted(step="c", title="Do C"), now=100.0)
    assert progress.fraction(10_000.0) < 0.6


def test_a_known_fraction_counts_before_the_time(progress: Progress) -> None:
    progress.take(StepStarted(step="c", title="Do C"), now=100.0)
    progress.take(StepProgress(step="c", text="copying", fraction=0.5), now=100.0)
    assert progress.fraction(100.0) == pytest.approx(0.3)
    assert progress.steps["c"].text == "copying"


def test_a_failed_step_is_the_current_one(progress: Progress) -> None:
    progress.take(StepStarted(step="a", title="Do A"), now=100.0)
    progress.take(StepStarted(step="b", title="Do B"), now=100.0)
    failed = StepFinished(step="b", title="Do B", outcome="failed", seconds=1.0, reason="no room")
    progress.take(failed, now=101.0)
    assert progress.current is not None
    assert (progress.current.key, progress.current.text) == ("b", "no room")


def test_a_retry_says_why_it_waits(progress: Progress) -> None:
    progress.take(StepRetry(step="a", attempt=1, delay=5.0, reason="The line was cut."), now=101.0)
    assert progress.steps["a"].text == "The line was cut. Trying again in 5 s."


def test_what_was_removed_takes_the_place_of_the_steps(progress: Progress) -> None:
    progress.take(RunStarted(cluster="x", kind="remove"), now=200.0)
    progress.take(ResourceRemoved(kind="vm", ident="n1", problem="busy"), now=201.0)
    progress.take(RunFinished(cluster="x", outcome="failed", seconds=1.0), now=202.0)
    assert progress.over
    assert [(s.title, s.state, s.text) for s in progress.steps.values()] == [
        ("vm", "fail", "n1: busy")
    ]


def test_secrets_do_not_reach_the_log(progress: Progress) -> None:
    progress.take(Notice(text="password=hunter2secret"), now=101.0)
    assert "hunter2secret" not in "\n".join(progress.log)


def test_other_events_have_nothing_to_do_with_it(progress: Progress) -> None:
    assert not progress.take(FactRead(fact="host.memory"), now=101.0)
