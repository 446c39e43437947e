"""Values to YAML of the dialect in every way that a person or a program might write them."""

from collections.abc import Iterator
from random import Random

from brandpilot.findings import Json
from brandpilot.load.dialect import resolve

_PLAIN = frozenset("，。（）《》、；“”／—+_./ -")


def to_yaml(record: dict[str, Json], style: Random | None = None) -> str:
    """Write a mapping, keys in order; `style` draws how each text is written (else quoted)."""
    return "".join(f"{line}\n" for line in _mapping(record, style))


def quoted(text: str) -> str:
    """Write a text in double quotes, every character that may not stand raw escaped."""
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(character: str) -> str:
    if character in '"\\':
        return "\\" + character
    if character.isprintable():
        return character
    number = ord(character)
    return f"\\U{number:08X}" if number > 0xFFFF else f"\\u{number:04X}"


def _mapping(record: dict[str, Json], style: Random | None) -> Iterator[str]:
    for key, value in record.items():
        first, *rest = _value(value, style)
        plain = _is_plain(key) and (style is None or style.random() < 0.9)
        yield f"{key if plain else quoted(key)}:{first}"
        yield from rest


def _value(value: Json, style: Random | None) -> list[str]:
    """Give what follows a colon, and the lines below."""
    if isinstance(value, dict) and value:
        return ["", *(f"  {line}" for line in _mapping(value, style))]
    if isinstance(value, list) and value:
        pad = "" if style and style.random() < 0.2 else "  "
        return ["", *(f"{pad}{line}" for line in _items(value, style))]
    return _scalar(value, style)


def _items(values: list[Json], style: Random | None) -> Iterator[str]:
    for value in values:
        if isinstance(value, dict) and value:
            lines = list(_mapping(value, style))
        elif isinstance(value, list) and value:
            lines = list(_items(value, style))
        else:
            first, *lines = _scalar(value, style)
            yield f"-{first}"
            yield from lines
            continue
        yield f"- {lines[0]}"
        yield from (f"  {line}" for line in lines[1:])


def _scalar(value: Json, style: Random | None) -> list[str]:
    """Give what follows a colon or a dash, and the lines below."""
    if isinstance(value, str):
        return _text(value, style)
    words = {None: "null", True: "true", False: "false"}
    if value is None or isinstance(value, bool):
        return [f" {words[value]}"]
    if isinstance(value, dict | list):
        return [" {}" if isinstance(value, dict) else " []"]
    return [f" {value!r}"]


def _text(text: str, style: Random | None) -> list[str]:
    way = style.choice(("plain", "single", "block", "double")) if style else "double"
    if way == "plain" and _is_plain(text):
        return [f" {text}"]
    if way == "single" and text.isprintable():
        doubled = text.replace("'", "''")
        return [f" '{doubled}'"]
    lines = text.split("\n")
    if way == "block" and all(line.isprintable() and line.strip() == line != "" for line in lines):
        return [" |-", *(f"    {line}" for line in lines)]
    return [f" {quoted(text)}"]


def _is_plain(text: str) -> bool:
    """Tell whether a text may stand without quotes, on the safe side."""
    return (
        text[:1].isalpha()
        and text == text.strip()
        and text.isprintable()
        and all(character.isalnum() or character in _PLAIN for character in text)
        and (text.isascii() or " " not in text)
        and resolve(text) == text
    )
