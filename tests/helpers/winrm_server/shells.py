"""The shells of the server and their commands, with the limits and faults of a Windows PC."""

from __future__ import annotations

import base64
import threading
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.helpers.winrm_server.programs import Program, Runner
from tests.helpers.winrm_server.soap import (
    CMD,
    SHELL,
    SHELL_UNKNOWN,
    TIMED_OUT,
    TOO_MANY_SHELLS,
    TRANSFER,
    Fault,
    Request,
    reply,
)


@dataclass
class Trouble:
    """What goes wrong.  Counts go down as it happens.

    `drop` names actions whose connection ends before the reply, `faults` actions and the code of
    the fault that comes instead of a reply; `mutate` changes replies; `plain` answers encrypted
    questions in the clear; `redirect` is an address to which every request is sent on.
    """

    drop: list[str] = field(default_factory=list)
    faults: list[tuple[str, int]] = field(default_factory=list)
    most_shells: int = 30
    mutate: Callable[[bytes], bytes] | None = None
    plain: bool = False
    redirect: str = ""

    def drops(self, action: str) -> bool:
        """Whether the connection ends now."""
        if action in self.drop:
            self.drop.remove(action)
            return True
        return False

    def fault(self, action: str) -> int:
        """The code of the fault that comes now, or 0."""
        found = next((pair for pair in self.faults if pair[0] == action), None)
        if found is None:
            return 0
        self.faults.remove(found)
        return found[1]


@dataclass
class Shell:
    """One shell: its options and its commands by id."""

    options: dict[str, str]
    programs: dict[str, Program] = field(default_factory=dict)


class Shells:
    """Answers requests; `seen` is what came, in order."""

    def __init__(self, runner: Runner, trouble: Trouble) -> None:
        self._runner = runner
        self._trouble = trouble
        self._lock = threading.Lock()
        self.shells: dict[str, Shell] = {}
        self.lines: list[str] = []
        self.seen: list[Request] = []

    def answer(self, request: Request) -> bytes:
        """The reply; raises Fault."""
        with self._lock:
            self.seen.append(request)
            code = self._trouble.fault(request.action)
        if code:
            raise Fault(code, "It is so because the test wants it.")
        way = getattr(self, f"_{request.action.lower()}", None)
        if way is None:
            raise Fault(2150858754, f"no action {request.action}", sub="a:ActionNotSupported")
        space = TRANSFER if request.action in ("Create", "Delete") else SHELL
        body: str = way(request)
        return reply(f"{space}/{request.action}Response", request.id, body)

    def close(self) -> None:
        """End what still runs."""
        for shell in self.shells.values():
            for program in shell.programs.values():
                program.end()

    def _create(self, request: Request) -> str:
        if request.resource != CMD:
            raise Fault(2150858752, f"no resource {request.resource}")
        with self._lock:
            if len(self.shells) >= self._trouble.most_shells:
                raise Fault(TOO_MANY_SHELLS, "This user has too many shells.")
            shell = str(uuid.uuid4()).upper()
            self.shells[shell] = Shell(request.options)
        return (
            "<x:ResourceCreated><a:ReferenceParameters><w:SelectorSet>"
            f'<w:Selector Name="ShellId">{shell}</w:Selector></w:SelectorSet>'
            "</a:ReferenceParameters></x:ResourceCreated>"
            f"<rsp:Shell><rsp:ShellId>{shell}</rsp:ShellId></rsp:Shell>"
        )

    def _delete(self, request: Request) -> str:
        for program in self._shell(request).programs.values():
            program.end()
        del self.shells[request.shell]
        return ""

    def _command(self, request: Request) -> str:
        shell, words = self._shell(request), []
        for name in ("Command", "Arguments"):
            words += [e.text or "" for e in request.body.iter(f"{{{SHELL}}}{name}")]
        self.lines.append(" ".join(words))
        command = str(uuid.uuid4()).upper()
        shell.programs[command] = self._runner(self.lines[-1])
        return (
            f"<rsp:CommandResponse><rsp:CommandId>{command}</rsp:CommandId></rsp:CommandResponse>"
        )

    def _send(self, request: Request) -> str:
        program = self._program(request)
        for stream in request.body.iter(f"{{{SHELL}}}Stream"):
            end = (stream.get("End") or "").lower() == "true"
            program.give(base64.b64decode(stream.text or ""), end=end)
        return "<rsp:SendResponse/>"

    def _receive(self, request: Request) -> str:
        try:
            said, code = self._program(request).take(request.timeout)
        except TimeoutError:
            raise Fault(TIMED_OUT, "Nothing was said.", sub="w:TimedOut") from None
        attribute = f'CommandId="{request.command}"'
        body = "".join(
            f'<rsp:Stream Name="{name}" {attribute}>{base64.b64encode(data).decode()}</rsp:Stream>'
            for name, data in said
        )
        state = f'<rsp:CommandState {attribute} State="{SHELL}/CommandState'
        if code is None:
            return f'<rsp:ReceiveResponse>{body}{state}/Running"/></rsp:ReceiveResponse>'
        # Both streams end with an empty piece.
        for name in ("stdout", "stderr"):
            body += f'<rsp:Stream Name="{name}" {attribute} End="true"/>'
        number = code % 2**32
        return (
            f'<rsp:ReceiveResponse>{body}{state}/Done"><rsp:ExitCode>{number}</rsp:ExitCode>'
            "</rsp:CommandState></rsp:ReceiveResponse>"
        )

    def _signal(self, request: Request) -> str:
        self._program(request).end()
        del self._shell(request).programs[request.command]
        return "<rsp:SignalResponse/>"

    def _shell(self, request: Request) -> Shell:
        if request.shell not in self.shells:
            raise Fault(SHELL_UNKNOWN, "The shell was not found.", sub="w:InvalidSelectors")
        return self.shells[request.shell]

    def _program(self, request: Request) -> Program:
        program = self._shell(request).programs.get(request.command)
        if program is None:
            raise Fault(SHELL_UNKNOWN, "The command was not found.", sub="w:InvalidSelectors")
        return program
