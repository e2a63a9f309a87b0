#!/usr/bin/env python3
"""Everything a developer does, from a fresh copy and without any preparation.

    python3 dev.py setup   make .venv and install what is missing; instant the second time
    python3 dev.py run     the window on a simulated shop PC; where there is no screen, or
                           with `run --terminal`, a whole installation in the terminal
    python3 dev.py test    lint, types, import rules, then all tests; a summary at the end
    python3 dev.py check   only lint, types and import rules
    python3 dev.py bench   the measured bars; `bench console` only those of the console
    python3 dev.py shots   pictures of all pages of the window to docs/pictures
    python3 dev.py package the folder to hand over, with both programs: dist/edgewright

`--real` adds what needs a real virtual machine (run, test, bench): minutes.  `test --long` takes
every input and every moment of a power cut instead of a sample.  All other arguments are passed
on (`dev.py test -k journal`).  Only the standard library is used here.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import runpy
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
STAMP = VENV / "edgewright-setup.json"
OLDEST_PYTHON = (3, 11)


def setup(*, real: bool = False) -> None:
    """Make the machine ready: .venv first, then system packages."""
    made, wanted = STAMP.read_text(encoding="utf-8") if STAMP.exists() else "{}", stamp()
    if json.loads(made) != wanted:
        make_venv(wanted, keep=json.loads(made).get("base") == wanted["base"])
    if missing := of_system("missing")(real=real):
        of_system("install")(sorted(missing), optional=not real)


def stamp() -> dict[str, str]:
    """What .venv was made from; another place or another Python needs a new one."""
    import tomllib  # noqa: PLC0415 - older Pythons lack it, and main() tells them so

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    parts = json.dumps([project["build-system"], project["project"]], sort_keys=True)
    pins = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    return {
        "base": f"{ROOT} {sys.version}",
        "packages": hashlib.sha256(f"{parts}\n{pins}".encode()).hexdigest(),
    }


def make_venv(wanted: dict[str, str], *, keep: bool) -> None:
    """Install the pinned packages; start over when .venv is half-made or of another place."""
    if importlib.util.find_spec("ensurepip") is None:
        of_system("install")(["python{}.{}-venv".format(*sys.version_info)], optional=False)
    # Without the stamp an interrupted run is known as such, whatever it left behind.
    STAMP.unlink(missing_ok=True)
    if not keep:
        say("Making .venv")
        must([sys.executable, "-m", "venv", "--clear", str(VENV)])
    say("Installing Python packages (a minute the first time)")
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    must([*pip, "-c", str(ROOT / "constraints.txt"), "-e", f"{ROOT}[dev]"])
    STAMP.write_text(json.dumps(wanted), encoding="utf-8")


def of_system(name: str) -> Callable[..., Any]:
    """A function of the module that knows what is needed of the system."""
    path = ROOT / "tests" / "testbed" / "system_packages.py"
    found: Callable[..., Any] = runpy.run_path(str(path))[name]
    return found


def run(arguments: list[str], *, real: bool) -> int:
    """The main job: a whole installation."""
    if real:
        return call([str(PYTHON), "-m", "tests.testbed.real_run", *arguments])
    words = [word for word in arguments if word != "--terminal"]
    if words != arguments or not of_system("has_screen")():
        return call([str(PYTHON), "-m", "installer.cli.main", "demo", *words])
    with tempfile.TemporaryDirectory(prefix="edgewright-run-") as folder:
        demo = ["--simulate", "happy-shop", "--state", folder]
        return call([str(PYTHON), "-m", "gui.app", *demo, *words])


def of_tests(module: str) -> Callable[..., int]:
    """The job of a module of tests, which says what it is."""

    def job(arguments: list[str], *, real: bool) -> int:
        del real
        return call([str(PYTHON), "-m", f"tests.{module}", *arguments])

    return job


CHECKS: dict[str, list[str]] = {
    "lint": [str(BIN / "ruff"), "check", "--quiet", "."],
    "format": [str(BIN / "ruff"), "format", "--check", "--quiet", "."],
    "types": [str(BIN / "mypy"), "--no-error-summary"],
    "imports": [str(BIN / "lint-imports"), "--no-logo"],
}


def check(arguments: list[str], *, real: bool) -> int:
    """Lint, types and import rules; all of them, also after one failed."""
    del arguments, real
    return summary(CHECKS)


def test(arguments: list[str], *, real: bool) -> int:
    """What `check` does, then pytest; `--real` adds the end-to-end tests."""
    os.environ["EDGEWRIGHT_LONG"] = str(int("--long" in arguments))
    pytest = [str(PYTHON), "-m", "pytest", "-q", *(w for w in arguments if w != "--long")]
    extra: dict[str, list[str]] = {}
    if real:
        # The packaged program does the real installation, and nothing reaches a network.
        os.environ["EDGEWRIGHT_PACKAGE"] = str(ROOT / "dist" / "edgewright")
        cut_off = [str(PYTHON), "-m", "tests.testbed.offline"]
        extra = {
            "package": [str(PYTHON), "-m", "tests.testbed.package"],
            "bundle": [str(PYTHON), "-m", "tests.testbed"],
            "real": [*cut_off, *pytest, "-m", "real", "-s"],
        }
    return summary(CHECKS | {"tests": pytest} | extra)


def bench(arguments: list[str], *, real: bool) -> int:
    """Every bench prints its ratios beside their bars; see tests/bench.  A name chooses one."""
    found = {kind: (ROOT / "tests" / "bench").glob(f"{kind}_*.py") for kind in ("bench", "real")}
    stems = {kind: sorted(path.stem for path in paths) for kind, paths in found.items()}
    names = stems["bench"] + (stems["real"] if real else [])
    chosen = [n for n in stems["bench"] + stems["real"] if n.partition("_")[2] in arguments]
    names, arguments = chosen or names, [] if chosen else arguments
    return summary({n: [str(PYTHON), "-m", f"tests.bench.{n}", *arguments] for n in names})


def summary(jobs: dict[str, list[str]]) -> int:
    """Run all jobs in order and end with a table of what passed and how long it took."""
    rows = []
    for name, argv in jobs.items():
        say(name)
        started = time.monotonic()
        passed = call(argv) == 0
        rows.append((name, passed, time.monotonic() - started))
    say("Summary")
    for name, passed, seconds in rows:
        print(f"  {'passed' if passed else 'FAILED'}  {seconds:7.1f} s  {name}")
    return 0 if all(passed for _, passed, _ in rows) else 1


def call(argv: list[str]) -> int:
    """Run a program from the top of the tree, its output straight to the terminal."""
    return subprocess.run(argv, cwd=ROOT, check=False).returncode


def must(argv: list[str]) -> None:
    """Run a program that has to succeed."""
    if call(argv):
        raise SystemExit(f"This command failed, see above: {' '.join(argv)}")


def say(text: str) -> None:
    """A heading between the outputs of the tools."""
    print(f"\n== {text}", flush=True)


def main(argv: list[str]) -> int:
    """Set up, then do what was asked."""
    if sys.version_info < OLDEST_PYTHON:
        raise SystemExit(f"Python 3.11 or newer is needed; this one is {sys.version.split()[0]}.")
    commands = {"setup": None, "run": run, "test": test, "check": check}
    commands |= {"bench": bench, "shots": of_tests("gui.pictures")}
    commands |= {"package": of_tests("testbed.package")}
    if (command := argv[0] if argv else "") not in commands:
        print(__doc__)
        return 0 if command in {"-h", "--help"} else 2
    setup(real="--real" in argv)
    job, arguments = commands[command], [word for word in argv[1:] if word != "--real"]
    return job(arguments, real="--real" in argv) if job else 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
