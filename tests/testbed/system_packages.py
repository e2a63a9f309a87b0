"""What the tests and the window need of the system, and how each is known to be there.

`dev.py` reads this before anything is installed: only the standard library is used here.
"""

from __future__ import annotations

import ctypes.util
import os
import runpy
import shutil
import subprocess
import sys
from pathlib import Path

# Debian package -> the file or program by which it is known to be there.
FILES = {
    "ovmf": "/usr/share/OVMF",
    "qemu-system-x86": "qemu-system-x86_64",
    "qemu-utils": "qemu-img",
}
FONTS = {"fonts-dejavu-core": "/usr/share/fonts/truetype/dejavu"}
# Debian package -> the library in it that Qt needs, without a screen and with one.
LIBRARIES = {
    "libdbus-1-3": "dbus-1",
    "libegl1": "EGL",
    "libfontconfig1": "fontconfig",
    "libgl1": "GL",
    "libglib2.0-0": "glib-2.0",
    "libxkbcommon0": "xkbcommon",
}
SCREEN_LIBRARIES = {
    "libxcb-cursor0": "xcb-cursor",
    "libxcb-icccm4": "xcb-icccm",
    "libxcb-image0": "xcb-image",
    "libxcb-keysyms1": "xcb-keysyms",
    "libxcb-randr0": "xcb-randr",
    "libxcb-render-util0": "xcb-render-util",
    "libxcb-shape0": "xcb-shape",
    "libxcb-xkb1": "xcb-xkb",
    "libxkbcommon-x11-0": "xkbcommon-x11",
}


def missing(*, real: bool) -> set[str]:
    """The packages that are not there; `real` adds what the real virtual machine is built with."""
    linux = sys.platform == "linux"
    files = FILES | (FONTS if linux else {})
    libraries = (LIBRARIES | (SCREEN_LIBRARIES if has_screen() else {})) if linux else {}
    lacking = {p for p, proof in files.items() if not (shutil.which(proof) or Path(proof).exists())}
    lacking |= {p for p, name in libraries.items() if ctypes.util.find_library(name) is None}
    if real:
        requirements = runpy.run_path(str(Path(__file__).with_name("requirements.py")))
        lacking |= set(requirements["DEBIAN_PACKAGES"]) - debian_installed()
    return lacking


def has_screen() -> bool:
    """Whether a window can be shown here."""
    return sys.platform != "linux" or bool({"DISPLAY", "WAYLAND_DISPLAY"} & os.environ.keys())


def debian_installed() -> set[str]:
    """The names of all installed packages; empty where packages do not come by apt."""
    if shutil.which("apt-get") is None or shutil.which("dpkg-query") is None:
        return set()
    query = ["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\n"]
    answer = subprocess.run(query, capture_output=True, text=True, check=True).stdout
    return {line.split()[0] for line in answer.splitlines() if line.endswith(" installed")}


def install(names: list[str], *, optional: bool) -> None:
    """Install Debian packages; where that cannot be done, say how a person does it.

    Raises SystemExit when they are not optional.
    """
    words = " ".join(names)
    if not debian_installed():
        advice = f"Missing (names of Debian packages): {words}. Install their counterparts."
    elif os.geteuid() != 0:
        advice = f"Missing: {words}. Install with: sudo apt-get install {words}"
    else:
        print(f"\n== Installing {words}", flush=True)
        os.environ["DEBIAN_FRONTEND"] = "noninteractive"
        install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *names]
        if subprocess.run(install, check=False).returncode:  # the lists may be old or absent
            update = ["apt-get", "update", "-qq"]
            if any(subprocess.run(argv, check=False).returncode for argv in (update, install)):
                raise SystemExit(f"This command failed, see above: {' '.join(install)}")
        return
    if not optional:
        raise SystemExit(advice)
    print(f"\n== {advice}\nGoing on: the tests that need it are skipped.", flush=True)
