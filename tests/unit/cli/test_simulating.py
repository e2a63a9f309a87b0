"""`edgewright simulate` says what each simulated PC is for; help does not wait for the engine."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

from installer.cli.main import COMMANDS, main
from installer.simulator.names import scenario_names
from installer.simulator.scenario import load_scenario

# What takes long to import, and what no help needs.
SLOW = ("asyncssh", "kubernetes", "pydantic", "rich", "yaml")


def test_the_list_names_every_scenario_and_tells_its_story(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("installer.cli.output.console.width", 300)
    assert main(["simulate", "list"]) == 0
    words = capsys.readouterr().out
    for name in scenario_names():
        assert name in words
        assert load_scenario(name).story in words


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("happy-shop", "nothing"),
        ("flaky-step", "at job *-install, times 2, error unreachable"),
        ("disk-full:create-vm", "step create-vm"),
        ("slow-pc", "slowness: 5"),
        ("two-programs", "locked: demo"),
    ],
)
def test_one_is_shown_with_what_goes_wrong(
    capsys: pytest.CaptureFixture[str], name: str, expected: str
) -> None:
    assert main(["simulate", "show", name]) == 0
    shown = capsys.readouterr().out
    assert expected in shown.partition("What goes wrong")[2]


def test_programs_get_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["simulate", "list", "--format", "json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert [entry["name"] for entry in listed] == list(scenario_names())
    assert main(["simulate", "show", "port-taken", "--format", "json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown in listed


def test_an_unknown_one_is_a_wrong_call(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["simulate", "show", "no-such-pc"]) == 2
    assert "happy-shop" in capsys.readouterr().err


def test_every_command_is_there() -> None:
    for place in COMMANDS.values():
        module, _, function = place.partition(".")
        assert callable(getattr(importlib.import_module(f"installer.cli.{module}"), function))


def test_help_loads_nothing_that_is_slow(tmp_path: Path) -> None:
    code = (
        "import sys\nfrom installer.cli.main import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        f"print(sorted(set({SLOW}) & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
