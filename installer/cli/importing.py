"""Command import: a file of AKS Edge Essentials becomes a cluster file, or hears why not."""

from __future__ import annotations

import argparse

from rich.table import Table
from rich.text import Text

from installer.api.aks_edge import credential_store, keep_imported_secrets
from installer.cli.output import console, error_console, print_json
from installer.cli.result_file import must_be_new, write_result
from installer.config.outline import shown
from installer.errors import ConfigInvalid, UsageError
from installer.importer.findings import Severity
from installer.importer.reading import Imported, read_file
from installer.importer.translation import Translation, translate

_MARKS = {
    Severity.ERROR: ("error", "bold red"),
    Severity.WARNING: ("warning", "yellow"),
    Severity.INFO: ("to know", "dim"),
}


def run(options: argparse.Namespace) -> int:
    """Report on a file, and write the cluster file that it becomes when one is asked for."""
    if options.output is not None:
        must_be_new(options.output)
    imported = read_file(options.file)
    translation = translate(imported)
    if options.output is not None:
        translation = keep_imported_secrets(
            imported,
            translation,
            credential_store(state=options.state, simulate=options.simulate),
        )
    if options.report == "json":
        print_json(imported.record(translation.notes))
    else:
        _print_report(options.file.name, imported, translation)
    if options.output is not None:
        _write(options, translation)
    return 0 if imported.accepted else ConfigInvalid.exit_code


def _write(options: argparse.Namespace, translation: Translation) -> None:
    if translation.cluster is None:
        raise UsageError(
            f"{options.file} cannot become a cluster file; {options.output} was not written.",
            details="\n".join(str(reason) for reason in translation.reasons),
            resolution=f"Correct the places named below in {options.file.name}, then import again.",
        )
    write_result(options.output, translation.to_yaml(options.file.name))
    # The report alone goes to standard output, so that programs can read it.
    next_step = f"edgewright validate {options.output}"
    error_console.out(f"Written to {options.output}. Next: {next_step}", highlight=False)


def _print_report(name: str, imported: Imported, translation: Translation) -> None:
    verdict, style = "It cannot be read without guessing.", "bold red"
    if imported.deployable:
        verdict, style = "It has no errors.", "green"
    elif imported.accepted:
        verdict, style = "It was read, and it has errors.", "yellow"
    head = Text(shown(name), style="bold").append(f"  read as {imported.kind}. ", "not bold")
    console.print(head.append(verdict, f"not bold {style}"))
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for severity, (word, style) in _MARKS.items():
        for finding in imported.findings.items:
            if finding.severity is severity:
                text = Text(finding.path, style="bold").append(f"\n{finding.why}", "not bold")
                table.add_row(Text(word, style=style), text)
    console.print(table)
    for note in translation.notes:
        console.print(Text(f"- {note}"))
