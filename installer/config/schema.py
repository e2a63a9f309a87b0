"""The JSON Schema of the cluster file, for editors: `python -m installer.config.schema`.

It says what a schema can say: names, types, ranges, spellings.  Rules over several fields and
the sizes behind a text stay with the model.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from installer.config.frozen_map import FrozenMap
from installer.config.model import EdgeCluster
from installer.units import Size

SCHEMA_NAME = "schema/edgecluster.schema.json"


class _Generator(GenerateJsonSchema):
    """Without a title on every field, which would only repeat its name."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        """Never: see the class."""
        return False

    def encode_default(self, dft: Any) -> Any:
        """A default as it would stand in the file."""
        if isinstance(dft, Size):
            return dft.exact
        return dict(dft) if isinstance(dft, FrozenMap) else super().encode_default(dft)


def cluster_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a cluster file."""
    schema = EdgeCluster.model_json_schema(by_alias=True, schema_generator=_Generator)
    # The model fills these two in for Python callers; a file must say what it is.
    required = ["apiVersion", "kind", *schema.pop("required")]
    head = {
        "$schema": GenerateJsonSchema.schema_dialect,
        "$id": "urn:edgewright:edgecluster:v1alpha1",
    }
    return {**head, **schema, "required": required}


def schema_text() -> str:
    """The schema as it is shipped."""
    return json.dumps(cluster_schema(), indent=2, ensure_ascii=False) + "\n"


def main() -> None:
    """Write the shipped schema anew; only from source."""
    resources = Path(__file__).resolve().parents[2] / "resources"
    target = resources / SCHEMA_NAME
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(schema_text(), encoding="utf-8")


if __name__ == "__main__":
    main()
