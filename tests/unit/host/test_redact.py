"""What looks like a secret never reaches the screen."""

from __future__ import annotations

import pytest

from installer.host.redact import redact


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("token abcdef.0123456789abcdef", "token [hidden]"),
        (f"token K10{'5f' * 32}::server:0a1b2c end", "token [hidden] end"),
        ("client-key-data: LS0tLS1CRUdJTg==", "client-key-data: [hidden]"),
        ("Authorization: Bearer eyJhbGciOi", "Authorization: Bearer [hidden]"),
        ("proxy http://user:secret@10.0.0.1:3128", "proxy http://[hidden]@10.0.0.1:3128"),
        ("password=hunter2 next", "password=[hidden] next"),
        ("-----BEGIN OPENSSH PRIVATE KEY-----\nabc\n-----END OPENSSH PRIVATE KEY-----", "[hidden]"),
        ("-----BEGIN OPENSSH PRIVATE KEY-----\ncut off", "[hidden]"),
        ("node-1 is not ready: 10.91.0.10:6443", "node-1 is not ready: 10.91.0.10:6443"),
        ("http://10.0.0.1:3128/path", "http://10.0.0.1:3128/path"),
    ],
)
def test_redact(text: str, expected: str) -> None:
    assert redact(text) == expected
