"""A blank form made from the schema: every box with what to write in it, nothing pre-filled.

Only what is no choice is written already: the form's version, the codes of a list that must be
answered one by one, and what the caller knows (dossier, call).
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from unicodedata import east_asian_width

from brandpilot.codelists import Codelist
from brandpilot.findings import Json
from brandpilot.layout import pattern_of
from brandpilot.load.compose import compose
from brandpilot.schema import Form

_WIDTH = 76
"""Columns to a line of comment; a Chinese character takes two."""
_PIECES = re.compile(r"[!-~]+|.", re.DOTALL)
"""What a line may be broken between: any two characters, but never inside a Latin word."""
_NOT_AT_START = frozenset("，。；：、）」》？！,.;:)")
_SHORT_LIST = 12


def blank_form(form: Form, codelists: Mapping[str, Codelist], known: Mapping[str, str]) -> str:
    """Write a form as commented YAML; `known` fills fields of the first level."""
    head = [
        f"# {form.schema['title']}（{form.name}）",
        f"# 填好后放在 {place_for(form.kind, known)}",
        "# 以 # 开头的是说明，可以保留。请在冒号后空一格填写；没有的选填栏目写 null。",
        "# 说明要求写 [] 的，写在冒号后面，并删去这一栏下面的空白项。",
        "# 栏目名前有 # 的，需要填写时删去这个 # 和后面的空格。",
        "",
    ]
    given = {"schema": form.name, **{key: value for key, value in known.items() if value}}
    writer = _Writer(codelists, given)
    lines = [*head, *writer.fields(form.schema, 0, {})]
    if form.kind == "notice":
        lines = ["---", *lines, "---"]
    return "\n".join(lines) + "\n"


def place_for(kind: str, known: Mapping[str, str]) -> str:
    """Spell where a filled form goes, as far as that is known."""
    who = "发文机关" if kind == "notice" else "推荐单位"
    dossier, unit = known.get("dossier") or "推荐单位/集群", known.get("unit") or who
    return pattern_of(kind, dossier, unit, "年份")


class _Writer:
    def __init__(self, codelists: Mapping[str, Codelist], given: Mapping[str, str]) -> None:
        self.codelists = codelists
        self.given = given
        self.explained: set[int] = set()

    def fields(
        self, schema: Mapping[str, Json], depth: int, fixed: Mapping[str, str]
    ) -> Iterator[str]:
        """Yield the lines of an object's fields; `fixed` holds codes that are no choice.

        A box is explained where it stands first, not again in every row of its table. What may be
        left out, or be null as a whole, is written behind #.
        """
        required = schema.get("required", ())
        pad = "  " * depth
        for name, inner in schema["properties"].items():
            if depth == 0 and name != "schema":
                yield ""
            if id(inner) not in self.explained:
                self.explained.add(id(inner))
                for line in self.comment(inner, is_required=name in required):
                    yield f"{pad}# {line}"
            lines = self.value(name, inner, depth, fixed)
            if name not in required:
                yield from map(_set_aside, lines)
            elif "properties" in inner and "null" in inner["type"]:
                yield next(lines)
                yield from map(_set_aside, lines)
            else:
                yield from lines

    def value(
        self, name: str, schema: Mapping[str, Json], depth: int, fixed: Mapping[str, str]
    ) -> Iterator[str]:
        pad = "  " * depth
        if name in fixed:
            yield f"{pad}{name}: {fixed[name]}"
        elif depth == 0 and name in self.given:
            yield f"{pad}{name}: {self.given[name]}"
        elif "properties" in schema:
            yield f"{pad}{name}:"
            yield from self.fields(schema, depth + 1, {})
        elif "properties" in schema.get("items", ()):
            yield f"{pad}{name}:"
            for codes in self.rows(schema, fixed):
                yield from self.item(schema["items"], depth + 1, codes)
        elif "items" in schema:
            yield f"{pad}{name}: []"
        else:
            yield f"{pad}{name}:"

    def rows(
        self, schema: Mapping[str, Json], fixed: Mapping[str, str]
    ) -> Iterator[Mapping[str, str]]:
        """Yield what is fixed in each row of a table: one blank row, or one row per code."""
        demand = schema.get("x-each")
        if demand is None:
            yield {}
            return
        codelist = self.codelists[demand["codelist"]]
        codes = tuple(codelist)
        for column, key in demand.get("where", {}).items():
            codes = codelist.where(column, fixed[key])
        for code in codes:
            yield {demand["key"]: code, "": codelist.names[code]}

    def item(
        self, schema: Mapping[str, Json], depth: int, fixed: Mapping[str, str]
    ) -> Iterator[str]:
        """Yield one row of a table; the first field stands behind the dash."""
        pad = "  " * depth
        if "" in fixed:
            yield f"{pad}# —— {fixed['']} ——"
        lead = pad
        for line in self.fields(schema, depth + 1, fixed):
            text = line.removeprefix(pad + "  ")
            if lead and not text.startswith("#"):
                yield f"{pad}- {text}"
                lead = ""
            else:
                yield f"{pad}{text}" if lead else line

    def comment(self, schema: Mapping[str, Json], *, is_required: bool) -> Iterator[str]:
        """Yield what to write: title, duty, description, unit, codes, an example."""
        duty = "必填" if is_required and "null" not in schema.get("type", ()) else "选填"
        yield from _wrap(f"{schema['title']}（{duty}）{schema['description']}")
        if (name := schema.get("x-codelist")) is not None:
            codelist = self.codelists[name]
            codes = codelist.only(schema.get("x-only", {}))
            if len(codes) <= _SHORT_LIST:
                yield from _wrap_choice("可选：", [f"{c} {codelist.names[c]}" for c in codes])
        if examples := schema.get("examples"):
            yield from _wrap(f"例：{_spelled(examples[0])}")


def _spelled(value: Json) -> str:
    """Spell an example so that it may be copied: in quotes where it would be read as another thing."""
    plain = compose("", f"box: {value}\n")
    may_stand = isinstance(value, str) and not plain.findings and plain.data == {"box": value}
    return value if may_stand else json.dumps(value, ensure_ascii=False)


def _set_aside(line: str) -> str:
    """Put a line behind #, at its indent, unless it is a remark already."""
    text = line.lstrip(" ")
    return line if text.startswith("#") else f"{line[: len(line) - len(text)]}# {text}"


def _wrap(text: str) -> Iterator[str]:
    """Break a text into lines of `_WIDTH` columns, no line starting with closing punctuation."""
    return _lines(_PIECES.findall(text))


def _wrap_choice(lead: str, choices: Sequence[str]) -> Iterator[str]:
    """Break a list between its entries, never within one."""
    *others, last = choices
    return _lines([lead, *(f"{one}，" for one in others), last])


def _lines(pieces: Iterable[str]) -> Iterator[str]:
    line, used = "", 0
    for piece in pieces:
        columns = sum(2 if east_asian_width(character) in "WF" else 1 for character in piece)
        if used + columns > _WIDTH and piece not in _NOT_AT_START:
            yield line.rstrip()
            line, used = "", 0
        if line or piece != " ":
            line += piece
            used += columns
    yield line
