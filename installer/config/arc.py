"""The part of the cluster file about Azure Arc: where the cluster shall appear; never a secret.

The spellings are those of Azure's naming rules (learn.microsoft.com, "Naming rules and
restrictions for Azure resources").
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Annotated, Any

from pydantic import Field, PlainValidator, WithJsonSchema

from installer.config.part import Part
from installer.config.refusal import Allowed, Refusal, refuse
from installer.config.text_fields import as_text

_UUID = re.compile(r"[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")
_GROUP = re.compile(r"[A-Za-z0-9_().-]{0,89}[A-Za-z0-9_()-]")
_REGION = re.compile(r"[a-z][a-z0-9]{1,39}")
# What the importer, the window and the user call a secret: words parted by slashes.
_CREDENTIAL = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(/[a-z0-9]([a-z0-9-]*[a-z0-9])?){0,3}")
_CLUSTER = re.compile(r"[A-Za-z0-9]([A-Za-z0-9_-]{0,61}[A-Za-z0-9])?")


def _field(
    pattern: re.Pattern[str], what: str, better: Callable[[str], str] = str.strip
) -> tuple[Any, ...]:
    def parse(value: object) -> str:
        text = as_text(value)
        if pattern.fullmatch(text) is None:
            suggestion = better(text)
            raise refuse(
                Refusal(
                    message=f"this is not {what}",
                    suggestion=suggestion if pattern.fullmatch(suggestion) else "",
                )
            )
        return text

    schema = WithJsonSchema({"type": "string", "pattern": f"^(?:{pattern.pattern})$"})
    return (PlainValidator(parse), schema)


def _bare_uuid(text: str) -> str:
    return text.strip().strip("{}")


def _bare_region(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())


_Id = Annotated[
    str,
    *_field(_UUID, "an id of Azure", _bare_uuid),
    Allowed("an id such as 01234567-89ab-cdef-0123-456789abcdef"),
]


class Arc(Part):
    """The place in Azure where Azure Arc shows the cluster; kept here, connected later."""

    subscription: _Id = Field(description="Id of the Azure subscription.")
    tenant: _Id = Field(description="Id of the Azure tenant (the directory of your company).")
    resource_group: Annotated[
        str,
        *_field(_GROUP, "the name of a resource group"),
        Allowed("at most 90 letters, digits and _ - . ( ), no dot at the end"),
    ] = Field(description="Resource group that holds the cluster.")
    region: Annotated[
        str,
        *_field(_REGION, "a region of Azure", _bare_region),
        Allowed("the short name of a region, such as westeurope"),
    ] = Field(description="Azure region, such as westeurope.")
    cluster_name: Annotated[
        str,
        *_field(_CLUSTER, "a name that Azure Arc takes"),
        Allowed("at most 63 letters, digits and _ -; a letter or digit first and last"),
    ] = Field(description="Name of the cluster in Azure.")
    credential: Annotated[
        Annotated[str, *_field(_CREDENTIAL, "the name of a stored secret")] | None,
        Allowed("small letters, digits, - and /, such as shop-1/azure-password"),
    ] = Field(
        default=None,
        description="Name under which this PC keeps the password of the Azure account.",
    )
