"""`edgewright --self-check`: whether this copy of the program is whole."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any


class SelfCheck(argparse.Action):
    """An option that looks at the program instead of running a command."""

    def __init__(self, option_strings: Sequence[str], dest: str, **words: Any) -> None:
        super().__init__(option_strings, dest, nargs=0, **words)

    def __call__(self, parser: argparse.ArgumentParser, *values: object) -> None:
        """Print what was found and end the program: 0 when all is well, otherwise 1."""
        # Loads every module of the program, which nobody else shall wait for.
        from installer.engine.self_check import check_parts  # noqa: PLC0415

        parts = check_parts()
        for part in parts:
            print(f"{'FAILED' if part.trouble else 'ok':7} {part.part}: {part.found}")
            if part.trouble:
                print(part.trouble)
        parser.exit(1 if any(part.trouble for part in parts) else 0)
