"""Entry point `edgewright`: the engine without a window."""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Callable, Sequence

from installer.cli.parser import build_parser
from installer.errors import Cancelled, EdgewrightError
from installer.simulator.power import PowerFailure

# Command -> module of this package and function in it: only what is called is loaded, so that
# help comes at once.
COMMANDS = {
    "check": "look.check",
    "fix": "fixing.run",
    "new": "look.new",
    "validate": "look.validate",
    "plan": "look.plan",
    "status": "look.status",
    "import": "importing.run",
    "apply": "install.apply",
    "resume": "install.resume",
    "undo": "install.undo",
    "destroy": "install.destroy",
    "demo": "install.demo",
    "gold-check": "gold.gold_check",
    "join-file": "join.join_file",
    "forget-node": "join.forget_node",
    "start": "access.start",
    "stop": "access.stop",
    "restart": "life.restart",
    "resize": "life.resize",
    "snapshot": "life.snapshot",
    "kubeconfig": "access.kubeconfig",
    "ssh": "access.ssh",
    "bundle": "bundle.run",
    "secret": "secret.run",
    "recovery-kit": "recovery.run",
    "simulate": "simulating.run",
    "get": "get.run",
    "support": "support.run",
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code (see `edgewright --help`)."""
    options = build_parser().parse_args(argv)
    try:
        return _command(options.command)(options)
    except EdgewrightError as error:
        from installer.cli.output import print_error  # noqa: PLC0415 - slow, for errors only

        print_error(error)
        return error.exit_code
    except PowerFailure as end:
        sys.stderr.write(
            f"\n{end.words} Run `edgewright resume NAME` with the same options to go on.\n"
        )
        return Cancelled.exit_code
    except KeyboardInterrupt:
        sys.stderr.write("\nInterrupted.\n")
        return Cancelled.exit_code
    except BrokenPipeError:
        # The reader of a pipe has seen enough; nothing is left to be said.
        sys.stderr.close()
        return 0


def _command(name: str) -> Callable[[argparse.Namespace], int]:
    module, _, function = COMMANDS[name].partition(".")
    found: Callable[[argparse.Namespace], int] = getattr(
        importlib.import_module(f"installer.cli.{module}"), function
    )
    return found


if __name__ == "__main__":
    sys.exit(main())
