"""Whatever the engine says on recorded and simulated PCs is said in German too."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from gui.engine_words import words_of
from gui.phrases import is_prose
from installer.config.load import parse_config
from installer.engine.preflight import CheckReport
from installer.engine.report_html import report_html
from installer.errors import ConfigInvalid, EdgewrightError, Problem, StepFailed
from installer.events import CheckFinished, Event, FactRead, ResourceOwned, ResourceRemoved
from installer.importer.reading import read_bytes
from installer.importer.translation import translate
from installer.simulator.bundle import simulated_bundle
from installer.simulator.names import scenario_names
from installer.simulator.power import PcRestarted, PowerFailure
from installer.simulator.recorded import read_record
from installer.simulator.scenario import load_scenario
from tests.helpers.simulated import demo_config, session_in
from tests.unit.config.samples import CASES as FILES
from tests.unit.importer.cases import CASES as IMPORTS
from tests.unit.importer.cases import content
from tests.unit.simulator.test_recorded import CASES as RECORDS
from tests.unit.simulator.test_recorded import HOSTS as FOLDER
from tests.unit.simulator.test_recorded import REFUSED

HOSTS = [FOLDER / name for name in RECORDS if name != REFUSED]
# Names, keys and codes of an event; what was read wrongly is evidence.
NOT_SAID = {"seq", "at", "step", "cluster", "ident", "code", "question", "options", "default"}


def untold(texts: list[str]) -> list[str]:
    """What has no German."""
    missed: list[str] = []
    for text in texts:
        words_of("de").say(text, missed.append)
    return sorted({part for part in missed if is_prose(part)})


def in_report(report: CheckReport) -> Iterator[str]:
    for outcome in report.outcomes:
        yield from (outcome.check.title, outcome.finding.summary, outcome.finding.remedy)
        if outcome.fix is not None:
            yield from (outcome.fix.fix.title, *outcome.fix.plan.changes)


def in_event(event: Event) -> Iterator[str]:
    if isinstance(event, FactRead):
        return
    for field in dataclasses.fields(event):
        value = getattr(event, field.name)
        if field.name not in NOT_SAID and isinstance(value, str):
            yield value
        elif field.name == "phases":
            yield from (phase.title for phase in value)
            steps = [step for phase in value for step in phase.steps]
            yield from (text for step in steps for text in (step.title, step.description))


def in_error(error: EdgewrightError) -> Iterator[str]:
    yield from (error.brief, error.advice)
    for cause in error.causes if isinstance(error, StepFailed) else ():
        yield from in_error(cause)


def in_problem(problem: Problem) -> Iterator[str]:
    yield from (problem.message, problem.allowed, problem.suggestion, str(problem))


@pytest.mark.parametrize("path", HOSTS, ids=lambda path: path.stem)
async def test_what_is_found_on_a_recorded_pc(path: Path, tmp_path: Path) -> None:
    session, _ = session_in(tmp_path / "state", load_scenario(str(path)))
    report, _ = await session.check(read_record(path).request)
    assert untold(list(in_report(report))) == []


async def test_the_report_to_hand_over_is_german_but_for_its_evidence(tmp_path: Path) -> None:
    path = next(path for path in HOSTS if "bios-off" in path.name)
    session, _ = session_in(tmp_path / "state", load_scenario(str(path)))
    config = read_record(path).request
    report, _ = await session.check(config)
    page = report_html(report, config, datetime(2026, 1, 1), say=words_of("de").say, language="de")
    shown = re.sub(r"(?s)<(style|dd|dt|small).*?</", "</", page)
    seen = re.findall(r">([^<>]+)<", shown)
    assert '<html lang="de">' in page
    assert "Was zu tun ist:" in seen
    assert [text for text in seen if re.search(r"\b(the|this|and|is|nodes|not)\b", text)] == []


@pytest.mark.parametrize("name", scenario_names())
async def test_what_an_installation_tells(name: str, tmp_path: Path) -> None:
    session, world = session_in(tmp_path, load_scenario(name))
    heard: list[str] = []
    session.bus.subscribe(lambda event: heard.extend(in_event(event)))
    config = demo_config()
    try:
        bundle = await simulated_bundle(tmp_path, config.spec.distribution)
        await session.apply(config, bundle=bundle)
    except EdgewrightError as error:
        heard += in_error(error)
    except (PowerFailure, PcRestarted):
        pass
    finally:
        world.other_program.end()
    assert heard
    assert untold(heard) == []


async def test_what_a_removal_tells(tmp_path: Path) -> None:
    session, _ = session_in(tmp_path, load_scenario("happy-shop"))
    config = demo_config()
    await session.apply(config, bundle=await simulated_bundle(tmp_path, "kubeadm"))
    kinds: list[str] = []
    after = session.bus.last
    session.bus.subscribe(
        lambda event: (
            kinds.append(event.kind)
            if isinstance(event, (ResourceOwned, ResourceRemoved))
            else None
        ),
        after=after,
    )
    await session.remove(config.name, even_finished=True)
    german = [words_of("de").say(kind) for kind in kinds]
    assert len(kinds) > 3
    assert [kind for kind, other in zip(kinds, german, strict=True) if kind == other] == []


@pytest.mark.parametrize("name", sorted(IMPORTS))
def test_what_an_import_tells(name: str) -> None:
    imported = read_bytes(content(IMPORTS[name]))
    translation = translate(imported)
    texts = [item.why for item in imported.findings.items]
    texts += translation.notes
    texts += [text for reason in translation.reasons for text in in_problem(reason)]
    assert untold(texts) == []


@pytest.mark.parametrize("name", sorted(FILES))
def test_what_a_refused_file_tells(name: str) -> None:
    with pytest.raises(ConfigInvalid) as caught:
        parse_config(FILES[name]["file"], "shop.yaml")
    texts = [caught.value.brief, caught.value.advice]
    texts += [text for problem in caught.value.problems for text in in_problem(problem)]
    assert untold(texts) == []


def test_a_finding_is_told_in_the_event_as_in_the_report() -> None:
    names = {field.name for field in dataclasses.fields(CheckFinished)}
    assert {"title", "summary", "remedy"} <= names - NOT_SAID
