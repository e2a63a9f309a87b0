"""Takes secrets out of text that people will see or send: keys, tokens, passwords in addresses."""

from __future__ import annotations

import re

_HIDDEN = "[hidden]"
_PATTERNS = (
    re.compile(
        r"-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|\Z)", re.S
    ),
    # kubeadm's bootstrap tokens: six characters, a dot, sixteen characters.
    re.compile(r"\b[a-z0-9]{6}\.[a-z0-9]{16}\b"),
    # k3s's tokens: a hash of the cluster's CA and the secret itself.
    re.compile(r"\bK10[0-9a-f]{64}::\S+"),
    re.compile(r"(?<=-key-data: )\S+"),
    re.compile(r"(?<=Bearer )\S+"),
    re.compile(r"(?<=://)[^/\s:@]+:[^/\s@]+(?=@)"),
    re.compile(r"(?i)(?<=password[=:])\s*\S+"),
)


def redact(text: str) -> str:
    """The text with everything that looks like a secret replaced."""
    for pattern in _PATTERNS:
        text = pattern.sub(_HIDDEN, text)
    return text
