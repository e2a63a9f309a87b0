"""Bar: `edgewright --help` takes at most 0.15 s more than `python -c "import typer"`.

Typer is installed for this bench alone: a bar against a library that may be absent would be
skipped in silence on a fresh machine.  Both are measured in turn, each at its best.
"""

from __future__ import annotations

import subprocess
import sys
import time

from tests.bench import Measure, finish

_ROUNDS = 7
_HELP = ("-m", "installer", "--help")
_TYPER = ("-c", "import typer")


def seconds(words: tuple[str, ...]) -> float:
    """How long Python takes for it, from start to end."""
    started = time.perf_counter()
    subprocess.run([sys.executable, *words], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def main() -> None:
    """Measure and judge."""
    pairs = [(seconds(_HELP), seconds(_TYPER)) for _ in range(_ROUNDS)]
    help_takes, typer_takes = (min(column) for column in zip(*pairs, strict=True))
    print(f"        --help {help_takes:.3f} s, import typer {typer_takes:.3f} s")
    finish(
        Measure(
            name="edgewright --help over import typer",
            value=help_takes - typer_takes,
            unit="s",
            at_most=0.15,
        )
    )


if __name__ == "__main__":
    main()
