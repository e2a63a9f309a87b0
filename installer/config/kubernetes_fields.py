"""Labels and taints of a node, by the rules of Kubernetes.

The rules are those of `IsQualifiedName` and `IsValidLabelValue`
(kubernetes/apimachinery/pkg/util/validation) and of the kubelet, which does not even start with a
label that it may not give itself (kubernetes/pkg/kubelet/apis/well_known_labels.go).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated

from pydantic import PlainSerializer, PlainValidator, WithJsonSchema

from installer.config.frozen_map import FrozenMap
from installer.config.outline import shown
from installer.config.refusal import Allowed, Refusal, refuse
from installer.config.text_fields import as_text

_NAME = r"([A-Za-z0-9][A-Za-z0-9_.-]{0,61})?[A-Za-z0-9]"
_DNS_PART = r"[a-z0-9]([a-z0-9-]*[a-z0-9])?"
_PREFIX = rf"{_DNS_PART}(\.{_DNS_PART})*"
_LONGEST_PREFIX = 253
_KEY = re.compile(rf"({_PREFIX}/)?{_NAME}")
_VALUE = re.compile(rf"({_NAME})?")
_EFFECTS = "NoSchedule|PreferNoSchedule|NoExecute"
_TAINT = re.compile(rf"(?P<key>({_PREFIX}/)?{_NAME})(=(?P<value>({_NAME})?))?:({_EFFECTS})")

_OWN_PREFIX = re.compile(r"(.*\.)?(kubernetes|k8s)\.io")
_FREE_PREFIX = re.compile(r"(.*\.)?(kubelet|node)\.kubernetes\.io")
_FREE_KEYS = ("topology.kubernetes.io/region", "topology.kubernetes.io/zone")

_KEY_ALLOWED = (
    "at most 63 letters, digits and . _ -, a letter or digit first and last; "
    "before it, if you like, a domain and a slash"
)
_VALUE_ALLOWED = "text of at most 63 letters, digits and . _ -, a letter or digit first and last"


def parse_labels(value: object) -> FrozenMap[str]:
    """The labels of a node; every wrong one is told."""
    if not isinstance(value, Mapping):
        raise refuse(Refusal(message="names with values must stand here"))
    refusals = [found for key, text in value.items() for found in _label_refusals(key, text)]
    if refusals:
        raise refuse(*refusals)
    return FrozenMap(value)


def _label_refusals(key: str, value: object) -> list[Refusal]:
    refusals = []
    prefix = key.rpartition("/")[0]
    if _KEY.fullmatch(key) is None or len(prefix) > _LONGEST_PREFIX:
        message, allowed = "this is not the name of a label", _KEY_ALLOWED
        refusals.append(
            Refusal(message=message, found=f'"{shown(key)}"', allowed=allowed, at=(key,))
        )
    elif _is_reserved(key, prefix):
        message = "Kubernetes gives this label itself and takes it from nobody else"
        allowed = f"a name with your own domain, node.kubernetes.io/..., or {_FREE_KEYS[0]}, zone"
        refusals.append(
            Refusal(message=message, found=f'"{shown(key)}"', allowed=allowed, at=(key,))
        )
    if not isinstance(value, str):
        found = "nothing" if value is None else str(value).lower()
        refusals.append(
            Refusal(
                message="a value is missing"
                if value is None
                else "this is not text; put it in quotes",
                found=shown(found),
                allowed=_VALUE_ALLOWED,
                at=(key,),
            )
        )
    elif _VALUE.fullmatch(value) is None:
        message = "this is not the value of a label"
        refusals.append(
            Refusal(message=message, found=f'"{shown(value)}"', allowed=_VALUE_ALLOWED, at=(key,))
        )
    return refusals


def _is_reserved(key: str, prefix: str) -> bool:
    if key in _FREE_KEYS or _OWN_PREFIX.fullmatch(prefix) is None:
        return False
    return _FREE_PREFIX.fullmatch(prefix) is None


def parse_taint(value: object) -> str:
    """A taint in its full form `key=value:Effect`; `key:Effect` has an empty value."""
    text = as_text(value)
    match = _TAINT.fullmatch(text)
    if match is None:
        head, mark, effect = text.rpartition(":")
        known = {name.lower(): name for name in _EFFECTS.split("|")}
        better = f"{head}:{known.get(effect.lower(), '')}" if mark else f"{text}:NoSchedule"
        raise refuse(
            Refusal(
                message="this is not a taint",
                suggestion=better if _TAINT.fullmatch(better) else "",
            )
        )
    return f"{match['key']}={match['value'] or ''}:{text.rpartition(':')[2]}"


def parse_taints(value: object) -> tuple[str, ...]:
    """The taints of a node, each with a key and effect of its own."""
    assert isinstance(value, tuple)
    places: dict[tuple[str, str], int] = {}
    for index, taint in enumerate(value):
        key, effect = taint.partition("=")[0], taint.rpartition(":")[2]
        first = places.setdefault((key, effect), index)
        if first != index:
            message = f"taints[{first}] has the same key and effect"
            raise refuse(Refusal(message=message, found=f'"{shown(taint)}"', at=(index,)))
    return value


Labels = Annotated[
    FrozenMap[str],
    PlainValidator(parse_labels),
    PlainSerializer(dict, return_type=dict[str, str]),
    WithJsonSchema(
        {
            "type": "object",
            "propertyNames": {"pattern": f"^(?:{_KEY.pattern})$"},
            "additionalProperties": {"type": "string", "pattern": f"^(?:{_VALUE.pattern})$"},
        }
    ),
    Allowed("names with values, such as zone: cellar"),
]
_TAINT_SCHEMA = _TAINT.pattern.replace("?P<key>", "").replace("?P<value>", "")
Taint = Annotated[
    str,
    PlainValidator(parse_taint),
    WithJsonSchema({"type": "string", "pattern": f"^(?:{_TAINT_SCHEMA})$"}),
]
