"""A pywinrm `Protocol` that is as careful as a login from PC to PC has to be."""

from __future__ import annotations

from typing import Any

from requests import PreparedRequest, Response, Session
from requests.adapters import HTTPAdapter
from winrm.protocol import Protocol

from installer.errors import HostNotTrusted
from installer.host.winrm_target import WinRmTarget

# The longest that a receive waits for output, and with it the answer to a wish to stop.
_OPERATION_SECONDS, _READ_SECONDS = 5, 30
_ENCRYPTED = "multipart/encrypted"


class _CarefulAdapter(HTTPAdapter):
    """Follows no redirect, takes no plain answer to an encrypted question, and with a fingerprint
    accepts one certificate only; urllib3 compares it before anything is sent.
    """

    def __init__(self, fingerprint: str) -> None:
        self._fingerprint = fingerprint or None
        super().__init__()

    def init_poolmanager(self, *arguments: Any, **options: Any) -> None:
        """Make the pool of connections."""
        options["assert_fingerprint"] = self._fingerprint
        super().init_poolmanager(*arguments, **options)

    def send(self, request: PreparedRequest, *arguments: Any, **options: Any) -> Response:
        """Send a request and look at what its answer is."""
        response = super().send(request, *arguments, **options)
        if response.is_redirect:
            response.close()
            raise HostNotTrusted("The other PC points to a third one.", details=str(request.url))
        asked = str(request.headers.get("Content-Type", ""))
        answered = str(response.headers.get("Content-Type", ""))
        plain = asked.startswith(_ENCRYPTED) and not answered.startswith(_ENCRYPTED)
        if plain and response.content:
            raise HostNotTrusted(
                "Something between the PCs answered in the clear.",
                details=f"{response.status_code} {answered}",
            )
        return response


def open_protocol(target: WinRmTarget, password: str) -> Protocol:
    """A new connection; raises what pywinrm and requests raise."""
    protocol = Protocol(
        endpoint=target.url,
        transport=target.login,
        username=target.user,
        password=password,
        # pywinrm's type asks for text; None is what keeps the environment's authorities out.
        ca_trust_path=str(target.authority) if target.authority else None,  # type: ignore[arg-type]
        cert_pem=str(target.certificate) if target.certificate else None,
        cert_key_pem=str(target.key) if target.key else None,
        server_cert_validation="ignore" if target.fingerprint else "validate",
        operation_timeout_sec=_OPERATION_SECONDS,
        read_timeout_sec=_READ_SECONDS,
        # Begun below, when the session is as careful as it has to be.
        message_encryption="never",
        # No proxy of the environment may stand between two PCs of one network.
        proxy=None,
    )
    session: Session = protocol.transport.build_session()
    try:
        for scheme in ("http://", "https://"):
            session.mount(scheme, _CarefulAdapter(target.fingerprint if target.tls else ""))
        if not target.tls:
            protocol.transport.setup_encryption(session)
    except Exception:
        protocol.transport.close_session()
        raise
    return protocol
