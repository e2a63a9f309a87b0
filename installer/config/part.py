"""What all parts of the cluster file have in common."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Strict
from pydantic.alias_generators import to_camel

from installer.config.refusal import Allowed

Switch = Annotated[bool, Strict(), Allowed("true or false")]


class Part(BaseModel):
    """A group of keys: strict, frozen, camelCase in the file and snake_case in Python."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        alias_generator=to_camel,
        populate_by_name=True,
        validate_default=True,
        hide_input_in_errors=True,
    )
