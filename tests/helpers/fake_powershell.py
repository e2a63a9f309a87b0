"""A program that keeps the contract of `bootstrap.ps1` without PowerShell, for tests.

It is called as powershell.exe would be, and does what the arguments of the request say: `echo`
them, `fail`, give no answer, and so on.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

CLIXML = (
    "#< CLIXML\r\n"
    '<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04">'
    '<Obj S="progress" RefId="0"><MS><S N="Activity">Preparing modules</S></MS></Obj>'
    '<S S="Error">Zugriff verweigert &lt;C:\\x&gt;_x000D__x000A_</S>'
    '<S S="Error">_xD83D__xDE00_ next_x000D__x000A_</S></Objs>'
)
ERROR = {
    "message": 'Hyper-V konnte kein Objekt "röt" finden.',
    "type": "Microsoft.HyperV.PowerShell.VirtualizationException",
    "id": "ObjectNotFound,Microsoft.HyperV.PowerShell.Commands.GetVM",
    "category": "ObjectNotFound",
    "hresult": -2146233088,
    "line": 7,
}


def answer(request: dict[str, Any], **document: Any) -> str:
    """What the bootstrap writes."""
    nonce = request["nonce"]
    text = json.dumps(document, ensure_ascii=False)
    return f"\n<<BEGIN:{nonce}>>{text}<<END:{nonce}>>\n"


def echo(request: dict[str, Any]) -> int:
    _write(answer(request, ok=True, result=request["arguments"]))
    return 0


def noise(request: dict[str, Any]) -> int:
    _write("Profile loaded\r\n<<BEGIN:0>>{}<<END:0>>\n" + answer(request, ok=True, result="first"))
    _write(answer(request, ok=True, result="last") + "Goodbye\r\n")
    sys.stderr.write(CLIXML)
    return 0


def fail(request: dict[str, Any]) -> int:
    _write(answer(request, ok=False, error=ERROR))
    return 1


def malicious(request: dict[str, Any]) -> int:
    error = {**ERROR, "id": "ScriptContainedMaliciousContent"}
    _write(answer(request, ok=False, error=error))
    return 1


def mute(request: dict[str, Any]) -> int:
    sys.stderr.write(CLIXML)
    return 5


def torn(request: dict[str, Any]) -> int:
    _write(answer(request, ok=True, result="x")[:-20])
    return 0


def constrained(request: dict[str, Any]) -> int:
    _write("<<EDGEWRIGHT-LANGUAGE:ConstrainedLanguage>>\r\n")
    return 78


def narrow(request: dict[str, Any]) -> int:
    _write("<<EDGEWRIGHT-32BIT>>\r\n")
    return 78


def crash(request: dict[str, Any]) -> int:
    """A process that Windows ended: 0xC0000005 as it is without a sign."""
    return 3221225477


def big(request: dict[str, Any]) -> int:
    _write(answer(request, ok=True, result="ä€😀" * int(request["arguments"]["count"])))
    return 0


def wait(request: dict[str, Any]) -> int:
    """Starts a process of its own and waits; `file` then holds both numbers."""
    line = "import time; time.sleep(600)"
    child = subprocess.Popen([sys.executable, "-c", line])
    place = Path(request["arguments"]["file"])
    place.with_suffix(".partial").write_text(f"{child.pid}", encoding="utf-8")
    place.with_suffix(".partial").rename(place)
    child.wait()
    return 0


def count(request: dict[str, Any]) -> int:
    """Counts the lines that follow the request."""
    lines = list(sys.stdin.buffer)
    _write(answer(request, ok=True, result={"lines": len(lines), "bytes": sum(map(len, lines))}))
    return 0


def pause(request: dict[str, Any]) -> int:
    time.sleep(float(request["arguments"]["seconds"]))
    return echo(request)


WAYS: dict[str, Callable[[dict[str, Any]], int]] = {
    way.__name__: way
    for way in (
        *(echo, noise, fail, malicious, mute, torn, constrained, narrow, crash, big),
        *(wait, pause, count),
    )
}


def _write(text: str) -> None:
    sys.stdout.buffer.write(text.encode())
    sys.stdout.buffer.flush()


def main() -> int:
    """Read the request and do it."""
    request: dict[str, Any] = json.loads(sys.stdin.buffer.readline())
    assert sys.argv[-2] == "-EncodedCommand"
    assert request["script"]
    return WAYS[request["arguments"]["do"]](request)


if __name__ == "__main__":
    sys.exit(main())
