"""What holds of any dossier, however its records and notices lie and whatever is wrong with them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from brandpilot.course import VOIDED, Rules, Taken, effective_day
from support.house import law
from support.steps import (
    HOME,
    Paper,
    application,
    change,
    conclusion,
    correction,
    course,
    dated,
    demonstration,
    demonstration_application,
    designation,
    imported,
    objection,
    public_notice,
    recommendation,
    report,
    revision,
    rules,
    voiding,
)

TABLE = law().table
FIRST = date(2017, 12, 1)
DAYS = st.integers(0, 1200).map(lambda n: (FIRST + timedelta(days=n)).isoformat())
YEARS = st.sampled_from((2018, 2019, 2020))
CHANGES = tuple(
    tuple(event.split(":"))
    for event in TABLE.events
    if event.startswith(("status-change-unit:", "status-change-ministry:"))
)


@st.composite
def filings(draw: st.DrawFn) -> Paper:
    year = draw(YEARS)
    end = draw(st.one_of(st.none(), DAYS))
    return application(draw(DAYS), year, draw(st.integers(1, 2)), end=end)


@st.composite
def opinions(draw: st.DrawFn) -> Paper:
    of = application(draw(DAYS), draw(YEARS), draw(st.integers(1, 2)))
    sha256 = draw(st.sampled_from((of.sha256, of.sha256, "changed")))
    return recommendation(draw(DAYS), of, draw(st.integers(1, 3)), sha256=sha256)


@st.composite
def changes(draw: st.DrawFn) -> Paper:
    kind, what = draw(st.sampled_from(CHANGES))
    heard = draw(st.one_of(st.none(), DAYS.map(lambda day: {"notified_date": day})))
    actor = kind.rpartition("-")[2]
    return change(draw(DAYS), what, actor, draw(st.integers(1, 5)), heard=heard)


@st.composite
def notices(draw: st.DrawFn) -> Paper:
    """A notice of up to three weeks, which may name this cluster and any objections to it."""
    start = date.fromisoformat(draw(DAYS))
    end = start + timedelta(days=draw(st.integers(0, 21)))
    rows = []
    for _ in range(draw(st.integers(0, 3))):
        received = start + timedelta(days=draw(st.integers(0, 40)))
        closed = received + timedelta(days=draw(st.integers(0, 60)))
        is_open = draw(st.booleans())
        about = draw(st.sampled_from((HOME, HOME, None, "fujian/shili-bamboo")))
        rows.append(objection(received.isoformat(), None if is_open else closed.isoformat(), about))
    day = (start + timedelta(days=draw(st.integers(-5, 5)))).isoformat()
    id_ = f"miit/2018-{draw(st.integers(80, 83))}"
    return public_notice(start.isoformat(), end.isoformat(), *rows, id_=id_, day=day)


PAPERS = st.one_of(
    filings(),
    filings(),
    opinions(),
    opinions(),
    changes(),
    notices(),
    notices(),
    st.builds(designation, DAYS, st.integers(1, 2)),
    st.builds(demonstration, DAYS),
    st.builds(lambda day: imported("designation", day), DAYS),
    st.sampled_from((imported("designation", None), imported("designation", None, 2017))),
    st.builds(lambda day: imported("demonstration", day), DAYS),
    st.builds(report, DAYS, st.integers(2017, 2022)),
    st.builds(voiding, DAYS),
    st.builds(correction, DAYS),
    st.builds(revision, DAYS, st.one_of(DAYS, st.sampled_from((None, "明年", 2022)))),
    st.builds(demonstration_application, DAYS, st.just("miit/2020-1")),
    st.builds(
        lambda day, year, number: conclusion(day, f"miit/{year}-1", f"miit/2019-{90 + number}"),
        DAYS,
        YEARS,
        st.integers(0, 3),
    ),
    st.builds(
        dated,
        st.sampled_from(("expert-review", "paper-unit", "paper-ministry", "support")),
        DAYS,
    ),
)


def one_of_a_name(papers: Sequence[Paper]) -> list[Paper]:
    """A folder holds one file of a name."""
    return list({paper.path: paper for paper in papers}.values())


DOSSIERS = st.lists(PAPERS, max_size=14).map(one_of_a_name)


@st.composite
def likely(draw: st.DrawFn) -> list[Paper]:
    """A dossier that goes the usual way for a while, and then or meanwhile any way at all."""
    filed = application("2018-04-02")
    usual = [
        filed,
        recommendation("2018-05-02", filed),
        dated("expert-review", "2018-06-01"),
        public_notice("2018-07-02", "2018-07-06", objection("2018-07-04", "2018-07-20")),
        designation("2018-08-01"),
        report("2018-12-01", 2018),
        demonstration_application("2020-03-02"),
    ]
    return one_of_a_name([*usual[: draw(st.integers(1, 7))], *draw(DOSSIERS)])


ANY = st.one_of(DOSSIERS, likely(), likely())
SETTINGS = st.sampled_from(
    (
        rules(),
        rules(expert_review={}, notice_working_days=5),
        rules(hearing_working_days=5, demonstration_reports=1),
    )
)
AS_OF = DAYS.map(date.fromisoformat)


def spelled(taken: Sequence[Taken]) -> list[tuple[Any, ...]]:
    return [(one.event, one.before, one.after, one.refusal) for one in taken]


def until(papers: Sequence[Paper], as_of: date) -> list[Paper]:
    """Give the papers as they were on a day: none dated later, no later word on objections."""
    today = as_of.isoformat()
    days = ((paper, effective_day(paper) or str(paper.year or "")) for paper in papers)
    return [_known(paper, today) for paper, day in days if day <= today[: len(day)]]


def _known(paper: Paper, today: str) -> Paper:
    told = paper.get("public_notice")
    if told is None:
        return paper
    rows = []
    for row in told["objections"]:
        if row["received_date"] <= today:
            is_closed = row["closed_date"] is not None and row["closed_date"] <= today
            rows.append(row if is_closed else {**row, "closed_date": None})
    return replace(paper, data={**paper.data, "public_notice": {**told, "objections": rows}})


@given(ANY, SETTINGS, st.randoms(use_true_random=False))
def test_the_order_of_the_files_does_not_matter(
    papers: list[Paper], under: Rules, chance: Any
) -> None:
    mixed = list(papers)
    chance.shuffle(mixed)
    one, other = course(*papers, under=under), course(*mixed, under=under)
    assert spelled(list(one.taken())) == spelled(list(other.taken()))


@given(ANY, SETTINGS, AS_OF)
def test_a_day_knows_nothing_of_what_is_dated_later(
    papers: list[Paper], under: Rules, as_of: date
) -> None:
    then = course(*until(papers, as_of), under=under)
    now = course(*papers, under=under)
    told, found = list(then.taken(as_of)), list(now.taken(as_of))
    assert [(one.event.day, one.event.name) for one in told] == [
        (one.event.day, one.event.name) for one in found
    ]
    assert [one.after.state for one in told] == [one.after.state for one in found]
    assert [one.refusal for one in told] == [one.refusal for one in found]
    assert (then.at(as_of).state, then.at(as_of).since) == (
        now.at(as_of).state,
        now.at(as_of).since,
    )


@given(ANY, PAPERS, SETTINGS, AS_OF)
def test_a_file_changes_nothing_before_its_day(
    papers: list[Paper], extra: Paper, under: Rules, as_of: date
) -> None:
    day = effective_day(extra) or str(extra.year or "")
    if as_of.isoformat()[: len(day)] < day and extra.path not in {one.path for one in papers}:
        without, beside = course(*papers, under=under), course(*papers, extra, under=under)
        assert without.at(as_of) == beside.at(as_of)


@given(ANY, SETTINGS, AS_OF, AS_OF)
def test_later_days_only_add_to_what_happened(
    papers: list[Paper], under: Rules, one_day: date, other_day: date
) -> None:
    early, late = sorted((one_day, other_day))
    made = course(*papers, under=under)
    first, longer, whole = (list(made.taken(day)) for day in (early, late, None))
    assert spelled(longer[: len(first)]) == spelled(first)
    assert spelled(whole[: len(longer)]) == spelled(longer)
    assert all(one.event.day > early.isoformat() for one in longer[len(first) :])


@given(ANY, SETTINGS)
def test_what_is_refused_changes_nothing(papers: list[Paper], under: Rules) -> None:
    taken = list(course(*papers, under=under).taken())
    for one in taken:
        if one.refusal and one.refusal.code == VOIDED:
            assert one.after.state == "recommendation_void"
        elif one.refusal:
            assert one.after == one.before
    files = [one.event.file for one in taken if one.refusal and one.refusal.code != VOIDED]
    left = [paper for paper in papers if paper not in files]
    again = list(course(*left, under=under).taken())
    assert spelled(again) == spelled([one for one in taken if one.event.file not in files])


@given(ANY, SETTINGS)
def test_events_come_in_the_order_of_their_days(papers: list[Paper], under: Rules) -> None:
    made = list(course(*papers, under=under).taken())
    days = [one.event.day for one in made]
    assert days == sorted(days)
    for earlier, later in pairwise(made):
        assert later.before == earlier.after


@given(ANY, SETTINGS)
def test_every_step_is_one_of_the_table(papers: list[Paper], under: Rules) -> None:
    for one in course(*papers, under=under).taken():
        way = TABLE.find(one.event.name, one.before.state)
        assert one.refusal or (way and way.next == one.after.state)
