"""Values for a form, drawn from nothing but the form itself and its codelists."""

import math
import random
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from brandpilot.codelists import Codelist
from brandpilot.findings import Json

_NULL = 0.3
"""How often a box that may be empty is left empty."""
_DAYS = 300
_YEARS = 4
_SERIAL = re.compile(r"[0-9]{5}(?=[.][0-9]$|$)")
"""The end of a number such as that of a trademark, which no two rows may share."""
_AMOUNT = re.compile(r"(?<![0-9.A-Za-z〔（—])[0-9]{2,}(?![0-9.年月日号本—〕])")
"""A figure in a text, but no year, day or document number."""


@dataclass(frozen=True, slots=True)
class Row:
    """Which row of a table a value stands in, the codes that are given there, and their subject."""

    number: int = 0
    codes: Mapping[str, str] = field(default_factory=dict)
    about: str = ""


@dataclass(frozen=True, slots=True)
class Draw:
    """One filing's luck.

    `words` are what its texts say instead of the words of the examples; `serial` is the first
    of the numbers that are its own; `rows` tells how many rows a field's list gets.
    """

    luck: random.Random
    codelists: Mapping[str, Codelist]
    words: Mapping[str, str]
    serial: int
    rows: Mapping[str, int]

    def value(self, schema: Mapping[str, Json], name: str = "", row: Row = Row()) -> Json:
        """Draw the value of the field `name`."""
        if "const" in schema:
            return schema["const"]
        if "x-codelist" in schema:
            codelist = self.codelists[schema["x-codelist"]]
            return row.codes.get(name) or self.luck.choice(list(codelist))
        kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
        if "null" in kinds and self.luck.random() < _NULL:
            return None
        by_kind: Mapping[str, Callable[[], Json]] = {
            "object": lambda: self.fields(schema, row),
            "array": lambda: self.items(schema, name, row),
            "string": lambda: self.text(schema, row),
            "boolean": lambda: self.luck.random() > _NULL,
        }
        return by_kind.get(kinds[0], lambda: self.number(schema))()

    def filled(self, schema: Mapping[str, Json], name: str, row: Row) -> Json:
        """Draw a value for a box that may be empty elsewhere and not here."""
        while (value := self.value(schema, name, row)) is None:
            pass
        return value

    def fields(self, schema: Mapping[str, Json], row: Row) -> dict[str, Json]:
        """Draw an object; a box that its other boxes make a duty is filled."""
        fields = schema["properties"]
        drawn = {name: self.value(inner, name, row) for name, inner in fields.items()}
        for duty in schema.get("allOf", ()):
            holds = duty["if"]["properties"].items()
            if all(drawn[name] == wanted["const"] for name, wanted in holds):
                for name in duty["then"]["properties"]:
                    drawn[name] = self.filled(fields[name], name, row)
        return drawn

    def items(self, schema: Mapping[str, Json], name: str, row: Row) -> list[Json]:
        """Draw a list: one row for each code where the form demands it (`x-each`)."""
        inner = schema["items"]
        if demand := schema.get("x-each"):
            codelist = self.codelists[demand["codelist"]]
            codes = tuple(codelist)
            for column, key in demand.get("where", {}).items():
                codes = codelist.where(column, row.codes[key])
            rows = [
                Row(number, {demand["key"]: code}, codelist.names[code])
                for number, code in enumerate(codes)
            ]
        else:
            few = max(schema.get("minItems", 1), self.rows.get(name, 1))
            rows = [Row(number) for number in range(few)]
        drawn = [self.value(inner, "", row) for row in rows]
        return list(dict.fromkeys(drawn)) if schema.get("uniqueItems") else drawn

    def text(self, schema: Mapping[str, Json], row: Row) -> str:
        """Draw a text: an example of the form with other names, days and figures."""
        text: str = self.luck.choice(schema["examples"])
        if schema.get("format") == "date":
            day = date.fromisoformat(text) - timedelta(days=self.luck.randrange(_DAYS))
            return day.isoformat()
        if "pattern" in schema:
            return _SERIAL.sub(f"{self.serial + row.number:05d}", text)
        if schema.get("x-long") and row.about:
            return f"示例：{row.about}。"
        for word, own in self.words.items():
            text = text.replace(word, own)
        if schema.get("x-long"):
            return _AMOUNT.sub(lambda found: str(self.number({"examples": [int(found[0])]})), text)
        return f"{text}（{row.number + 1}）" if row.number else text

    def number(self, schema: Mapping[str, Json]) -> float:
        """Draw a number near an example; a year at most a few years before it."""
        example: float = self.luck.choice(schema["examples"])
        least: float = schema.get("minimum", 0)
        most: float = schema.get("maximum", math.inf)
        if least > 1:
            return example - self.luck.randrange(_YEARS)
        near = example * self.luck.uniform(0.7, 1.3)
        number = round(near) if isinstance(example, int) else round(near, 1)
        return max(least, min(most, number))
