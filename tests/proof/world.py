"""A history of decisions as the forge and the App make it, in real objects, and hands to spoil it.

Every operation gives a new `Main`, so that one history serves all tests. Accounts are fictional.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from brandpilot.forge.evidence import Evidence, Person, Pull, Review, Status
from brandpilot.forge.harvest import harvest
from brandpilot.forge.seen import Seen
from brandpilot.git.repository import Repository
from standin.stage import APP, APP_ID, PEOPLE, ROOT, ROSTER, VALID, base_files, filing, roster
from support.objects import Store

RATTAN = "submissions/fujian/shili-rattan/2017-application.yaml"
RATTAN_RECORD = "submissions/fujian/shili-rattan/2017-recommendation.yaml"
TEAPOTS = "submissions/fujian/shili-teapots/2017-application.yaml"
TEAPOTS_RECORD = "submissions/fujian/shili-teapots/2017-recommendation.yaml"
TEAPOTS_SECOND = "submissions/fujian/shili-teapots/2017-recommendation-2.yaml"
REPORT = "submissions/fujian/shili-rattan/2018-annual-report.yaml"
REPORT_RECORD = "submissions/fujian/shili-rattan/2018-annual-report.decision.yaml"
PAPER = "submissions/fujian/shili-rattan/2017-paper-unit.yaml"
PAPER_RECORD = "submissions/fujian/shili-rattan/2017-paper-unit.decision.yaml"
ORGANIZER, FIRST, SECOND = "shili-county-office", "shili-fujian-1", "shili-fujian-2"
HEBEI, MINISTRY = "shili-hebei-1", "shili-ministry-1"
APPROVAL = "推荐意见：材料齐全，符合条件，同意推荐。"
SUMMER, AUTUMN = "2017-08-20T02:00:00Z", "2017-08-28T02:00:00Z"
WINTER = "2019-01-20T02:00:00Z"


@dataclass(frozen=True)
class Main:
    """Main's tip and what it holds; `seen` is all evidence of its requests, by number."""

    tip: str
    files: Mapping[str, bytes]
    seen: Mapping[int, Evidence] = field(default_factory=dict)


@dataclass(frozen=True)
class Asked:
    """How a request went: by whom, when, how it was merged, and what its branch does besides."""

    author: str = ORGANIZER
    approver: str | None = FIRST
    merger: str = FIRST
    at: str = AUTUMN
    body: str = APPROVAL
    method: str = "merge"
    message: str = "x"
    base: Main | None = None
    takes_main_in: bool = False
    slipped: Mapping[str, bytes | None] = field(default_factory=dict)


