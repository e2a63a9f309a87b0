"""From the bytes of a file to its text.

Windows writes such files in many encodings: UTF-16 by `>` and `Out-File`, UTF-8 with or without a
mark by editors, the ANSI code page by `Set-Content` of Windows PowerShell 5.1.  The mark decides;
without one it is UTF-8, and what is not UTF-8 is read as code page 1252.
"""

from __future__ import annotations

import codecs

from installer.importer.findings import Findings

# The files have about 100 lines; what is this long is another file.
LARGEST = 1024 * 1024

_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16 (little endian)"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16 (big endian)"),
)


class NotText(Exception):
    """The bytes are no text in any encoding that such files have."""


def decode(data: bytes, findings: Findings) -> str:
    """The text of a file; raises NotText with the reason in plain words."""
    if len(data) > LARGEST:
        raise NotText("the file is far too large for a deployment file")
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            try:
                text = data[len(mark) :].decode(codec)
            except UnicodeDecodeError:
                # Without its cause: that would carry the whole content of the file.
                message = f"the file is marked as {name} text but its content is not; save it again"
                raise NotText(message) from None
            findings.info((), f"the file is {name} with a byte order mark; it was read by that")
            return _without_nul(text)
    try:
        return _without_nul(data.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        raise NotText("the file is not text; save it as UTF-8 in your editor") from None
    findings.warning(
        (),
        "the file is not UTF-8; it was read as the Windows code page 1252. See whether letters "
        "such as umlauts, for example in the name of an adapter, came out right",
    )
    return _without_nul(text)


def _without_nul(text: str) -> str:
    if "\0" in text:
        raise NotText(
            "the file holds NUL characters: it is no text, or UTF-16 text without a byte order "
            "mark; save it as UTF-8 in your editor"
        )
    return text
