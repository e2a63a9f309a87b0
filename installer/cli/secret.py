"""Command secret: keeps a secret under the name by which cluster files refer to it.

It never stands on the command line, where every user of the PC could read it.
"""

from __future__ import annotations

import argparse
import getpass
import sys
from pathlib import Path

from pydantic_core import PydanticCustomError

from installer.api.aks_edge import credential_store
from installer.cli.output import console
from installer.config.storage_fields import parse_reference
from installer.errors import UsageError


def run(options: argparse.Namespace) -> int:
    """Keep a secret in the place of an older one, or forget it."""
    try:
        reference = parse_reference(options.reference)
    except PydanticCustomError as error:
        raise UsageError(
            "A secret cannot have this name.",
            details=f"{len(options.reference)} characters",
            resolution="Use small letters, digits, - and /, such as shop-1/nas.",
        ) from error
    store = credential_store(state=options.state, simulate=options.simulate)
    try:
        if options.verb == "remove":
            store.delete(reference)
            console.print(f"There is no secret {reference} any more.", markup=False)
            return 0
        kept = store.put(reference, _read(options.secret_file, reference))
    except OSError as error:
        raise UsageError(
            "The secrets of this PC cannot be changed.",
            details=str(error),
            resolution="See whether your user may write to the state folder, then try again.",
        ) from error
    why = f" ({kept.why_not})" if kept.why_not else ""
    words = f"The secret {reference} is kept in {kept.place}{why}."
    console.print(words, markup=False, soft_wrap=True)
    return 0


def _read(file: Path | None, reference: str) -> str:
    """The first line of the file or of what is piped in, or what somebody types unseen."""
    if file is not None:
        try:
            text = file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(
                f"The secret cannot be read from {file}.",
                details=type(error).__name__,
                resolution="Give a text file that your user may read, with the secret in it.",
            ) from error
    elif sys.stdin.isatty():
        text = getpass.getpass(f"Secret {reference}: ")
    else:
        text = sys.stdin.readline()
    secret = text.partition("\n")[0].rstrip("\r")
    if not secret:
        raise UsageError("There was no secret to keep.", resolution="Run the command again.")
    return secret
