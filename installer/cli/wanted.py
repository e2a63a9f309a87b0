"""The cluster for which a PC is judged."""

from __future__ import annotations

import argparse
from pathlib import Path

from installer.config.load import load_config
from installer.config.model import EdgeCluster
from installer.engine.proposal import default_cluster
from installer.simulator.recorded import is_record, read_record


def wanted_cluster(options: argparse.Namespace) -> EdgeCluster:
    """That of the file that was given; a recorded PC comes with one; otherwise a small one."""
    if options.file:
        return load_config(options.file)
    if options.simulate and is_record(options.simulate):
        return read_record(Path(options.simulate)).request
    return default_cluster()
