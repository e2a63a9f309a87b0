"""`python -m installer` is the command `edgewright`."""

from __future__ import annotations

import sys

from installer.cli.main import main

sys.exit(main())
