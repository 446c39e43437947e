"""What pages show, and what the files say: records read with plain PyYAML, marks read off HTML."""

import csv
import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml
from bs4 import Tag

_INT = "tag:yaml.org,2002:int"
_READ_OTHERWISE = (_INT, "tag:yaml.org,2002:timestamp")


def read_files(tree: Path) -> dict[str, Any]:
    """Read every record of a dossier and the front matter of every notice, by path."""
    files = sorted(tree.glob("submissions/*/*/*.yaml"))
    found = {file.relative_to(tree).as_posix(): _plain(file.read_text("utf-8")) for file in files}
    for file in sorted(tree.glob("docs/notices/*/*.md")):
        front = file.read_text("utf-8").split("\n---\n")[0].removeprefix("---\n")
        found[file.relative_to(tree).as_posix()] = _plain(front)
    return found


class _Loader(yaml.SafeLoader):
    """Reads what our dialect reads otherwise: a day is text, and so is a number that begins with 0."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag not in _READ_OTHERWISE]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver(_INT, re.compile("-?(0|[1-9][0-9]*)$"), list("-0123456789"))


def _plain(text: str) -> Any:
    return yaml.load(text, _Loader)  # noqa: S506 - a SafeLoader


def resolve(records: Mapping[str, Any], place: str) -> Any:
    """Give the value at `<path>#<pointer>`, or the year that the file's name bears."""
    path, hash_, pointer = place.partition("#")
    if not hash_:
        return int(Path(path).name.split("-")[0])
    value = records[path]
    for part in pointer.split("/")[1:]:
        value = value[int(part) if isinstance(value, list) else part]
    return value


@cache
def names() -> dict[str, set[str]]:
    """Every name that any codelist gives a code, and the title of every form."""
    found: dict[str, set[str]] = {}
    for file in Path("schemas/codelists").glob("*.csv"):
        with file.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                found.setdefault(row["code"], set()).add(row["name"])
    for file in Path("schemas").glob("*/*.schema.json"):
        form = f"{file.parent.name}/{file.name.split('.')[0]}"
        found[form] = {json.loads(file.read_text("utf-8"))["title"]}
    return found


def chinese(day: str) -> str:
    """Spell a day, a month, a year or a day of every year."""
    parts = day.split("-")
    words = "年月日" if len(parts[0]) == 4 else "月日"
    return "".join(f"{int(part)}{word}" for part, word in zip(parts, words, strict=False))


def shown(mark: Tag) -> Any:
    """Give the value that a mark shows, as the record should hold it."""
    text = mark.get_text()
    if "unknown" in mark.get_attribute_list("class"):
        return None
    if mark.name == "time":
        assert text == chinese(str(mark["datetime"]))
        return mark["datetime"]
    if mark.name == "a":
        assert text == urlsplit(str(mark["href"])).hostname
        return mark["href"]
    if mark.name == "data" and text != mark["value"]:
        assert text in names().get(str(mark["value"]), {"是", "否"})
        return mark["value"]
    return text


def expected(value: Any) -> str | None:
    """Spell a value of a record as `shown` gives it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return None if value in (None, []) else str(value)


def marks(pages: Mapping[str, Tag], attribute: str) -> Iterator[tuple[str, Tag, str]]:
    """Yield every element that bears an attribute: (page, element, value).

    A place in the folder of the records is given with that folder.
    """
    for name, page in pages.items():
        for mark in page.select(f"[{attribute}]"):
            value = str(mark[attribute])
            is_record = attribute == "data-fact" and not value.startswith("docs/")
            yield name, mark, f"submissions/{value}" if is_record else value


def scalars(value: Any, pointer: str = "") -> Iterator[tuple[str, Any]]:
    """Yield (pointer, value) of everything that is no list and no mapping."""
    if isinstance(value, dict | list):
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for key, inner in items:
            yield from scalars(inner, f"{pointer}/{key}")
    else:
        yield pointer, value
