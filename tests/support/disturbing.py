"""Ways to spoil a record: what slips of the hand, other programs and spite make of bytes and values."""

import string
from collections.abc import Callable, Sequence
from copy import deepcopy
from random import Random
from typing import Any

from brandpilot.findings import Json

ODD_CHARACTERS = (
    "\0\t\r\n\x07\x1b\x7f\x85\xa0\xad\u200b\u2028\u202e\u3000\ufeff\ufffd\uffff：，「😀é"
)
ODD_LINES = (
    *(
        "",
        "---",
        "...",
        "%YAML 1.2",
        "%x",
        "#",
        "# 注",
        "- ",
        "-",
        "? a",
        ": b",
        "&a",
        "*a",
        "a: *a",
    ),
    *(
        "a: &a [*a]",
        "<<: *a",
        "!!map",
        "a: !x",
        "a：1",
        "a:1",
        "a: b: c",
        "a: [",
        "a: ]",
        "a: {b",
        "a: }",
    ),
    *(
        "a: 'x",
        'a: "x',
        "a: 'it's'",
        'a: "\\x"',
        "a: |",
        "a: >9",
        "a: |+",
        "\ta: 1",
        "  \t- x",
        "a: @x",
    ),
    *(
        "a: 0755",
        "a: 1e999",
        "a: 2017-02-30",
        "- - - x",
        "- a: 1",
        "  b: 2",
        '"": 1',
        "[a]: 1",
        "a: ~",
    ),
    *(
        "? [a, b]",
        "? |",
        "a: [1, [2, {b: 3}]]",
        "schema: application/2017",
        "schema: designation/1",
    ),
    *(
        "schema: notice/1",
        "schema: [x]",
        "schema: 1",
        "dossier: fujian/x",
        "organizer: {}",
        "plan: x",
    ),
)
ODD_VALUES: tuple[Json, ...] = (
    *(None, True, False, 0, -1, 1, 1.5, 2016.0, 2**53 - 1, 1e308, -1e308, 5e-324, -0.0, 2016, 1949),
    *(
        "",
        " ",
        "\n",
        "x",
        "是",
        "２０１７",
        "2017",
        "2017-02-30",
        "0000-00-00",
        "0001-01-01",
        "9999-12-31",
    ),
    *(
        "文" * 2_001,
        "none",
        "application/2017",
        "fujian/2017-734",
        "350427",
        "%s {field} {0}",
        "\u202e\x1b[31m",
    ),
    *(
        [],
        {},
        [None],
        [[]],
        [{}],
        {"year": 2016},
        {"备注": "x"},
        {"x": {"y": ["z"]}},
        ["x", "x"],
        [1, 1.0, True],
    ),
)
EXTREME_DAYS = ("0001-01-01", "9999-12-31", "2100-06-30", "2024-02-29", "0001", "9999-12")
"""Days that a date may be moved to, besides ordinary ones."""
EXTREME_NUMBERS = (0, -1, 1, 2, 3.0, 0.5, 100, 1949, 2100, 2**53 - 1, 1e308, -1e308, 5e-324)
POOR_LISTS: tuple[Json, ...] = (None, [], [None], [None, None], [{}], [[]], ["x"], [1])
DAY_LENGTH = 10


def flip_bytes(raw: bytes, random: Random) -> bytes:
    damaged = bytearray(raw)
    for _ in range(random.randint(1, 8)):
        damaged[random.randrange(len(damaged))] = random.randrange(256)
    return bytes(damaged)


def cut(raw: bytes, random: Random) -> bytes:
    begin, end = sorted(random.randrange(len(raw) + 1) for _ in range(2))
    return random.choice((raw[:end], raw[begin:], raw[:begin] + raw[end:]))


def disturb_lines(raw: bytes, random: Random) -> bytes:
    """Delete, repeat, swap, indent or replace a few lines."""
    lines = raw.decode().split("\n")
    for _ in range(random.randint(1, 4)):
        at, other = random.randrange(len(lines)), random.randrange(len(lines))
        way = random.randrange(6)
        if way == 0 and len(lines) > 1:
            del lines[at]
        elif way == 1:
            lines.insert(other, lines[at])
        elif way == 2:
            lines[at], lines[other] = lines[other], lines[at]
        elif way == 3:
            lines[at] = " " * random.randrange(9) + lines[at].lstrip(" ")
        elif way == 4:
            lines[at] = "\t" + lines[at]
        else:
            lines.insert(at, random.choice(ODD_LINES))
    return "\n".join(lines).encode()


def insert_characters(raw: bytes, random: Random) -> bytes:
    text = raw.decode()
    for _ in range(random.randint(1, 5)):
        at = random.randrange(len(text) + 1)
        drawn = random.choice((random.choice(ODD_CHARACTERS), chr(random.randrange(0xD800))))
        text = text[:at] + drawn + text[at + random.randrange(3) :]
    return text.encode()


