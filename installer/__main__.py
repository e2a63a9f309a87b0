"""`python -m installer` is the command `edgewright`."""

from __future__ import annotations

import sys

from installer.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
