"""Fields of the cluster file about shared folders: servers, paths and options of a mount.

They end up in units of systemd and on the command line of `mount`, so nothing that means
something there gets in: no quotes, backslashes, percent signs or control characters.
"""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import PlainValidator, WithJsonSchema

from installer.config.refusal import Allowed, Refusal, refuse
from installer.config.text_fields import as_text

# RFC 1123: a host name is shorter than this.
_LONGEST_HOST = 253
_LONGEST_PATH = 255
_SERVER = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?")
_SEGMENT = r"[\w.$+@-]([\w.$+@ -]*[\w.$+@-])?"
_PATH = re.compile(rf"/?{_SEGMENT}(/{_SEGMENT})*|/")
# What a secret is called in the credential store, as for Azure Arc: words parted by slashes.
_REFERENCE = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(/[a-z0-9]([a-z0-9-]*[a-z0-9])?){0,3}")
_OPTION = re.compile(r"[a-z][a-z0-9_-]*(=[A-Za-z0-9._:/@+-]+)?")
# mount.cifs(8): who logs in, and the file that says it.
_SECRET = (
    "cred",
    "credentials",
    "dom",
    "domain",
    "pass",
    "password",
    "password2",
    "user",
    "username",
)
_OWN = ("auto", "defaults", "guest", "noauto", "ro", "rw", "_netdev")


def parse_server(value: object) -> str:
    """The name or IPv4 address of a file server."""
    text = as_text(value)
    if _SERVER.fullmatch(text) is None or len(text) > _LONGEST_HOST or ".." in text:
        better = text.strip("\\/ ")
        raise refuse(
            Refusal(
                message="this is not the name or address of a server",
                suggestion=better if _SERVER.fullmatch(better) else "",
            )
        )
    return text


def parse_share_path(value: object) -> str:
    """A folder of a server; which form it has to have depends on the kind of the share."""
    text = as_text(value)
    parts = text.split("/")
    if _PATH.fullmatch(text) is None or ".." in parts or "." in parts or len(text) > _LONGEST_PATH:
        better = text.strip().replace("\\", "/").rstrip("/")
        raise refuse(
            Refusal(
                message="this is not the path of a shared folder",
                suggestion=better if _PATH.fullmatch(better) and ".." not in better else "",
            )
        )
    return text


def parse_reference(value: object) -> str:
    """The name of an entry of the credential store; never the secret itself."""
    text = as_text(value)
    if _REFERENCE.fullmatch(text) is None:
        # It may be the secret, put where only its name belongs.
        message = "this is not the name of a stored secret"
        raise refuse(Refusal(message=message, found=f"text of {len(text)} characters"))
    return text


def parse_option(value: object) -> str:
    """One option of a mount, such as `vers=4.1`; what it would give away is never shown."""
    text = as_text(value)
    names = [part.partition("=")[0].strip().lower() for part in text.split(",")]
    if secret := next((name for name in names if name in _SECRET), ""):
        message = "a user name or password may not stand here; name it in credential"
        raise refuse(Refusal(message=message, found=f"the option {secret}"))
    if names[0] in _OWN:
        message = "this program sets this option itself, from the other keys"
        raise refuse(Refusal(message=message))
    if _OPTION.fullmatch(text) is None:
        raise refuse(Refusal(message="this is not one option of a mount"))
    return text


Server = Annotated[
    str,
    PlainValidator(parse_server),
    WithJsonSchema(
        {"type": "string", "pattern": f"^(?:{_SERVER.pattern})$", "maxLength": _LONGEST_HOST}
    ),
    Allowed("the name or IPv4 address of the file server, such as nas.shop.local"),
]
SharePath = Annotated[
    str,
    PlainValidator(parse_share_path),
    # \w means more here than in the dialect of JSON Schema, so only the frame is said there.
    WithJsonSchema({"type": "string", "pattern": r"^[^\\\"'%\n]+$", "maxLength": _LONGEST_PATH}),
]
MountOption = Annotated[
    str,
    PlainValidator(parse_option),
    WithJsonSchema({"type": "string", "pattern": f"^(?:{_OPTION.pattern})$"}),
]
Reference = Annotated[
    str,
    PlainValidator(parse_reference),
    WithJsonSchema({"type": "string", "pattern": f"^(?:{_REFERENCE.pattern})$"}),
]