class World:
    """The repository, and everything that is read of it once."""

    def __init__(self, folder: Path) -> None:
        self.store = Store(folder)
        self.repository = Repository(folder)
        self.seen = Seen(self.repository, ROOT)
        self.played: dict[str, Any] = {}

    def commit(
        self, files: Mapping[str, bytes], parents: Sequence[str], at: str, message: str = "x"
    ) -> str:
        blobs = {path: self.store.blob(raw) for path, raw in files.items()}
        seconds = int(datetime.fromisoformat(at).astimezone(UTC).timestamp())
        return self.store.commit(self.store.folder_of(blobs), parents, seconds, message)

    def pushed(self, main: Main, files: Mapping[str, bytes | None], at: str = AUTUMN) -> Main:
        """Push a commit straight onto main."""
        held = _with(main.files, files)
        return replace(main, tip=self.commit(held, [main.tip], at), files=held)

    def merged(
        self,
        main: Main,
        number: int,
        files: Mapping[str, bytes | None],
        how: Asked = Asked(),
    ) -> Main:
        """Open a request, approve it and merge it; its evidence is kept."""
        base = how.base or main
        head = self.commit(_with(base.files, files), [base.tip], how.at, how.message)
        if how.takes_main_in:
            both = _with({**main.files, **base.files}, files)
            head = self.commit(_with(both, files), [head, main.tip], how.at)
        held = _with(_with(main.files, files), how.slipped)
        parents = [main.tip, head] if how.method == "merge" else [main.tip]
        merge = self.commit(held, parents, how.at, f"Merge pull request #{number}")
        told = {**main.seen, number: _evidence(number, head, merge, how, len(files))}
        return Main(merge, held, told)

    def written(
        self, main: Main, *numbers: int, of: Mapping[int, Evidence] | None = None
    ) -> dict[str, bytes]:
        """Give the records of requests as the harvest writes them."""
        ends = {str(one.pull.merge_commit) for one in main.seen.values()}
        told = [{**main.seen, **(of or {})}[number] for number in numbers]
        return harvest(told, self.seen, tuple(main.files), ends)

    def recorded(
        self, main: Main, number: int, records: Mapping[str, bytes | None], at: str = AUTUMN
    ) -> Main:
        """Let the App propose records and merge them."""
        how = Asked(author=APP, approver=None, merger=APP, at=at)
        made = self.merged(main, number, records, how)
        return replace(made, seen=main.seen)

    @cached_property
    def begun(self) -> Main:
        """Main on the day on which somebody can decide, and the day before."""
        files = {path: text.encode() for path, text in base_files().items()}
        empty = {**files, ROSTER: (ROOT / ROSTER).read_bytes()}
        first = self.commit(empty, [], "2017-01-02T00:00:00Z")
        return Main(self.commit(files, [first], "2017-01-03T00:00:00Z"), files)

    @cached_property
    def first_filed(self) -> Main:
        """One application came in as it should, another was merged by nobody who could."""
        main = self.merged(self.begun, 1, {RATTAN: filing()})
        stranger = Asked(approver=None, merger="shili-stranger", base=self.begun)
        return self.merged(main, 2, {TEAPOTS: teapots()}, stranger)

    @cached_property
    def first_recorded(self) -> Main:
        """Both are on record, the second as irregular."""
        return self.recorded(self.first_filed, 3, self.written(self.first_filed, 1, 2))

    @cached_property
    def all_filed(self) -> Main:
        """The second is filed again; a term ends; a report comes, and a paper, squashed."""
        again = Asked(base=self.begun, takes_main_in=True)
        main = self.merged(self.first_recorded, 4, {TEAPOTS: teapots(b"2017-10-02")}, again)
        ended = roster(until={SECOND: "2018-12-31"}).encode()
        main = self.merged(main, 5, {ROSTER: ended}, Asked(author="shili-maintainer-1"))
        report = (VALID / "fujian-2018-annual-report.yaml").read_bytes()
        main = self.merged(main, 6, {REPORT: report}, Asked(at=WINTER, body="同意。"))
        paper = (VALID / "fujian-2017-paper-unit.yaml").read_bytes()
        squashed = Asked(author=SECOND, at=WINTER, method="squash")
        main = self.merged(main, 7, {PAPER: paper}, squashed)
        return self.merged(main, 8, {"README.md": b"x\n"}, Asked(at=WINTER, base=self.begun))

    @cached_property
    def good(self) -> Main:
        """Everything is on record."""
        records = self.written(self.all_filed, 4, 6, 7)
        return self.recorded(self.all_filed, 9, records, WINTER)


def teapots(start: bytes = b"2017-10-01") -> bytes:
    """Give a second application."""
    text = filing().replace(b"shili-rattan", b"shili-teapots")
    return text.replace(b"plan:\n  start_date: 2017-10-01", b"plan:\n  start_date: " + start)


def person(login: str) -> Person:
    return Person(login, APP_ID if login == APP else PEOPLE[login])


def _with(files: Mapping[str, bytes], changes: Mapping[str, bytes | None]) -> dict[str, bytes]:
    both = {**files, **changes}
    return {path: raw for path, raw in both.items() if raw is not None}


def _evidence(number: int, head: str, merge: str, how: Asked, files: int) -> Evidence:
    pull = Pull(
        number,
        f"https://github.com/example/brandpilot/pull/{number}",
        person(how.author),
        "main",
        head,
        "example/brandpilot",
        SUMMER,
        files,
        closed_at=how.at,
        merged_at=how.at,
        merge_commit=merge,
        merged_by=person(how.merger),
    )
    reviews: Iterable[Review] = ()
    if how.approver:
        own = person(how.approver)
        reviews = (Review(500 + number, own, "APPROVED", head, how.at, how.body),)
    status = Status("gate", "success", Person(APP, APP_ID), SUMMER)
    return Evidence(pull, tuple(reviews), (status,))
