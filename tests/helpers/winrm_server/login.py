"""Who asks: Basic for every request, or NTLM for the life of a connection, which then encrypts."""

from __future__ import annotations

import base64
import struct
from collections.abc import Mapping

import spnego

TYPE = (
    'multipart/encrypted;protocol="application/HTTP-SPNEGO-session-encrypted";'
    'boundary="Encrypted Boundary"'
)
_OCTETS = b"Content-Type: application/octet-stream\r\n"
_END = b"--Encrypted Boundary--"


class Refused(Exception):
    """The login goes on, or failed; `challenge` is what the client is told."""

    def __init__(self, challenge: str = "") -> None:
        super().__init__(challenge)
        self.challenge = challenge


class Login:
    """The login of one connection."""

    def __init__(self, users: Mapping[str, str]) -> None:
        self._users = users
        self._context: spnego.ContextProxy | None = None
        self.done = False

    def check(self, header: str) -> None:
        """Judge an Authorization header; raises Refused with the next challenge."""
        scheme, _, token = header.partition(" ")
        if scheme.lower() == "basic":
            self.done = False
            user, _, password = base64.b64decode(token).decode("latin-1").partition(":")
            if self._users.get(user) != password:
                raise Refused
        elif scheme.lower() in ("negotiate", "ntlm"):
            self._step(scheme, base64.b64decode(token))
        elif not self.done:
            raise Refused

    def _step(self, scheme: str, token: bytes) -> None:
        if self._context is None or self._context.complete:
            self._context = spnego.server(
                hostname="localhost",
                service="http",
                protocol="ntlm",
                options=spnego.NegotiateOptions.use_ntlm,
            )
        try:
            answer = self._context.step(token)
        except spnego.exceptions.SpnegoError as error:
            self._context = None
            raise Refused from error
        if not self._context.complete:
            raise Refused(f"{scheme} {base64.b64encode(answer or b'').decode()}")
        self.done = True

    def opened(self, data: bytes) -> bytes:
        """What an encrypted request holds ([MS-WSMV] 2.2.9.1); raises ValueError."""
        assert self._context is not None
        sealed = data.partition(_OCTETS)[2].rpartition(_END)[0]
        length = struct.unpack("<i", sealed[:4])[0]
        try:
            return self._context.unwrap_winrm(sealed[4 : 4 + length], sealed[4 + length :])
        except spnego.exceptions.SpnegoError as error:
            raise ValueError(str(error)) from error

    def sealed(self, data: bytes) -> bytes:
        """A reply in encrypted form."""
        assert self._context is not None
        wrapped = self._context.wrap_winrm(data)
        kind = b"\tContent-Type: application/HTTP-SPNEGO-session-encrypted\r\n"
        original = b"\tOriginalContent: type=application/soap+xml;charset=UTF-8;Length=%d\r\n"
        return b"".join(
            (
                *(b"--Encrypted Boundary\r\n", kind, original % len(data)),
                *(b"--Encrypted Boundary\r\n\t", _OCTETS, struct.pack("<i", len(wrapped.header))),
                *(wrapped.header, wrapped.data, _END, b"\r\n"),
            )
        )
