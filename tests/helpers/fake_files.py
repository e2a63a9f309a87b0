"""The file scripts of `resources/powershell/host`, done by Python on a folder of this machine.

It stands where the fake PowerShell stands, for the tests that move files.  `EDGEWRIGHT_FAKE_ROOT`
is the folder that the PC's drive `C:` is.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import sys
from pathlib import Path
from typing import Any

from tests.helpers.fake_powershell import answer


def place(path: str) -> Path:
    """Where a file of the PC is here."""
    root = Path(os.environ["EDGEWRIGHT_FAKE_ROOT"])
    return root / path.removeprefix("C:\\").replace("\\", "/")


def file_state(arguments: dict[str, Any]) -> dict[str, Any]:
    path = place(arguments["path"])
    return {"length": path.stat().st_size if path.exists() else -1}


def receive(arguments: dict[str, Any]) -> dict[str, Any]:
    path = place(arguments["path"])
    partial = place(arguments["path"] + ".partial")
    path.parent.mkdir(parents=True, exist_ok=True)
    partial.touch()
    with partial.open("r+b") as file:
        file.truncate(arguments["offset"])
        file.seek(0, os.SEEK_END)
        for line in sys.stdin.buffer:
            file.write(base64.b64decode(line))
            file.flush()
        length = file.tell()
    sha256 = ""
    if length == arguments["size"]:
        sha256 = hashlib.sha256(partial.read_bytes()).hexdigest()
    if sha256 == arguments["sha256"]:
        partial.rename(path)
    return {"arrived": sha256 == arguments["sha256"], "length": length, "sha256": sha256}


def main() -> None:
    """Answer one script."""
    request = json.loads(sys.stdin.buffer.readline())
    arguments = request["arguments"]
    result = receive(arguments) if "sha256" in arguments else file_state(arguments)
    sys.stdout.write(answer(request, ok=True, result=result))


if __name__ == "__main__":
    main()
