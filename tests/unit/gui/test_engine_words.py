"""What the engine says is found again in a table, with its values."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from gui.engine_words import said
from gui.phrases import Words
from gui.texts import PSEUDO, language

TABLE = {
    "{free} are free, {needed} are needed.": "{free} sind frei, {needed} sind nötig.",
    "{purpose} failed.": "„{purpose}“ ist gescheitert.",
    "{purpose} did not end within {seconds} seconds.": "„{purpose}“ dauerte über {seconds} s.",
    "Start {node}": "{node} starten",
    "Start the program anew.": "Starten Sie das Programm neu.",
    "Reading the disk": "Den Datenträger lesen",
    "changed: {what}": "geändert: {what}",
    "the node has moved": "der Knoten ist umgezogen",
    "There is no room; this is bad.": "Es ist kein Platz; das ist schlecht.",
    "fixed address": "feste Adresse",
    "{network} on {interface}": "{network} an {interface}",
    "and": "und",
}


def say(text: str) -> str:
    return Words(TABLE, TABLE).say(text)


def unknown(text: str) -> list[str]:
    missed: list[str] = []
    Words(TABLE, TABLE).say(text, missed.append)
    return missed


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    language.use("en")


@pytest.mark.parametrize(
    ("english", "german"),
    [
        ("Start the program anew.", "Starten Sie das Programm neu."),
        ("Start till-7", "till-7 starten"),
        ("8 are free, 9 are needed.", "8 sind frei, 9 sind nötig."),
        ("Reading the disk failed.", "„Den Datenträger lesen“ ist gescheitert."),
        (
            "Reading the disk failed. Start the program anew.",
            "„Den Datenträger lesen“ ist gescheitert. Starten Sie das Programm neu.",
        ),
        ("changed: the node has moved", "geändert: der Knoten ist umgezogen"),
        ("changed: fixed address 10.0.0.1", "geändert: feste Adresse 10.0.0.1"),
        ("There is no room; this is bad.", "Es ist kein Platz; das ist schlecht."),
        (
            "the node has moved; There is no room; this is bad",
            "der Knoten ist umgezogen; Es ist kein Platz; das ist schlecht",
        ),
        ("the node has moved.", "der Knoten ist umgezogen."),
        (
            "changed: 10.0.0.0/8 on eth0 and 10.1.0.0/16 on eth1",
            "geändert: 10.0.0.0/8 an eth0 und 10.1.0.0/16 an eth1",
        ),
    ],
)
def test_a_sentence_is_said_in_the_other_language(english: str, german: str) -> None:
    assert say(english) == german


def test_what_is_not_known_stays_and_is_told() -> None:
    assert say("Something else happened.") == "Something else happened."
    assert unknown("Something else happened.") == ["Something else happened."]


def test_the_name_of_a_thing_is_never_translated() -> None:
    assert say("Start and") == "and starten"


def test_a_number_has_the_form_of_the_language() -> None:
    language.use("de")
    assert say("Reading the disk did not end within 2.5 seconds.").endswith("über 2,5 s.")
    assert say("Reading the disk did not end within 20.0 seconds.").endswith("über 20 s.")


def test_sizes_are_written_as_in_the_window() -> None:
    text = "3.5GiB of memory are free, the nodes need 4GiB."
    assert said(text) == "3.5 GB of memory are free, the nodes need 4 GB."
    language.use("de")
    assert said(text) == "3,5 GB Arbeitsspeicher sind frei, die Knoten brauchen 4 GB."


def test_a_size_that_is_to_be_typed_stays_exact() -> None:
    text = "a size of at least 2GiB in whole MiB, such as 2GiB or 2048MiB"
    assert said(text, sizes=False) == text
    language.use("de")
    german = "eine Größe von mindestens 2GiB in ganzen MiB, etwa 2GiB oder 2048MiB"
    assert said(text, sizes=False) == german
    assert "`memory: 4GiB`" in said("Write `memory: 4GiB` there.")


def test_the_pseudo_language_stretches_the_engine_too() -> None:
    language.use(PSEUDO)
    assert said("The virtual machine did not start.").startswith("[The virtual machine")
    assert said("") == ""
