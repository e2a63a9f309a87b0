"""Languages, and how sizes and times are written."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from gui.texts import PSEUDO, duration_text, language, languages, size_text, table_of, tr
from installer.api import GIB, MIB, all_checks, simulated_pcs

CALLS = ("tr", "later")
GUI = Path(__file__).resolve().parents[3] / "gui"


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    language.use("en")


def said() -> set[str]:
    """Every sentence that goes through tr, and those that the engine gives it."""
    texts = {check.title for check in all_checks()} | {title for _, title in simulated_pcs()}
    for path in GUI.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in CALLS and node.args:
                first = node.args[0]
                if isinstance(first, ast.Constant):
                    texts.add(str(first.value))
    return texts


@pytest.mark.parametrize("code", [code for code in languages() if code != "en"])
def test_a_language_has_every_sentence(code: str) -> None:
    assert sorted(said() - table_of(code).keys()) == []


@pytest.mark.parametrize("code", [code for code in languages() if code != "en"])
def test_a_translation_has_the_same_places_for_values(code: str) -> None:
    wrong = [
        english
        for english, other in table_of(code).items()
        if sorted(re.findall(r"\{\w+\}", english)) != sorted(re.findall(r"\{\w+\}", other))
    ]
    assert wrong == []


@pytest.mark.parametrize("code", [code for code in languages() if code != "en"])
def test_a_translated_button_keeps_a_mnemonic(code: str) -> None:
    pairs = table_of(code).items()
    assert [en for en, other in pairs if ("&" in en) != ("&" in other)] == []


def test_german_is_there() -> None:
    assert languages()["de"] == "Deutsch"
    language.use("de")
    assert tr("Check this PC") == "PC prüfen"


def test_a_change_of_language_is_told_once() -> None:
    heard: list[str] = []
    language.changed.connect(lambda: heard.append(language.code))
    language.use("de")
    language.use("de")
    assert heard == ["de"]


def test_the_pseudo_language_is_longer() -> None:
    language.use(PSEUDO)
    assert len(tr("Check this PC")) > 15


def test_values_are_put_in() -> None:
    assert tr("{count} checks in {seconds} s", count=3, seconds=1) == "3 checks in 1 s"


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0 s"),
        (59.4, "59 s"),
        (75, "1 min 15 s"),
        (120, "2 min"),
        (900, "15 min"),
        (3600, "1 h"),
        (3900, "1 h 5 min"),
    ],
)
def test_a_time_in_words(seconds: float, text: str) -> None:
    assert duration_text(seconds) == text


@pytest.mark.parametrize(
    ("size", "english", "german"),
    [
        (8 * GIB, "8 GB", "8 GB"),
        (9 * GIB + GIB // 2, "9.5 GB", "9,5 GB"),
        (300 * MIB, "300 MB", "300 MB"),
        (14 * 1024, "14 KB", "14 KB"),
        (1024 * GIB, "1,024 GB", "1.024 GB"),
    ],
)
def test_a_size_in_the_form_of_the_language(size: int, english: str, german: str) -> None:
    assert size_text(size) == english
    language.use("de")
    assert size_text(size) == german
