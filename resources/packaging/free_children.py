"""Runs first in the packaged program: what it starts shall find the libraries of the system.

The start program of PyInstaller points LD_LIBRARY_PATH at the libraries of this folder, and keeps
what was there before (pyinstaller.org, "LD_LIBRARY_PATH / LIBPATH considerations").  The program
itself has them by now; QEMU and others would load them in place of their own.
"""

from __future__ import annotations

import os

before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
if before is None:
    os.environ.pop("LD_LIBRARY_PATH", None)
else:
    os.environ["LD_LIBRARY_PATH"] = before
