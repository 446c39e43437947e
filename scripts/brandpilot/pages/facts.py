"""Values of published records that know where they are written: every figure has its source."""

from dataclasses import dataclass

from brandpilot.course import day_field
from brandpilot.findings import Json, NodePath, pointer
from brandpilot.records import Notice, Record


@dataclass(frozen=True, slots=True)
class Fact:
    """A value at a node of a file; without a node it is the file's name that says the value."""

    value: Json
    path: str
    node: NodePath | None = ()

    def __bool__(self) -> bool:
        """Tell whether the value is known."""
        return self.value is not None

    @property
    def place(self) -> str:
        """Where the value is written: `<path>#<pointer>`, or the path alone."""
        return self.path if self.node is None else f"{self.path}#{pointer(self.node)}"

    @property
    def text(self) -> str:
        """The value as plain text; empty when unknown."""
        return "" if self.value is None else str(self.value)

    def at(self, *parts: str | int) -> "Fact":
        """Give the value at a node below; unknown where the file does not have it."""
        value: Json = self.value
        for part in parts:
            try:
                value = value[part]
            except (KeyError, IndexError, TypeError):
                value = None
        return Fact(value, self.path, (*(self.node or ()), *parts))

    def items(self) -> tuple["Fact", ...]:
        """Give each item of a list; nothing where it is unknown."""
        return tuple(self.at(index) for index in range(len(self.value or ())))


@dataclass(frozen=True, slots=True)
class Derived:
    """A number counted from all records, or a day reckoned from one.

    Its name says how, so that a test can count again.
    """

    name: str
    value: int | str

    @property
    def text(self) -> str:
        """The value as plain text."""
        return str(self.value)


def sheet(file: Record | Notice) -> Fact:
    """Give the whole content of a record or notice as one fact, to go down from."""
    return Fact(file.data, file.path)


def when(record: Record) -> Fact:
    """Give the day of a record, or the year that its file bears where the day is unknown."""
    day = sheet(record).at(*day_field(record.kind))
    return day if day or record.year is None else Fact(record.year, record.path, None)
