"""The part of the cluster file about where programs in the cluster keep their data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import Field, ValidationInfo, field_validator

from installer.config.part import Part, Switch
from installer.config.refusal import Allowed, Refusal, refuse
from installer.config.storage_fields import MountOption, Reference, Server, SharePath
from installer.config.text_fields import Label

# Each is a mount of every node, looked after by a unit of its own.
MAX_SHARES = 16
# Where each has a folder in every node, by its name.
SHARES_FOLDER = "/var/lib/edgewright/shares"

ShareKind = Literal["nfs", "smb"]
_PATH_ALLOWED = "a folder such as /export/data for nfs, the name of a share such as data for smb"


class Share(Part):
    """A folder of a file server that every node mounts, and the cluster has as a volume."""

    name: Label = Field(description="Name of the share, and of its volume in the cluster.")
    kind: Annotated[ShareKind, Allowed("nfs or smb")] = Field(
        description="How the server speaks: nfs, or smb as Windows does."
    )
    server: Server = Field(description="Name or address of the file server.")
    path: Annotated[SharePath, Allowed(_PATH_ALLOWED)] = Field(
        description="nfs: the exported folder; smb: the share, with a folder inside if you like."
    )
    read_only: Switch = Field(default=False, description="Whether nobody may write to it.")
    options: Annotated[
        tuple[MountOption, ...], Allowed("options of the mount, such as vers=4.1")
    ] = Field(default=(), description="Further options of the mount; none are usual.")
    credential: Annotated[
        Reference | None,
        Allowed("small letters, digits, - and /, such as shop-1/nas; or null"),
    ] = Field(
        default=None,
        description="smb: name of the stored secret that logs in; null comes in as a guest.",
    )

    @field_validator("path")
    @classmethod
    def _of_kind(cls, value: str, info: ValidationInfo) -> str:
        kind = info.data.get("kind")
        if kind == "nfs" and not value.startswith("/"):
            raise refuse(
                Refusal(message="a folder of nfs begins with a slash", suggestion=f"/{value}")
            )
        if kind == "smb" and value.startswith("/"):
            raise refuse(
                Refusal(message="a share of smb begins with its name", suggestion=value.strip("/"))
            )
        return value

    @field_validator("options", mode="before")
    @classmethod
    def _a_list(cls, value: object) -> object:
        """Says so itself: what stands there instead may be a password, and would be shown."""
        if isinstance(value, str):
            raise refuse(Refusal(message="a list must stand here", found="text"))
        return value

    @field_validator("credential")
    @classmethod
    def _for_smb(cls, value: str | None, info: ValidationInfo) -> str | None:
        if value is not None and info.data.get("kind") == "nfs":
            raise refuse(
                Refusal(
                    message="nfs knows no log-in: the server admits nodes by their address",
                    found="the name of a stored secret",
                    allowed="null, or the kind smb",
                )
            )
        return value


class Storage(Part):
    """Volumes of the cluster: on the data disks of the nodes, and on file servers."""

    local_volumes: Switch = Field(
        default=True,
        description="Whether the cluster offers volumes on the data disks (StorageClass local).",
    )
    shares: Annotated[
        tuple[Share, ...],
        Allowed(
            f"at most {MAX_SHARES} shares, each with the keys "
            f"{', '.join(key.alias or name for name, key in Share.model_fields.items())}"
        ),
    ] = Field(
        default=(),
        description="Shared folders: name, kind, server, path, readOnly, options, credential.",
        json_schema_extra={"maxItems": MAX_SHARES},
    )

    @field_validator("shares", mode="before")
    @classmethod
    def _not_too_many(cls, value: object) -> object:
        """Counts before the entries are judged, which are then too many to speak of."""
        if isinstance(value, (list, tuple)) and len(value) > MAX_SHARES:
            raise refuse(Refusal(message=f"a cluster has at most {MAX_SHARES} shares"))
        return value

    @field_validator("shares")
    @classmethod
    def _told_apart(cls, value: tuple[Share, ...]) -> tuple[Share, ...]:
        if refusals := list(_twice(value)):
            raise refuse(*refusals)
        return value


def _twice(shares: Sequence[Share]) -> list[Refusal]:
    first: dict[str, int] = {}
    return [
        Refusal(
            message=f"shares[{first[share.name]}] has the same name",
            found=f'"{share.name}"',
            allowed="a name that no other share of this list has",
            at=(index, "name"),
        )
        for index, share in enumerate(shares)
        if first.setdefault(share.name, index) != index
    ]
