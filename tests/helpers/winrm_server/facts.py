"""A program that answers the scripts of facts as a described Windows PC would."""

from __future__ import annotations

import json
from collections.abc import Callable

from installer.host.windows_script import script_text
from installer.simulator.windows_description import SimulatedWindows
from tests.helpers.winrm_server.programs import InstantProgram, Program


def facts_runner(pc: SimulatedWindows) -> Callable[[str], Program]:
    """A runner for the server; it knows a script by its text, as it gets no name."""
    parts = [name for name in SimulatedWindows.model_fields if name != "constrained"]
    names = {script_text(f"facts/{name}"): name for name in parts}

    def answer(data: bytes) -> tuple[list[tuple[str, bytes]], int]:
        if pc.constrained:
            return [("stdout", b"<<EDGEWRIGHT-LANGUAGE:ConstrainedLanguage>>\r\n")], 78
        request = json.loads(data.partition(b"\n")[0])
        part = getattr(pc, names[request["script"]])
        result = part.model_dump_json(by_alias=True)
        nonce = request["nonce"]
        said = f'\n<<BEGIN:{nonce}>>{{"ok": true, "result": {result}}}<<END:{nonce}>>\n'
        return [("stdout", said.encode())], 0

    return lambda line: InstantProgram(answer)
