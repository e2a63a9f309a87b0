"""The envelopes of WS-Management: a request is taken apart, a reply or a fault is put together."""

from __future__ import annotations

import re
import uuid
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

SOAP = "http://www.w3.org/2003/05/soap-envelope"
ADDRESSING = "http://schemas.xmlsoap.org/ws/2004/08/addressing"
TRANSFER = "http://schemas.xmlsoap.org/ws/2004/09/transfer"
WSMAN = "http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd"
SHELL = "http://schemas.microsoft.com/wbem/wsman/1/windows/shell"
FAULT = "http://schemas.microsoft.com/wbem/wsman/1/wsmanfault"
FAULT_ACTION = "http://schemas.dmtf.org/wbem/wsman/1/wsman/fault"
CMD = f"{SHELL}/cmd"
ANYBODY = f"{ADDRESSING}/role/anonymous"
_NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in (
        *(("s", SOAP), ("a", ADDRESSING), ("x", TRANSFER), ("w", WSMAN), ("rsp", SHELL)),
        ("f", FAULT),
    )
)
_DURATION = re.compile(r"PT(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?")

# Codes of Windows (winrm.h), as they stand in WSManFault/@Code.
TIMED_OUT = 2150858793
SHELL_UNKNOWN = 2150858843
TOO_MANY_SHELLS = 2150859173
TOO_MANY_OPERATIONS = 2150859174
ACCESS_DENIED = 5


class Fault(Exception):
    """What goes to the client instead of a reply."""

    def __init__(self, code: int, text: str, *, sub: str = "w:InternalError") -> None:
        super().__init__(text)
        self.code = code
        self.text = text
        self.sub = sub


@dataclass(frozen=True)
class Request:
    """One question: the last word of its action, its id, its shell, its options and its body."""

    action: str
    id: str
    resource: str
    shell: str
    timeout: float
    options: dict[str, str]
    body: ET.Element

    @property
    def command(self) -> str:
        """The id of the command that it is about."""
        ids = [e.get("CommandId") for e in self.body.iter() if e.get("CommandId")]
        return (ids[0] or "").upper() if ids else ""


def read_request(data: bytes) -> Request:
    """Take a request apart."""
    root = ET.fromstring(data)
    header, body = root.find(f"{{{SOAP}}}Header"), root.find(f"{{{SOAP}}}Body")
    assert header is not None
    assert body is not None

    def text(namespace: str, name: str) -> str:
        return (header.findtext(f"{{{namespace}}}{name}") or "").strip()

    selectors = {e.get("Name"): e.text or "" for e in header.iter(f"{{{WSMAN}}}Selector")}
    options = {e.get("Name", ""): e.text or "" for e in header.iter(f"{{{WSMAN}}}Option")}
    return Request(
        action=text(ADDRESSING, "Action").rpartition("/")[2],
        id=text(ADDRESSING, "MessageID"),
        resource=text(WSMAN, "ResourceURI"),
        shell=selectors.get("ShellId", "").upper(),
        timeout=_seconds(text(WSMAN, "OperationTimeout")),
        options=options,
        body=body,
    )


def _seconds(duration: str) -> float:
    match = _DURATION.fullmatch(duration)
    if match is None:
        return 60.0
    hours, minutes, seconds = (float(part or 0) for part in match.groups())
    return hours * 3600 + minutes * 60 + seconds


def reply(action: str, relates_to: str, body: str) -> bytes:
    """An envelope with this body."""
    return (
        f'<s:Envelope xml:lang="en-US" {_NAMESPACES}><s:Header><a:Action>{action}</a:Action>'
        f"<a:MessageID>uuid:{str(uuid.uuid4()).upper()}</a:MessageID><a:To>{ANYBODY}</a:To>"
        f"<a:RelatesTo>{escape(relates_to)}</a:RelatesTo></s:Header>"
        f"<s:Body>{body}</s:Body></s:Envelope>"
    ).encode()


def fault(error: Fault, relates_to: str) -> bytes:
    """An envelope with a fault."""
    text = escape(error.text)
    return reply(
        FAULT_ACTION,
        relates_to,
        "<s:Fault><s:Code><s:Value>s:Receiver</s:Value><s:Subcode>"
        f"<s:Value>{error.sub}</s:Value></s:Subcode></s:Code>"
        f'<s:Reason><s:Text xml:lang="en-US">{text}</s:Text></s:Reason><s:Detail>'
        f'<f:WSManFault Code={quoteattr(str(error.code))} Machine="testhost">'
        f"<f:Message>{text}</f:Message></f:WSManFault></s:Detail></s:Fault>",
    )
