"""Makes broken files from sound ones, always the same ones for a seed.

What stands in `keep` is never cut, so that a planted secret stays where a secret belongs; all
around it may break.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence

# What readers of text stumble over: brackets without end, numbers out of range, odd characters.
ODD = (
    b"",
    b"\x00",
    b"\xff\xfe",
    b"\xed\xa0\x80",
    b"\r",
    b"\n",
    b"\t",
    b"{",
    b"}",
    b"[",
    b"]",
    b'"',
    b"'",
    b",",
    b":",
    b"- ",
    b"#",
    b"&a ",
    b"*a ",
    b"!!python/object:os.system ",
    b"<<: ",
    b"|\n ",
    b"null",
    b"true",
    b"NaN",
    b"Infinity",
    b"-1",
    b"1e999",
    b"9" * 5000,
    b"0x1f",
    b"1:30:00",
    b"2026-01-01",
    b'"\\ud800"',
    b"[" * 3000,
    b'{"a":' * 3000,
    b"a" * 400,
)


class Mutator:
    """An endless supply of broken files."""

    def __init__(self, corpus: Sequence[bytes], keep: str, seed: int) -> None:
        self._random = random.Random(seed)
        self._corpus = corpus
        self._keep = re.compile(keep.encode())

    def files(self, count: int) -> Iterator[bytes]:
        """So many files; the sound ones come first."""
        yield from self._corpus[:count]
        for _ in range(count - len(self._corpus)):
            yield self._broken(self._random.choice(self._corpus))

    def _broken(self, content: bytes) -> bytes:
        kept = self._keep.findall(content)
        between = self._keep.split(content)
        for _ in range(self._random.randint(1, 4)):
            index = self._random.randrange(len(between))
            between[index] = self._change(between[index])
        parts = [between[0]]
        for secret, rest in zip(kept, between[1:], strict=True):
            parts += [secret, rest]
        return b"".join(parts)

    def _change(self, piece: bytes) -> bytes:
        start = self._random.randint(0, len(piece))
        end = min(len(piece), start + self._random.choice((0, 1, 4, 20, 200)))
        way = self._random.randrange(5)
        if way == 0:  # cut out
            return piece[:start] + piece[end:]
        if way == 1:  # stands twice
            return piece[:end] + piece[start:]
        if way == 2:  # something odd in its place
            return piece[:start] + self._random.choice(ODD) + piece[end:]
        if way == 3:  # bits
            noise = bytes(byte ^ (1 << self._random.randrange(8)) for byte in piece[start:end])
            return piece[:start] + noise + piece[end:]
        other = self._keep.sub(b"", self._random.choice(self._corpus))
        begin = self._random.randint(0, len(other))
        return piece[:start] + other[begin : begin + 60] + piece[end:]
