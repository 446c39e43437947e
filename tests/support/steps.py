"""Records and notices of no folder, as small as the course of a dossier needs them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from brandpilot.course import Course, Rules, Step, Taken, courses, undone
from brandpilot.layout import DECISION, decision_path
from brandpilot.records.files import value_in
from support.house import law

HOME = "fujian/shili-rattan"
CALL = "miit/2018-1"
NEXT_CALL = "miit/2019-1"
CONCLUDING = "miit/2019-9"


@dataclass(frozen=True)
class Paper:
    """A record of the dossier, or a notice where `home` is one's id; a decision `decides` a path."""

    kind: str
    data: Mapping[str, Any]
    year: int | None
    number: int = 1
    home: str = HOME
    sha256: str = ""
    folder: str = field(default="submissions", repr=False)
    decides: str = ""

    @property
    def path(self) -> str:
        if self.decides:
            return decision_path(self.decides, self.number)
        suffix = f"-{self.number}" if self.number > 1 else ""
        if self.kind == "notice":
            return f"{self.folder}/{self.home}.md"
        return f"{self.folder}/{self.home}/{self.year or 'undated'}-{self.kind}{suffix}.yaml"

    @property
    def name(self) -> str:
        return self.path.rpartition("/")[2]

    def get(self, *keys: str) -> Any:
        return value_in(self.data, keys)


def _year(day: str) -> int:
    return int(day[:4])


def application(day: str, year: int | None = None, number: int = 1, **more: Any) -> Paper:
    """File under the call of a year; the plan ends on 2021-06-30 unless it says another day."""
    year = year or _year(day)
    data = {
        "signoff": {"date": day},
        "call": more.get("call", f"miit/{year}-1"),
        "plan": {"end_date": more.get("end", "2021-06-30")},
    }
    return Paper("application", data, year, number, sha256=more.get("sha256", f"{year}:{number}"))


def recommendation(day: str, of: Paper, number: int = 1, **more: str) -> Paper:
    named = {"file": more.get("file", of.name), "sha256": more.get("sha256", of.sha256)}
    return Paper("recommendation", {"date": day, "application": named}, of.year, number)


def irregular(of: Paper) -> Paper:
    """Give a record of a merge as it is where that merge broke a rule."""
    return replace(
        of, data={**of.data, "proof": {"verdicts": [{"rule": "G801", "verdict": "fail"}]}}
    )


def decision(on: Paper, day: str, number: int = 1) -> Paper:
    """Decide on a record as it is now."""
    data = {"date": day, "record": {"file": on.name, "sha256": on.sha256}}
    return Paper(DECISION, data, on.year, number, on.home, decides=on.path)


def dated(kind: str, day: str, number: int = 1, **data: Any) -> Paper:
    """Make a record of any kind that bears nothing but a date and what is given."""
    return Paper(kind, {"date": day, **data}, _year(day), number)


def designation(day: str, number: int = 1) -> Paper:
    return dated("designation", day, number, origin="decided")


def demonstration(day: str) -> Paper:
    return dated("demonstration", day, origin="decided")


def imported(kind: str, day: str | None, year: int | None = None) -> Paper:
    return Paper(kind, {"origin": "imported", "date": day}, _year(day) if day else year)


def change(day: str, what: str, actor: str = "ministry", number: int = 1, **data: Any) -> Paper:
    return dated(f"status-change-{actor}", day, number, change=what, **data)


def report(day: str, year: int) -> Paper:
    return Paper("annual-report", {"date": day, "year": year}, year)


def voiding(day: str) -> Paper:
    return dated("correction", day, voids_recommendation=True)


def correction(day: str, number: int = 1, **data: Any) -> Paper:
    return dated("correction", day, number, voids_recommendation=False, **data)


def revision(day: str, new: Any) -> Paper:
    return dated("plan-revision", day, changes=[{"pointer": "/plan/end_date", "new": new}])


def demonstration_application(day: str, call: str | None = None) -> Paper:
    return dated("demonstration-application", day, call=call)


def objection(
    received: str, closed: str | None = None, dossier: str | None = HOME
) -> dict[str, str | None]:
    return {"received_date": received, "closed_date": closed, "dossier": dossier}


def notice(id_: str, day: str, **data: Any) -> Paper:
    made = {"date": day, "kind": "public-notice", "origin": "decided", **data}
    return Paper("notice", made, _year(day), 1, id_, folder="docs/notices")


def public_notice(
    start: str,
    end: str,
    *objections: Mapping[str, str | None],
    id_: str = "miit/2018-8",
    day: str = "",
    homes: Sequence[str] = (HOME,),
) -> Paper:
    """Give notice of clusters; it is dated on the day that it starts unless told otherwise."""
    told = {
        "start_date": start,
        "end_date": end,
        "clusters": [{"dossier": home} for home in homes],
        "objections": list(objections),
    }
    return notice(id_, day or start, public_notice=told)


def conclusion(day: str, call: str = CALL, id_: str = CONCLUDING) -> Paper:
    """Publish the list of those designated, which ends a call."""
    return notice(id_, day, kind="designation", designation={"call": call})


YEARS = range(2018, 2024)


def rules(years: Iterable[int] = YEARS, **settings: Any) -> Rules:
    """Give this repository's table and calendar, and calls of these years with these settings."""
    calls = {f"miit/{year}-1": settings for year in years}
    return Rules(law().table, calls, law().calendar)


def course(*papers: Paper, under: Rules | None = None) -> Course:
    """Give the course of the one dossier that the papers make up, notices among them."""
    notices: list[Step] = [paper for paper in papers if paper.kind == "notice"]
    called = [notice(f"miit/{year}-1", f"{year}-01-01", kind="call") for year in YEARS]
    records: list[Step] = [paper for paper in papers if paper.kind not in ("notice", DECISION)]
    void = undone(papers)
    return courses({HOME: records}, [*called, *notices], under or rules(), void)[HOME]


def state(day: str, *papers: Paper, under: Rules | None = None) -> str:
    """Tell where the papers lead by the end of a day."""
    return course(*papers, under=under).at(date.fromisoformat(day)).state


def told(*papers: Paper, under: Rules | None = None) -> list[str]:
    """Give what each event leads to, or the code of its refusal, in order."""
    return [outcome(taken) for taken in course(*papers, under=under).taken()]


def outcome(taken: Taken) -> str:
    return taken.refusal.code if taken.refusal else taken.after.state


def refused(*papers: Paper, under: Rules | None = None) -> list[str]:
    """Give the codes of all refusals, in order."""
    return [word for word in told(*papers, under=under) if word[1:].isdigit()]


def states(papers: Sequence[Paper], *days: str) -> list[str]:
    """Tell where the papers lead by the end of each day."""
    made = course(*papers)
    return [made.at(date.fromisoformat(day)).state for day in days]


def since(papers: Sequence[Paper], day: str) -> tuple[str, str | None]:
    """Tell where the papers lead by the end of a day, and since when."""
    standing = course(*papers).at(date.fromisoformat(day))
    return standing.state, standing.since
