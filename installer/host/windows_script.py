"""Scripts that run on a Windows PC: plain files of `resources/powershell` and one way to ask them.

The script's text, its arguments and its answer are JSON on the standard streams of a PowerShell
that was started with one constant text (`bootstrap.ps1`).  No value ever becomes a part of a
script or of a command line, so nothing has to be quoted and no secret is seen in a process list.

    request   {"nonce", "script", "arguments"}, a line of its own       ASCII
    answer    <<BEGIN:nonce>>{"ok": true, "result": ...}<<END:nonce>>   UTF-8
"""

from __future__ import annotations

import base64
import functools
import json
import re
from collections.abc import Mapping
from typing import Any

from installer.errors import PowerShellUnusable, ScriptFailed
from installer.host.base import Command, HostDriver, Result
from installer.host.clixml import plain_words
from installer.resources import resource_text

PROGRAM = r"System32\WindowsPowerShell\v1.0\powershell.exe"
Json = Any
# What is said where a rule of Windows leaves PowerShell only a part of its language.
CONSTRAINED = "A rule of this PC limits PowerShell to a constrained language."

_PARTS = re.compile(r"^# Parts: (?P<names>.+)$", re.M)
_LANGUAGE = re.compile(r"<<EDGEWRIGHT-LANGUAGE:(\w+)>>")
_NARROW = "<<EDGEWRIGHT-32BIT>>"
# What the antivirus interface of PowerShell calls a script that it does not let run.
_MALICIOUS = "ScriptContainedMaliciousContent"
_TAIL = 4000


def windows_script(
    name: str, purpose: str, arguments: Mapping[str, Json] | None = None, *, shown: str = ""
) -> Command:
    """The script `resources/powershell/<name>.ps1` as a command for a Windows PC.

    `purpose` finishes the sentence "... failed."; `arguments` is what the script sees as `$p`,
    `shown` is what does the same when an administrator types it.
    """
    return Command(
        argv=("powershell", name),
        purpose=purpose,
        stdin=json.dumps(dict(arguments or {})).encode(),
        name=name,
        shown=shown,
    )


def script_arguments(command: Command) -> dict[str, Json]:
    """What was given to `windows_script` as arguments."""
    found: dict[str, Json] = json.loads(command.stdin or b"{}")
    return found


async def ask(host: HostDriver, command: Command, *, timeout: float) -> Json:
    """What a script answers; raises ScriptFailed, PowerShellUnusable and what `run` raises."""
    return json.loads((await host.run(command, timeout=timeout)).stdout)


@functools.cache
def bootstrap_arguments(name: str = "bootstrap") -> tuple[str, ...]:
    """How powershell.exe is called: always the same words.

    -EncodedCommand takes UTF-16 in Base64 and is not subject to the execution policy, which
    concerns files (about_Execution_Policies).
    """
    lines = (line.strip() for line in resource_text(f"powershell/{name}.ps1").splitlines())
    text = "\n".join(line for line in lines if line and not line.startswith("#"))
    encoded = base64.b64encode(text.encode("utf-16-le")).decode()
    return ("-NoLogo", "-NoProfile", "-NonInteractive", "-EncodedCommand", encoded)


@functools.cache
def script_text(name: str) -> str:
    """A script, after the parts that its line `# Parts: ...` names (`powershell/parts`)."""
    text = resource_text(f"powershell/{name}.ps1")
    match = _PARTS.search(text)
    if match is None:
        return text
    parts = [resource_text(f"powershell/parts/{n}.ps1") for n in match["names"].split(", ")]
    # `param` has to come first in a script block, so the parts stand right after it.
    head, line, body = text.partition("param($p)\n")
    return "".join((head, line, *parts, body))


def request(command: Command, nonce: str) -> bytes:
    """The line that goes to standard input; ASCII, so no code page can change it."""
    document = {
        "nonce": nonce,
        "script": script_text(command.name),
        "arguments": script_arguments(command),
    }
    return json.dumps(document).encode() + b"\n"


def read_answer(command: Command, nonce: str, result: Result) -> Json:
    """The script's answer; raises ScriptFailed when it failed or gave none, PowerShellUnusable
    when Windows does not let PowerShell work.
    """
    # The last whole one: a profile or a module may have written before it.
    _, found, rest = result.stdout.rpartition(f"<<BEGIN:{nonce}>>")
    text, ended, _ = rest.partition(f"<<END:{nonce}>>")
    if not found or not ended:
        raise _without_answer(command, result)
    return read_document(command, text)


def read_document(command: Command, text: str) -> Json:
    """The JSON between the marks: the script's result; raises as `read_answer`."""
    try:
        answer = json.loads(text)
        if answer["ok"] is True:
            return answer["result"]
        raise _failed(command, answer["error"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ScriptFailed(
            command.purpose, details=f"{command.name} answered with no sound JSON: {text[-_TAIL:]}"
        ) from error


def _failed(command: Command, error: Mapping[str, Json]) -> ScriptFailed | PowerShellUnusable:
    words = str(error["message"])
    where = f"{command.name}.ps1, line {error['line']}: {error['id']} ({error['type']})"
    if _MALICIOUS in str(error["id"]):
        return PowerShellUnusable(
            "Antivirus software does not let this program's scripts run.",
            details=f"{words}\n{where}",
            resolution="Let an administrator allow Edgewright in the antivirus software.",
        )
    return ScriptFailed(
        command.purpose,
        details=f"{words}\n{where}",
        category=str(error["category"]),
        hresult=int(error["hresult"]),
    )


def _without_answer(command: Command, result: Result) -> ScriptFailed | PowerShellUnusable:
    if limited := _LANGUAGE.search(result.stdout):
        return PowerShellUnusable(
            CONSTRAINED,
            details=f"PowerShell's language mode is {limited[1]}.",
            resolution="Let an administrator allow Edgewright in AppLocker or App Control for "
            "Business, or lift the rule for this user, then try again.",
        )
    if _NARROW in result.stdout:
        return PowerShellUnusable(
            "Windows started a 32-bit PowerShell, which cannot work with Hyper-V.",
            details="[Environment]::Is64BitProcess is false",
            resolution="Use the 64-bit program on a 64-bit Windows.",
        )
    said = plain_words(result.stderr) or result.stdout.strip()
    return ScriptFailed(
        command.purpose,
        details=f"{command.name} ended with code {result.returncode} without an answer\n"
        f"{said[-_TAIL:]}",
    )
