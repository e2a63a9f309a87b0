"""Another Windows PC, as the user names it, and what of it is safe to use.

winrm://user@pc                     HTTPS, port 5986, certificate of a known authority
winrm://user@pc?fingerprint=AB:..   HTTPS, exactly this certificate (SHA-256)
winrm+http://user@pc                port 5985, every message encrypted by NTLM or Kerberos
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast, get_args
from urllib.parse import parse_qsl, unquote, urlsplit

from installer.errors import UsageError

Login = Literal["ntlm", "kerberos", "certificate", "basic"]
_PORTS = {"winrm": 5986, "winrm+http": 5985}
# Without TLS only these encrypt what they carry ([MS-WSMV] 2.2.9.1).
_ENCRYPTING = ("ntlm", "kerberos")
_SHA256 = re.compile(r"[0-9A-Fa-f]{64}")
_OPTIONS = {"fingerprint", "authority", "login", "certificate", "key"}


@dataclass(frozen=True, slots=True, kw_only=True)
class WinRmTarget:
    """Where WinRM answers and how to log in; the password is not a part of it.

    `fingerprint` is the SHA-256 of the PC's certificate in hexadecimal digits, `authority` a file
    with certificates of authorities (PEM); `certificate` and `key` are the files of a login by
    certificate.
    """

    address: str
    user: str
    port: int = 5986
    tls: bool = True
    login: Login = "ntlm"
    fingerprint: str = ""
    authority: Path | None = None
    certificate: Path | None = None
    key: Path | None = None

    @property
    def url(self) -> str:
        """The address of the service; an IPv6 address in brackets."""
        host = f"[{self.address}]" if ":" in self.address else self.address
        return f"{'https' if self.tls else 'http'}://{host}:{self.port}/wsman"

    @property
    def needs_password(self) -> bool:
        """Whether a password has to be known; Kerberos and certificates have their own proof."""
        return self.login in ("ntlm", "basic")


def parse_target(text: str) -> WinRmTarget:
    """Read the address of another PC; raises UsageError with what is wrong, never with a
    password that stands in it.
    """
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise _unusable("It is not an address.") from error
    if parts.scheme not in _PORTS or not parts.hostname:
        raise _unusable("It has to look like winrm://user@pc.")
    if parts.password is not None:
        raise _unusable("A password does not belong in an address: others could see it.")
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    if unknown := sorted(options.keys() - _OPTIONS):
        raise _unusable(f"It has no option {unknown[0]}; known: {', '.join(sorted(_OPTIONS))}.")
    target = WinRmTarget(
        address=parts.hostname,
        user=unquote(parts.username or ""),
        port=port or _PORTS[parts.scheme],
        tls=parts.scheme == "winrm",
        login=_login(options.get("login", "ntlm")),
        fingerprint=options.get("fingerprint", "").replace(":", "").lower(),
        authority=_file(options, "authority"),
        certificate=_file(options, "certificate"),
        key=_file(options, "key"),
    )
    _must_be_safe(target)
    return target


def _must_be_safe(target: WinRmTarget) -> None:
    if target.needs_password and not target.user:
        raise _unusable("It names no user.")
    if target.fingerprint and not _SHA256.fullmatch(target.fingerprint):
        raise _unusable("The fingerprint has to be the SHA-256 of the certificate: 64 digits.")
    if not target.tls and target.login not in _ENCRYPTING:
        raise _unusable(
            f"Without TLS a login by {target.login} would travel in the clear; use winrm://, or "
            f"one of: {', '.join(_ENCRYPTING)}."
        )
    if not target.tls and (target.fingerprint or target.authority):
        raise _unusable("A certificate can only be judged with winrm://.")
    if target.login == "certificate" and not (target.certificate and target.key):
        raise _unusable("A login by certificate needs the options certificate and key.")


def _login(text: str) -> Login:
    if text not in get_args(Login):
        raise _unusable(f"It has no login {text}; known: {', '.join(get_args(Login))}.")
    return cast(Login, text)


def _file(options: dict[str, str], name: str) -> Path | None:
    return Path(options[name]) if options.get(name) else None


def _unusable(why: str) -> UsageError:
    return UsageError(
        "The address of the other PC cannot be used.",
        details=why,
        resolution="Give it like this: winrm://user@pc, or winrm://user@pc?fingerprint=AB:CD:...",
    )
