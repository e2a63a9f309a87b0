"""Every sentence of the engine has its German, and no German stands there without a sentence.

The sentences are found by reading the code of the engine, so a new one is missed here at once.
"""

from __future__ import annotations

import ast
import re

import pytest

from gui.engine_words import ENGINE, words_of
from gui.phrases import Words
from gui.texts import languages, table_of
from installer.api import simulated_pcs
from installer.checks.base import Verdict
from installer.engine.report_html import _WORDS
from installer.hypervisors.base import VmPower
from installer.known_issues import known_issues
from tests.helpers.engine_sentences import ROOT, filled, sentences

CODES = [code for code in languages() if code != "en"]
GAPS = re.compile(r"\{\w+\}")
# Any word that is left over; `kvm` is the name of a group of users.
LETTERS = re.compile(r"(?<![\w.`/-])(?!kvm\b)[A-Za-z]{2,}")
# Single words stand in gaps of sentences or alone, and cannot be told from code; the last are what
# add-ons are called in the middle of a sentence, and what a simulated node says of itself.
SINGLE = {
    *(str(power) for power in VmPower),
    *_WORDS.values(),
    *("and", "or", "nothing", "name", "a name", "nodes", "looked at", "server"),
    *("compresses", "encrypts", "problem", "problems", "What to do:", "The program can do it:"),
    *("volumes on the data disks", "volumes for shared folders", "addresses for Services"),
    "simulated {name} is at work",
}


def known_words() -> dict[str, str]:
    """Every text of the engine with its place."""
    said = {sentence.text: sentence.place for sentence in sentences()}
    for issue in known_issues():
        said |= dict.fromkeys((issue.cause, issue.remedy), f"known-issues.yaml {issue.id}")
    return said | {title: f"scenario {name}" for name, title in simulated_pcs()}


def window_words() -> set[str]:
    """What the code of the window marks as words."""
    found: set[str] = set()
    for path in (ROOT / "gui").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Name(id="tr" | "later"), args=[ast.Constant(value=text), *_]
                ):
                    found.add(str(text))
    return found


def test_the_engine_has_many_sentences() -> None:
    assert len(sentences()) > 900
    assert set(Verdict) == set(_WORDS)


@pytest.mark.parametrize("code", CODES)
def test_every_sentence_of_the_engine_is_there(code: str) -> None:
    words, missing = words_of(code), []
    for text, place in known_words().items():
        full, values = filled(text)
        unknown: list[str] = []
        other = words.say(full, unknown.append)
        lost = [value for value in values if value not in other]
        if lost or any(part == full or LETTERS.search(part) for part in unknown):
            missing.append(f"{place}: {text}")
    assert not missing, "\n".join(missing)


@pytest.mark.parametrize("code", CODES)
def test_no_sentence_is_there_that_the_engine_does_not_say(code: str) -> None:
    words = Words(table_of(code), table_of(code, ENGINE))
    for text in [*known_words(), *SINGLE]:
        words.say(filled(text)[0])
    unused = table_of(code, ENGINE).keys() - words.used - window_words()
    assert not unused, "\n".join(sorted(unused))


@pytest.mark.parametrize("code", CODES)
def test_a_gap_stands_once_in_a_sentence_and_once_in_its_translation(code: str) -> None:
    for english, other in table_of(code, ENGINE).items():
        gaps = GAPS.findall(english)
        assert sorted(gaps) == sorted(GAPS.findall(other)), english
        assert len(set(gaps)) == len(gaps), english


@pytest.mark.parametrize("code", CODES)
def test_commands_and_addresses_are_the_same_in_every_language(code: str) -> None:
    exact = re.compile(r"`[^`]*`|/[\w./-]{4,}\w|https?://\S+[\w/]")
    for english, other in table_of(code, ENGINE).items():
        commands = [GAPS.sub("", text) for text in exact.findall(english)]
        assert sorted(commands) == sorted(GAPS.sub("", t) for t in exact.findall(other)), english
