"""`python3 dev.py run --real`: the whole line for real, in one command.

Builds the test bundle, judges this PC, installs a node, runs a pod in it and leaves all of it
running, with words on how to look at it and how to remove it.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from installer.worlds import default_state_dir
from tests.e2e.probe_pod import NAME, run_probe_pod
from tests.testbed.bundle import build_test_bundle

CLUSTER = "edge-1"
# Without KVM a pod takes half a minute to start on an idle PC.
PROBE_SECONDS = 600


def main() -> int:
    """Do it all; the exit code of the first command that failed."""
    started = time.monotonic()
    state = default_state_dir() / "clusters"
    _title("Build the test bundle (cached by content)")
    bundle = build_test_bundle(lambda line: print(f"  {line}", flush=True))
    _edgewright("bundle", "show", str(bundle))
    with tempfile.TemporaryDirectory() as folder:
        cluster = Path(folder) / "cluster.yaml"
        _title("Write a cluster file for this PC, and judge the PC")
        _edgewright("new", "--name", CLUSTER, "-o", str(cluster))
        _edgewright("check", "-f", str(cluster))
        _title("Install")
        _edgewright("apply", "-f", str(cluster), "--bundle", str(bundle), "--yes")
    _title("Run a pod that finds the API server by its name")
    print(run_probe_pod(state / CLUSTER / "kubeconfig", limit=PROBE_SECONDS))
    _edgewright("status", CLUSTER)
    print(f"\nAll of it took {(time.monotonic() - started) / 60:.1f} minutes.")
    print(f"The pod {NAME} goes on running. Look at it, and remove everything, with:")
    program = f"{sys.executable} -m installer"
    print(f"  {program} status {CLUSTER}")
    print(f"  {program} ssh {CLUSTER}")
    print(f"  {program} destroy {CLUSTER}")
    return 0


def _title(words: str) -> None:
    print(f"\n== {words}", flush=True)


def _edgewright(*words: str) -> None:
    print(f"$ edgewright {' '.join(words)}", flush=True)
    subprocess.run([sys.executable, "-m", "installer", *words], check=True)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except subprocess.CalledProcessError as error:
        sys.exit(error.returncode)
