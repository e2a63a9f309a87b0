"""The lines of the log, and what is shown of an error, in the language in use."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from gui.texts import language
from gui.viewmodels.answers import read_answers
from gui.viewmodels.failure import explain
from gui.viewmodels.log_words import log_line
from installer.api import (
    Event,
    Notice,
    PhaseStarted,
    QuestionAsked,
    ResourceOwned,
    ResourceRemoved,
    RunFinished,
    RunStarted,
    StepFinished,
    StepProgress,
    StepRetry,
    StepStarted,
)
from installer.errors import CommandFailed

TITLE = "Start shop-node"


@pytest.fixture(autouse=True)
def in_german() -> Iterator[None]:
    language.use("de")
    yield
    language.use("en")


@pytest.mark.parametrize(
    ("event", "line"),
    [
        (RunStarted(cluster="shop", kind="install"), "shop wird installiert"),
        (RunStarted(cluster="shop", kind="remove"), "shop wird entfernt"),
        (PhaseStarted(title="Disks", index=3, total=9), "3/9 Datenträger"),
        (StepStarted(step="n/s", title=TITLE), "shop-node starten"),
        (StepStarted(step="n/s", title=TITLE, attempt=2), "shop-node starten (2)"),
        (
            StepProgress(step="n/s", text="2GiB of 4GiB checked"),
            "shop-node starten: 2 GB von 4 GB geprüft",
        ),
        (
            StepRetry(
                step="n/s", attempt=1, delay=5.0, reason="This virtual machine runs already."
            ),
            "shop-node starten: Diese virtuelle Maschine läuft schon. Neuer Versuch in 5 s.",
        ),
        (
            StepFinished(step="n/s", title=TITLE, outcome="done", seconds=1),
            "shop-node starten: Fertig",
        ),
        (
            StepFinished(
                step="n/s",
                title=TITLE,
                outcome="failed",
                seconds=1,
                reason="The virtual machine did not start.",
            ),
            "shop-node starten: Gescheitert. Die virtuelle Maschine ist nicht gestartet.",
        ),
        (ResourceOwned(kind="keys", ident="/tmp/k"), "Angelegt: Schlüssel /tmp/k"),
        (ResourceRemoved(kind="keys", ident="/tmp/k"), "Entfernt: Schlüssel /tmp/k"),
        (Notice(text="Restarting shop-node."), "shop-node wird neu gestartet."),
        (RunFinished(cluster="shop", outcome="cancelled", seconds=1), "Angehalten"),
        (QuestionAsked(question="q", text="Go on?", options=(), default=""), ""),
    ],
)
def test_a_line_of_the_log(event: Event, line: str) -> None:
    assert log_line(event, TITLE) == line


def test_an_error_follows_the_language_but_its_details_do_not() -> None:
    failure = explain(
        CommandFailed("Growing the data disk", argv=["qemu-img"], returncode=1, output="no room")
    )
    assert failure.what == "„Den Datenträger vergrößern“ ist gescheitert."
    language.use("en")
    assert failure.what == "Growing the data disk failed."
    assert failure.details == "qemu-img\nended with code 1\nno room"


def test_a_fault_of_our_own_is_told_in_german() -> None:
    assert explain(KeyError("x")).what == "Das Programm stieß auf einen eigenen Fehler."


def test_what_a_file_is_refused_for_follows_the_language(tmp_path: Path) -> None:
    path = tmp_path / "shop.yaml"
    path.write_text("spec: {nodes: 3}\n", encoding="utf-8")
    file = read_answers(path)
    german = [file.headline, *(entry.text for entry in file.entries)]
    language.use("en")
    english = [file.headline, *(entry.text for entry in file.entries)]
    assert german[0] == "shop.yaml hat Fehler und kann noch nicht benutzt werden"
    assert any("hier muss eine Liste stehen; gefunden: 3; erlaubt: eine Liste" in t for t in german)
    assert any("a list must stand here; found 3; allowed: a list" in t for t in english)


def test_a_file_that_cannot_be_read_says_so_in_german(tmp_path: Path) -> None:
    file = read_answers(tmp_path / "{odd}.yaml")
    assert file.headline.startswith("Es gibt keine Datei ")
    assert file.headline.endswith("{odd}.yaml.")
