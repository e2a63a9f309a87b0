"""No PowerShell is at hand here, so each script is held against Microsoft's own signatures.

`tests/data/windows_cmdlets.json` holds cmdlets of Windows PowerShell 5.1 and Windows' modules with
their parameter sets and accepted values, from Microsoft's reference (CC-BY 4.0).
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.powershell_source import (
    Call,
    Script,
    calls,
    defined_functions,
    nodes,
    scripts,
    text_of,
)

DATA = Path(__file__).parents[1] / "data" / "windows_cmdlets.json"
COMMON = frozenset(
    {
        *("Verbose", "Debug", "ErrorAction", "WarningAction", "InformationAction", "OutVariable"),
        *("ErrorVariable", "WarningVariable", "InformationVariable", "OutBuffer"),
        *("PipelineVariable", "Confirm", "WhatIf"),
    }
)
ACTIONS = {"SilentlyContinue", "Stop", "Ignore"}
# These run text or fetch it, so a value could become a command.
FORBIDDEN = {
    "Invoke-Expression",
    "Invoke-Command",
    "Start-Process",
    "Invoke-WebRequest",
    "Add-Type",
}
# about_Automatic_Variables: to set them breaks what relies on them.
AUTOMATIC = frozenset(
    {
        *("$args", "$error", "$event", "$eventargs", "$executioncontext", "$false", "$foreach"),
        *("$home", "$host", "$input", "$matches", "$myinvocation", "$nestedpromptlevel", "$null"),
        *("$pid", "$profile", "$psboundparameters", "$pscmdlet", "$pshome", "$psitem"),
        *("$psscriptroot", "$pwd", "$sender", "$shellid", "$stacktrace", "$switch", "$this"),
        "$true",
    }
)
# What PowerShell 7 brought: chains, null operators, the ternary, and clean blocks.
NEW = re.compile(r"&&|\|\||\?\?|\?\.\w|\s\?\s|\bclean\s*\{")
# VMware's tools export commands of the same names.
QUALIFIED = "Hyper-V"
_PARAMETER = re.compile(r"(\[*)-(\w+)(\]?)( <)?")


@functools.cache
def signatures() -> dict[str, Any]:
    """The cmdlets by name."""
    found: dict[str, Any] = json.loads(DATA.read_text(encoding="utf-8"))
    return found


def parameter_sets(syntax: Iterable[str]) -> list[tuple[set[str], set[str]]]:
    """For each set the parameters that exist and those that must be given.

    `[-A <x>]`, `[[-A] <x>]` and `[-A]` may be left out; `[-A] <x>` and `-A <x>` must be given.
    """
    found = []
    # The reference of some modules has headings in the place of the sets.
    for line in (line for line in syntax if not line.startswith("#")):
        rest = line.partition(" ")[2].replace("[<CommonParameters>]", "")
        known, must = set(), set()
        for opened, name, closed, value in _PARAMETER.findall(rest):
            known.add(name)
            switch = closed and not value
            if len(opened) == len(closed) and not switch:
                must.add(name)
        found.append((known, must))
    return found


def complaints_about(call: Call, functions: set[str]) -> list[str]:
    """What is wrong with one command."""
    module, _, name = call.name.rpartition("\\")
    if name in functions and not module:
        return []
    if name in FORBIDDEN or name not in signatures():
        return [f"{call.name} is no cmdlet that a script may use"]
    known = signatures()[name]
    wrong = []
    if module not in {"", known["module"]} or (known["module"] == QUALIFIED and not module):
        wrong.append(f"{call.name} must be {known['module']}\\{name}")
    if call.loose:
        wrong.append(f"{name} has a value without the name of its parameter")
    for parameter, value in call.parameters.items():
        if parameter in {"ErrorAction", "WarningAction"}:
            accepted = ACTIONS
        elif parameter in known["parameters"] or parameter in COMMON:
            accepted = set(known["parameters"].get(parameter, ()))
        else:
            wrong.append(f"{name} has no parameter -{parameter}")
            continue
        if value is not None and accepted and value not in accepted:
            wrong.append(f"{name} -{parameter} takes no {value}")
    given = call.parameters.keys() - COMMON
    sets = parameter_sets(known["syntax"])
    # A command that a pipe feeds gets one of its parameters from there.
    spare = int(call.piped)
    if (
        sets
        and not call.splatted
        and not any(given <= all_ and len(must - given) <= spare for all_, must in sets)
    ):
        wrong.append(f"{name} takes {sorted(given)} in no set together")
    return wrong


def complaints(script: Script, functions: set[str]) -> list[str]:
    """What is wrong with a script."""
    wrong = [
        f"line {node.start_point[0] + 1} does not parse: {text_of(node)[:40]!r}"
        for node in nodes(script.root)
        if node.type == "ERROR" or node.is_missing
    ]
    wrong += [
        f"line {call.line}: {text}"
        for call in calls(script)
        for text in complaints_about(call, functions)
    ]
    # To give a value to $null is the usual way to drop it.
    wrong += [
        f"line {node.start_point[0] + 1} sets {text_of(node)}"
        for node in nodes(script.root)
        if node.type == "left_assignment_expression"
        and text_of(node).lower() in AUTOMATIC - {"$null"}
    ]
    code = "\n".join(line.partition("# ")[0] for line in script.text.splitlines())
    wrong += [f"{found[0]!r} is not of 5.1" for found in NEW.finditer(code)]
    if not script.text.isascii():
        wrong.append("holds characters that depend on a code page")
    if not script.text.startswith("# "):
        wrong.append("does not say what it is for")
    return wrong


def functions_for(script: Script) -> set[str]:
    """The functions that a script may call: its own and those of its parts."""
    known = scripts()
    parts = [known[f"parts/{name}"] for name in script.parts]
    return set().union(*(defined_functions(part) for part in (script, *parts)))


@pytest.mark.parametrize("name", scripts())
def test_a_script_keeps_to_the_signatures(name: str) -> None:
    script = scripts()[name]
    assert complaints(script, functions_for(script)) == []


@pytest.mark.parametrize("name", [n for n in scripts() if n.partition("/")[0] != "parts"])
def test_a_script_takes_its_arguments_as_one_object(name: str) -> None:
    if name not in {"bootstrap", "job-runner"}:
        assert "\nparam($p)\n" in scripts()[name].text


def test_every_part_is_used() -> None:
    used = {part for script in scripts().values() for part in script.parts}
    assert {f"parts/{part}" for part in used} == {n for n in scripts() if n.startswith("parts/")}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Get-Nothing -Name x", "no cmdlet"),
        ("Get-VM -Name x", r"must be Hyper-V\Get-VM"),
        (r"Hyper-V\Get-VM -Namen x", "no parameter -Namen"),
        (r"Hyper-V\New-VMSwitch -Name x -SwitchType Interne", "takes no Interne"),
        (r"Hyper-V\New-VMSwitch -Name x -SwitchType Internal -NetAdapterName y", "in no set"),
        (r"Hyper-V\New-VMSwitch -SwitchType Internal", "in no set"),
        ("Test-Path x", "without the name"),
        ("Get-Item -LiteralPath x -ErrorAction Continued", "takes no Continued"),
        ("Invoke-Expression -Command $p.x", "no cmdlet"),
        ("gci -Path x", "no cmdlet"),
        ("$pid = 3", "sets $pid"),
        ("$a = $b ?? 3", "not of 5.1"),
        ("if ($a) { 3", "does not parse"),
        ("$a = 'ä'", "code page"),
    ],
)
def test_what_is_wrong_in_a_script_is_found(text: str, words: str) -> None:
    wrong = complaints(Script("x", f"# Why.\nparam($p)\n{text}\n"), set())
    assert any(words in complaint for complaint in wrong), wrong


@pytest.mark.parametrize(
    "text",
    [
        r"Hyper-V\New-VMSwitch -Name x -SwitchType Internal -Notes $p.n",
        r"Hyper-V\New-VMSwitch -Name x -NetAdapterName $p.n -AllowManagementOS $true",
        r"$a = Hyper-V\Get-VM -Id $p.id | Where-Object -FilterScript { $_.Name -eq 'x' }",
        r"$a = @{ Name = 'x' }; Hyper-V\New-VM @a",
    ],
)
def test_a_sound_line_is_left_alone(text: str) -> None:
    assert complaints(Script("x", f"# Why.\nparam($p)\n{text}\n"), set()) == []
