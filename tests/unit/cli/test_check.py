"""`edgewright check`: recorded PCs, and the report as a page to hand over."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest

from installer.checks.base import Check, Finding, Verdict
from installer.cli.main import main
from installer.clock import VirtualClock
from installer.engine.preflight import CheckReport, Outcome
from installer.engine.proposal import default_cluster
from installer.engine.report_html import report_html

HOSTS = Path(__file__).parents[2] / "data" / "hosts"
MOMENT = datetime(2026, 5, 28, 9, 30, tzinfo=UTC)
# Elements of HTML that have no end.
VOID = {"meta", "br"}


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("installer.worlds.FastClock", lambda speed: VirtualClock())


class Page(HTMLParser):
    """Reads a page: its elements, its text, and whether every element was closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[str] = []
        self.links: list[str] = []
        self.words = ""
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("src", "href")]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.words += data


def outcome(
    verdict: Verdict, summary: str, evidence: Mapping[str, str] | None = None, remedy: str = ""
) -> Outcome:
    finding = Finding(verdict=verdict, summary=summary, remedy=remedy, evidence=evidence or {})
    return Outcome(Check(id=f"x.{verdict}", title="X", judge=lambda f, c: finding), finding)


def page(*outcomes: Outcome) -> tuple[str, Page]:
    text = report_html(CheckReport(outcomes), default_cluster("shop-1"), MOMENT)
    return text, Page(text)


@pytest.mark.parametrize(
    ("name", "code", "eligible"),
    [
        ("116-good-linux.json", 0, "yes"),
        ("98-slow-disk-hdd.json", 0, "warn"),
        ("77-kvm-module-not-loaded.json", 3, "no"),
    ],
)
def test_a_recorded_pc_is_judged_for_what_was_asked_of_it(
    name: str, code: int, eligible: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["check", "--simulate", str(HOSTS / name), "--state", str(tmp_path / "state")]
    assert main([*words, "--format", "json"]) == code
    assert json.loads(capsys.readouterr().out)["eligible"] == eligible


def test_a_cluster_file_goes_before_what_was_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Our own default is content without KVM, which the people of the record were not."""
    state = ["--state", str(tmp_path / "state")]
    cluster = tmp_path / "cluster.yaml"
    assert main(["new", *state, "--simulate", "happy-shop", "-o", str(cluster)]) == 0
    record = str(HOSTS / "77-kvm-module-not-loaded.json")
    assert main(["check", *state, "--simulate", record, "-f", str(cluster)]) == 0
    assert "10 to 20 times slower" in " ".join(capsys.readouterr().out.split())


def test_the_page_of_a_recorded_pc_names_everything_that_was_found(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["check", "--simulate", str(HOSTS / "74-kvm-permission-relogin.json")]
    assert main([*words, "--state", str(tmp_path / "state"), "--format", "html"]) == 3
    found = Page(capsys.readouterr().out)
    for text in ("cannot run it yet", "kvm.permission", "rights.relogin", "disk.slow", "Log out"):
        assert text in found.words


def test_the_page_needs_nothing_else_and_follows_light_and_dark() -> None:
    text, found = page(outcome(Verdict.PASS, "Fine."))
    assert found.links == []
    assert not {"script", "img", "link", "iframe"} & set(found.elements)
    assert "url(" not in text
    assert "@import" not in text
    assert "prefers-color-scheme: dark" in text


def test_what_was_found_is_text_and_never_markup() -> None:
    bad = "</article><script>alert(1)</script>&amp;\"'"
    _, found = page(outcome(Verdict.FAIL, bad, {bad: bad}, remedy=bad))
    assert "script" not in found.elements
    assert found.words.count("<script>") == 4


def test_secrets_do_not_leave_the_pc() -> None:
    key = "-----BEGIN OPENSSH PRIVATE KEY-----\nb3Bl\n-----END OPENSSH PRIVATE KEY-----"
    text, _ = page(
        outcome(Verdict.FAIL, "No.", {"proxy": "http://ann:pa55@proxy", "key": key}),
        outcome(Verdict.WARN, "token abcdef.0123456789abcdef"),
    )
    for secret in ("pa55", "b3Bl", "0123456789abcdef"):
        assert secret not in text


def test_what_has_to_change_comes_first_and_what_is_well_says_no_more_than_that() -> None:
    _, found = page(
        outcome(Verdict.PASS, "All is well here.", {"hidden": "hidden"}),
        outcome(Verdict.WARN, "Take care."),
        outcome(Verdict.FAIL, "This is bad."),
    )
    places = [found.words.index(s) for s in ("This is bad.", "Take care.", "All is well here.")]
    assert places == sorted(places)
    assert "hidden" not in found.words
    assert "2026-05-28 09:30 UTC" in found.words
    assert "shop-1" in found.words
