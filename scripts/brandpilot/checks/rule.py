"""What a rule is, and what it may look at."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from brandpilot.codelists import Codelist
from brandpilot.findings import Json, NodePath
from brandpilot.layout import Place
from brandpilot.schema import EACH, Form


@dataclass(frozen=True, slots=True)
class Law:
    """What is in force: forms, codelists, the calls' settings by notice id, and the day it is."""

    forms: Mapping[str, Form]
    codelists: Mapping[str, Codelist]
    calls: Mapping[str, Mapping[str, Json]]
    today: str


@dataclass(frozen=True, slots=True)
class Text:
    """One text of a document; `folded` is how it reads with full-width and styled forms made plain."""

    node: NodePath
    text: str
    folded: str
    is_code: bool


@dataclass(frozen=True, slots=True)
class Subject:
    """One document under examination.

    `data` holds only values of the type that the form gives them: whatever the schema stage
    objected to is missing, or None in a list. So a rule looks for None and for nothing else.
    `texts` are all its texts: the values of its fields and the lines of prose below a notice;
    `joined` and `folded` are the same in one piece and `characters` what they are made of, so
    that a rule which looks for something rare sees at once that it is nowhere.
    """

    form: Form
    data: Mapping[str, Json]
    place: Place | None
    call: Mapping[str, Json]
    texts: tuple[Text, ...]
    joined: str
    folded: str
    characters: frozenset[str]

    @classmethod
    def of(
        cls,
        form: Form,
        data: Mapping[str, Json],
        place: Place | None,
        call: Mapping[str, Json],
        body: Iterable[str] = (),
    ) -> "Subject":
        """Gather what every rule needs, once."""
        lines = (_text(("body", index), line, is_code=False) for index, line in enumerate(body))
        texts = (*_texts(data, form.schema, ()), *lines)
        joined = "\n".join(text.text for text in texts)
        folded = "\n".join(text.folded for text in texts if not text.is_code)
        return cls(form, data, place, call, texts, joined, folded, frozenset(joined))

    def each(self, path: str) -> Iterator[tuple[NodePath, Json]]:
        """Yield place and value of each node that a path such as `plan/tasks/*/goal` names."""
        return each(self.data, tuple(path.split("/")))

    def title(self, node: NodePath) -> str:
        """Name a node by the boxes of the form."""
        return self.form.title(node)


Hit: TypeAlias = tuple[NodePath, Mapping[str, object]]
"""Where a rule is broken, and the values that fill its sentence."""
Rule: TypeAlias = Callable[[Subject, Law], Iterable[Hit]]


@dataclass(frozen=True, slots=True)
class Check:
    """One rule about one document: one code, one sentence, one function.

    `kinds` are the kinds of record that it is for. What `asks_today` answers changes with the
    day, so its findings may not be kept.
    """

    code: str
    kinds: frozenset[str]
    rule: Rule
    asks_today: bool = False


def each(data: Json, path: NodePath, at: NodePath = ()) -> Iterator[tuple[NodePath, Json]]:
    """Yield (node, value) for a path with `*` for any list item; absent and null are passed over."""
    if data is None:
        return
    if not path:
        yield at, data
        return
    part, rest = path[0], path[1:]
    if part == EACH:
        if isinstance(data, list):
            for index, item in enumerate(data):
                yield from each(item, rest, (*at, index))
    elif isinstance(data, dict):
        yield from each(data.get(part), rest, (*at, part))


def _texts(value: Json, schema: Mapping[str, Json], node: NodePath) -> Iterator[Text]:
    if isinstance(value, str):
        yield _text(node, value, is_code="x-personal" in schema)
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, schema["properties"][key], (*node, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _texts(inner, schema["items"], (*node, index))


def _text(node: NodePath, text: str, *, is_code: bool) -> Text:
    folded = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return Text(node, text, folded, is_code)
