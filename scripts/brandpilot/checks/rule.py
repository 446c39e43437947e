"""What a rule is, and what it may look at."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from brandpilot.codelists import Codelist
from brandpilot.course import Rules, Table
from brandpilot.findings import Json, NodePath
from brandpilot.layout import Place
from brandpilot.load import Document
from brandpilot.schema import EACH, Form
from brandpilot.workdays import Calendar

_LONG_NUMBER = 10**10
"""No box asks for a number of eleven digits; a telephone number has as many."""


@dataclass(frozen=True, slots=True)
class Law:
    """What is in force, and the day it is.

    Forms, codelists, the calls' settings by notice id, the table of states, the working days.
    """

    forms: Mapping[str, Form]
    codelists: Mapping[str, Codelist]
    calls: Mapping[str, Mapping[str, Json]]
    today: str
    table: Table
    calendar: Calendar

    @property
    def rules(self) -> Rules:
        """What the course of a dossier is judged by."""
        return Rules(self.table, self.calls, self.calendar)


@dataclass(frozen=True, slots=True)
class Text:
    """One text of a file; `folded` is how it reads with full-width and styled forms made plain.

    `node` is (line, column) for a comment or a line of prose, which are no part of the data.
    """

    node: NodePath
    text: str
    folded: str


@dataclass(frozen=True, slots=True)
class Subject:
    """One document under examination.

    `data` holds only values of the type that the form gives them: whatever the schema stage
    objected to is missing, or None in a list. So a rule looks for None and for nothing else.
    `texts` are the texts in it and the prose below a notice. `foreign` is all that a person wrote
    but codes of their own (credit codes and the like): objectionable values, fields that do not
    exist and comments too. `joined`, `folded` and `characters` are the same in one piece, so that
    a rule which looks for something rare sees at once that it is nowhere. `remarks` are the
    places of the comments.
    """

    form: Form
    data: Mapping[str, Json]
    place: Place | None
    call: Mapping[str, Json]
    texts: tuple[Text, ...]
    foreign: tuple[Text, ...]
    joined: str
    folded: str
    characters: frozenset[str]
    remarks: frozenset[NodePath]

    @classmethod
    def of(
        cls, form: Form, document: Document, sound: Mapping[str, Json], call: Mapping[str, Json]
    ) -> "Subject":
        """Gather what every rule needs, once."""
        prose = tuple(_text(mark, line) for mark, line in document.prose)
        written = tuple(_texts(document.data, form.schema, ()))
        is_whole = sound is document.data
        read = written if is_whole else _texts(sound, form.schema, ())
        texts = (*(text for text, _ in read), *prose)
        remarks = (_text(mark, comment) for mark, comment in document.comments.items())
        foreign = (*(text for text, is_code in written if not is_code), *remarks, *prose)
        joined = "\n".join(text.text for text in texts)
        folded = "\n".join(text.folded for text in foreign)
        whole = frozenset(joined)
        return cls(
            form,
            sound,
            document.place,
            call,
            texts,
            foreign,
            joined,
            folded,
            whole,
            frozenset(document.comments),
        )

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


def _texts(value: Json, schema: Mapping[str, Json], node: NodePath) -> Iterator[tuple[Text, bool]]:
    """Yield every text, and whether it is a code; also long numbers, and keys that do not exist."""
    if isinstance(value, str):
        yield _text(node, value), "x-personal" in schema
    elif isinstance(value, dict):
        known = schema.get("properties", {})
        for key, inner in value.items():
            if key not in known:
                yield _text((*node, key), key), False
            yield from _texts(inner, known.get(key, {}), (*node, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _texts(inner, schema.get("items", {}), (*node, index))
    elif isinstance(value, int | float) and abs(value) >= _LONG_NUMBER:
        yield _text(node, str(int(abs(value)))), False


def _text(node: NodePath, text: str) -> Text:
    folded = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return Text(node, text, folded)