def change_punctuation(raw: bytes, random: Random) -> bytes:
    """Do what an input method does: one sign becomes another, once or throughout."""
    text = raw.decode()
    old = random.choice([": ", "- ", '"', "\n", "  ", "#", ":", "null"])
    new = random.choice(
        ["：", ":", "－", "“", "”", "'", "\r\n", "\r", "\u3000", "\t", "＃", "", "{", "["]
    )
    return text.replace(old, new, random.choice((1, 2, -1))).encode()


def encode_otherwise(raw: bytes, random: Random) -> bytes:
    encoding = random.choice(("gb18030", "utf-16", "utf-16-be", "utf-8-sig", "utf-32", "big5"))
    return raw.decode().encode(encoding, "replace")


def invent(_raw: bytes, random: Random) -> bytes:
    """Make up a file of pieces of YAML, right and wrong."""
    lines = []
    for _ in range(random.randint(1, 12)):
        odd = "".join(random.choice(ODD_CHARACTERS + string.printable) for _ in range(5))
        line = random.choice((random.choice(ODD_LINES), random.choice(ODD_LINES), odd))
        lines.append(" " * random.choice((0, 0, 2, 4)) + line)
    return random.choice(("\n", "\n", "\r\n")).join(lines).encode()


def draw_bytes(_raw: bytes, random: Random) -> bytes:
    return random.randbytes(random.randrange(1, 200))


BYTE_WAYS: tuple[Callable[[bytes, Random], bytes], ...] = (
    *(flip_bytes, cut, disturb_lines, insert_characters, change_punctuation, encode_otherwise),
    *(invent, draw_bytes),
)


def nodes(data: Json) -> list[tuple[Json, Any]]:
    """Give (owner, key) of every node of a record."""
    keys = list(data) if isinstance(data, dict) else range(len(data))
    inner = [
        pair for key in keys if isinstance(data[key], dict | list) for pair in nodes(data[key])
    ]
    return [*((data, key) for key in keys), *inner]


def disturb_data(data: Json, random: Random) -> None:
    """Change one node of a record into something else."""
    owner, key = random.choice(nodes(data))
    way = random.randrange(5)
    if way == 0:
        del owner[key]
    elif way == 1 and isinstance(owner, list):
        owner.insert(random.randrange(len(owner) + 1), deepcopy(owner[key]))
    elif way == 1:
        owner[f"{key}s"] = owner.pop(key)
    else:
        owner[key] = deepcopy(random.choice(ODD_VALUES))


def leaves(data: Json) -> list[Json]:
    """Give every value that is no list and no mapping."""
    values = (owner[key] for owner, key in nodes(data))
    return [value for value in values if not isinstance(value, list | dict)]


def disturb_box(data: Json, random: Random, pool: Sequence[Json]) -> None:
    """Change one node into what might stand there by mistake: mostly a value of the same type.

    `pool` are the values of other records.
    """
    owner, key = random.choice(nodes(data))
    value, way = owner[key], random.random()
    if way < 0.1:
        del owner[key]
    elif way < 0.2:
        owner[key] = None
    elif way < 0.3:
        owner[key] = deepcopy(random.choice(pool))
    elif isinstance(value, list):
        disturb_list(owner, key, random)
    elif isinstance(value, bool):
        owner[key] = not value
    elif isinstance(value, int | float):
        owner[key] = random.choice((*EXTREME_NUMBERS, -value, float(value), value * 10))
    elif isinstance(value, str):
        owner[key] = another_text(value, random, pool)
    else:
        owner[key] = deepcopy(random.choice(ODD_VALUES))


def disturb_list(owner: Json, key: Json, random: Random) -> None:
    rows = owner[key]
    way = random.randrange(3)
    if way == 0 or not rows:
        owner[key] = deepcopy(random.choice(POOR_LISTS))
    elif way == 1:
        rows.insert(random.randrange(len(rows) + 1), deepcopy(random.choice(rows)))
    else:
        rows[random.randrange(len(rows))] = deepcopy(random.choice((None, {}, [], "x", 1)))


def another_text(value: str, random: Random, pool: Sequence[Json]) -> Json:
    if len(value) == DAY_LENGTH and value[4:5] == "-":
        days = (
            f"{random.randrange(2015, 2027)}-{random.randint(1, 12):02}-{random.randint(1, 28):02}"
        )
        return random.choice((*EXTREME_DAYS, days, days, days, days, days, days))
    texts = [one for one in pool if isinstance(one, str)]
    return random.choice((random.choice(texts), random.choice(texts), random.choice(ODD_VALUES)))
