"""Command simulate: the simulated PCs that come with the program, and what happens on them."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from rich.markup import escape
from rich.table import Table

from installer.cli.output import console, print_json
from installer.simulator.names import scenario_names
from installer.simulator.scenario import Scenario, load_scenario
from installer.simulator.trouble import Troubles


def run(options: argparse.Namespace) -> int:
    """List the simulated PCs, or show one."""
    if options.verb == "show":
        return _show(options)
    scenarios = {name: load_scenario(name) for name in scenario_names()}
    if options.format == "json":
        print_json([_record(name, scenario) for name, scenario in scenarios.items()])
        return 0
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
    table.add_column(no_wrap=True, style="bold")
    table.add_column(overflow="fold")
    for name, scenario in scenarios.items():
        table.add_row(name, f"{escape(scenario.title)}.\n[dim]{escape(scenario.story)}[/]")
    console.print(table)
    console.print("Use one with --simulate NAME, or watch one: edgewright demo --simulate NAME")
    return 0


def _show(options: argparse.Namespace) -> int:
    scenario = load_scenario(options.name)
    if options.format == "json":
        print_json(_record(options.name, scenario))
        return 0
    console.print(f"[bold]{escape(options.name)}[/]  {escape(scenario.title)}")
    if scenario.story:
        console.print(escape(scenario.story))
    for title, lines in (("The PC", _pc(scenario)), ("What goes wrong", _troubles(scenario))):
        console.print(f"\n[bold]{title}[/]")
        for line in lines:
            console.print(f"  {escape(line)}", soft_wrap=True)
    console.print(f"\nWatch it:  edgewright demo --simulate {escape(options.name)}")
    return 0


def _record(name: str, scenario: Scenario) -> dict[str, object]:
    return {"name": name, **scenario.model_dump(mode="json", by_alias=True)}


def _pc(scenario: Scenario) -> Iterator[str]:
    pc = scenario.pc
    yield f"{pc.cpus} processors, {pc.memory_total} of memory, {pc.memory_available} of it free"
    yield f"{pc.disk_free} free on the disk ({pc.filesystem})"
    for name in sorted(pc.model_fields_set - {"cpus", "memory_total", "memory_available"}):
        if name != "disk_free":
            yield f"{name.replace('_', ' ')}: {getattr(pc, name)}"


def _troubles(scenario: Scenario) -> Iterator[str]:
    changed = [
        name
        for name, field in Troubles.model_fields.items()
        if getattr(scenario, name) != field.default
    ]
    for name in changed:
        value = scenario.model_dump(mode="json", include={name})[name]
        for part in value if isinstance(value, list) else [value]:
            yield f"{name.replace('_', ' ')}: {_words(part)}"
    if not changed:
        yield "nothing"


def _words(value: object) -> str:
    if not isinstance(value, dict):
        return str(value)
    return ", ".join(f"{key} {part}" for key, part in value.items() if part != "")
