"""Entry point `edgewright`: the engine without a window."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence

from installer.cli import access, bundle, importing, install, look
from installer.cli.output import print_error
from installer.cli.parser import build_parser
from installer.errors import Cancelled, EdgewrightError
from installer.simulator.world import PowerFailure

COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "check": look.check,
    "new": look.new,
    "validate": look.validate,
    "plan": look.plan,
    "status": look.status,
    "import": importing.run,
    "apply": install.apply,
    "resume": install.resume,
    "undo": install.undo,
    "destroy": install.destroy,
    "demo": install.demo,
    "start": access.start,
    "stop": access.stop,
    "kubeconfig": access.kubeconfig,
    "ssh": access.ssh,
    "bundle": bundle.run,
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code (see `edgewright --help`)."""
    options = build_parser().parse_args(argv)
    try:
        return COMMANDS[options.command](options)
    except EdgewrightError as error:
        print_error(error)
        return error.exit_code
    except PowerFailure:
        sys.stderr.write(
            "\nThe simulated PC has lost its power. Run `edgewright resume NAME` with the same "
            "options to go on.\n"
        )
        return Cancelled.exit_code
    except KeyboardInterrupt:
        sys.stderr.write("\nInterrupted.\n")
        return Cancelled.exit_code
    except BrokenPipeError:
        # The reader of a pipe has seen enough; nothing is left to be said.
        sys.stderr.close()
        return 0


if __name__ == "__main__":
    sys.exit(main())
