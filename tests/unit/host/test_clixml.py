"""What PowerShell says on its error stream, without the XML around it."""

from __future__ import annotations

import pytest

from installer.host.clixml import plain_words

HEAD = '<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04">'
PROGRESS = '<Obj S="progress" RefId="0"><MS><S N="Activity">Preparing modules</S></MS></Obj>'


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ""),
        ("The command line is too long.\r\n", "The command line is too long."),
        (f"#< CLIXML\r\n{HEAD}{PROGRESS}</Objs>", ""),
        (f'#< CLIXML\r\n{HEAD}<S S="Error">a &lt;b&gt;_x000D__x000A_</S></Objs>', "a <b>"),
        (f'#< CLIXML\r\n{HEAD}<S S="Error">one_x000A_</S><S S="Error">two</S>', "one\ntwo"),
        (f'#< CLIXML\r\n{HEAD}<S S="Warning">mind</S><S S="verbose">not this</S>', "mind"),
        (f'#< CLIXML\r\n{HEAD}<S S="Error">_xD83D__xDE00_ _xD83D_</S>', "😀 \ufffd"),
        (f'#< CLIXML\r\n{HEAD}<S S="Error">literal _x005F_x000A_</S>', "literal _x000A_"),
        (f'before\r\n#< CLIXML\r\n{HEAD}<S S="Error">after</S></Objs>', "before\nafter"),
        ("#< CLIXML\r\n<Objs", ""),
    ],
)
def test_the_words_are_found(text: str, words: str) -> None:
    assert plain_words(text) == words
