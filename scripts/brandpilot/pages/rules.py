"""The catalogue of checks as a page: every code with its sentence, remedy and basis."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from brandpilot.messages import Entry
from brandpilot.pages.facts import Derived

STAGES = {
    "F": ("文件", "文件能不能读，放得对不对"),
    "S": ("格式", "栏目是否齐全，填法是否符合要求"),
    "C": ("内容", "一份材料的内容是否前后一致、符合规定"),
    "X": ("跨材料", "几份材料之间是否重复或矛盾"),
    "L": ("办理环节", "这一步现在能不能办"),
    "R": ("评审记录", "推荐、评审和公示的记录是否完整"),
    "E": ("年度评价", "评价数据能不能计算"),
    "G": ("受理", "合并请求能不能受理"),
}


@dataclass(frozen=True, slots=True)
class Stage:
    """The codes of one letter, in order."""

    letter: str
    name: str
    about: str
    size: Derived
    entries: tuple[Entry, ...]


def stages(catalogue: Mapping[str, Entry]) -> tuple[Stage, ...]:
    """Group the catalogue by stage; gaps of a sentence become 「……」."""
    blank = _Gaps()
    entries = (
        Entry(
            entry.code,
            entry.severity,
            entry.title,
            entry.message.format_map(blank),
            entry.fix.format_map(blank),
            entry.basis.format_map(blank),
        )
        for _, entry in sorted(catalogue.items())
    )
    grouped = {
        letter: tuple(own) for letter, own in groupby(entries, key=lambda entry: entry.code[0])
    }
    return tuple(
        Stage(
            letter, name, about, Derived(f"rules:{letter}", len(grouped[letter])), grouped[letter]
        )
        for letter, (name, about) in STAGES.items()
        if letter in grouped
    )


class _Gaps(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "该栏目的依据" if key == "basis" else "……"
