"""The words by which another PC is named instead of this one."""

from __future__ import annotations

import argparse


def host_options() -> argparse.ArgumentParser:
    """Options of the commands that can look at another PC."""
    options = argparse.ArgumentParser(add_help=False)
    options.add_argument(
        "--host",
        metavar="ADDRESS",
        help="another PC that runs Windows: winrm://USER@PC, with ?fingerprint=AB:CD:... where no "
        "authority has signed its certificate",
    )
    options.add_argument(
        "--credential",
        metavar="NAME",
        help="the stored secret that is the password there (edgewright secret set NAME); "
        "otherwise it is asked for",
    )
    return options
