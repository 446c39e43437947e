"""A filing in which mistakes are made, each at a place that no other mistake touches."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from random import Random
from typing import Any, TypeAlias

from brandpilot.checks.rule import each
from brandpilot.findings import Json, NodePath

LONG_TEXTS = (
    "cluster/area",
    "cluster/products",
    "eligibility/policy_conformity/statement",
    "eligibility/commitments/*/what",
    "influence/position/domestic",
    "influence/position/abroad",
    "influence/core_technology",
    "influence/outlook",
    "plan/goal",
    "plan/tasks/*/present",
    "plan/tasks/*/measures/*/what",
)
SHORT_TEXTS = (
    "organizer/address",
    "organizer/office",
    "cluster/name",
    "influence/economy/source",
    "influence/firms/*/products",
    "influence/trademarks/*/holder",
    "influence/standards/*/title",
    "plan/tasks/*/milestones/*/what",
    "plan/tasks/*/responsible",
    "attachments/*/keeper",
    "signoff/office",
)
TEXTS = LONG_TEXTS + SHORT_TEXTS
NUMBERS = (
    "organizer/accounts/*/id",
    "influence/key_indicators/*/advanced_level",
    "influence/firms/*/output_cny100m",
    "attachments/*/pages",
    "signoff/copies",
    "plan/targets/*/values/*/value",
)
DAYS = ("groundwork/*/since_date", "plan/tasks/*/milestones/*/by_date")
RIGHT_YEARS = ("influence/trademarks/*/year", "influence/standards/*/year")
EACH_LISTS = ("eligibility/commitments", "groundwork", "plan/tasks/*/measures")
ORIGIN = ("plan", "end_date"), ("plan", "start_date")
KEYS = "?keys"
"""Stands for which keys an object has, where a mistake adds, loses or misspells one."""


class NoPlaceError(Exception):
    """Everything that the mistake needs is taken by others."""


@dataclass(slots=True)
class Draft:
    """A filing in which mistakes are being made."""

    data: dict[str, Any]
    random: Random
    planted: set[tuple[str, str]] = field(default_factory=set)
    written: list[NodePath] = field(default_factory=list)
    read: list[NodePath] = field(default_factory=list)

    def claim(self, *written: NodePath, read: Iterable[NodePath] = ()) -> None:
        """Keep nodes from being touched by others; those only read may be read by others too."""
        if not self.is_free(written, read := tuple(read)):
            raise NoPlaceError
        self.written.extend(written)
        self.read.extend(read)

    def is_free(self, written: Iterable[NodePath], read: Iterable[NodePath] = ()) -> bool:
        mine = [(node, (*self.written, *self.read)) for node in written]
        mine += [(node, tuple(self.written)) for node in read]
        return not any(_touch(node, other) for node, others in mine for other in others)

    def pick(self, *paths: str, read: Iterable[NodePath] = ()) -> NodePath:
        """Draw a node that nobody has claimed, and claim it."""
        found = (node for path in paths for node, _ in each(self.data, tuple(path.split("/"))))
        return self.choose(found, read)

    def choose(self, nodes: Iterable[NodePath], read: Iterable[NodePath] = ()) -> NodePath:
        """Draw one of some nodes that nobody has claimed, and claim it."""
        read = tuple(read)
        free = [node for node in nodes if self.is_free((node,), read)]
        if not free:
            raise NoPlaceError
        node = self.random.choice(free)
        self.claim(node, read=read)
        return node

    def get(self, node: NodePath) -> Json:
        value: Json = self.data
        for part in node:
            value = value[part]
        return value

    def put(self, node: NodePath, value: Json) -> NodePath:
        self.get(node[:-1])[node[-1]] = value
        return node

    def append(self, node: NodePath, value: Json) -> NodePath:
        """Add an item behind a list and give its node."""
        added = (*node, len(self.get(node)))
        self.claim(added)
        self.get(node).append(value)
        return added

    def write(self, text: str, *paths: str) -> NodePath:
        """Add words to a text that is drawn."""
        node = self.pick(*(paths or TEXTS))
        return self.put(node, self.get(node) + text)


def _touch(one: NodePath, other: NodePath) -> bool:
    """Tell whether one node lies in the other; `*` is any item."""
    return all(a == b or "*" in (a, b) for a, b in zip(one, other, strict=False))


Mistake: TypeAlias = Callable[[Draft], NodePath]
MISTAKES: dict[str, Mistake] = {}
"""By code; each function makes the mistake and gives the node at which it must be found."""


def earns(code: str) -> Callable[[Mistake], Mistake]:
    def remember(mistake: Mistake) -> Mistake:
        MISTAKES[code] = mistake
        return mistake

    return remember
