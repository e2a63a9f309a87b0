"""The words for people in what Windows PowerShell writes to its error stream.

With redirected streams it writes CLIXML there: errors in pieces, but also progress, which says
nothing about failure (PowerShell issue 5912).
"""

from __future__ import annotations

import html
import re

_MARK = "#< CLIXML"
_ERROR = re.compile(r'<S S="(?:Error|Warning)">(.*?)</S>', re.S)
# A character that XML does not allow stands as its number: [MS-PSRP] 2.2.5.3.2.
_NUMBERED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def plain_words(text: str) -> str:
    """Error stream of a PowerShell as plain text; empty when it holds progress only."""
    if _MARK not in text:
        return text.strip()
    before, _, document = text.partition(_MARK)
    errors = "".join(_unescaped(piece) for piece in _ERROR.findall(document))
    return "\n".join(part for part in (before.strip(), errors.strip()) if part)


def _unescaped(piece: str) -> str:
    # Half of a pair that stands alone has no place in UTF-8.
    text = _NUMBERED.sub(lambda match: chr(int(match[1], 16)), html.unescape(piece))
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return whole.replace("\r\n", "\n")
