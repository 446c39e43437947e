"""Requests made in memory: a green one, and for every rule of the gate one that earns exactly it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from brandpilot.findings import Finding
from brandpilot.forge.case import Case
from brandpilot.forge.evidence import GHOST, Evidence, Person, Pull, Review, Status
from brandpilot.git.repository import Change, Commit, Entry
from brandpilot.layout import CODEOWNERS, REVIEWERS
from brandpilot.load import Document
from brandpilot.roster import Roster, read_roster
from standin.stage import APP_ID, APPLICATION, PEOPLE, RECOMMENDATION, filing
from standin.stage import roster as listed
from support.house import document, law

HEAD, OLD, BASE, MERGE = ("a" * 40, "0" * 40, "b" * 40, "c" * 40)
SEEN, APPROVED_AT = "2017-08-20T02:00:00Z", "2017-08-29T02:00:00Z"
ORGANIZER, FIRST, SECOND = "shili-county-office", "shili-fujian-1", "shili-fujian-2"
MAIL = "1+x@users.noreply.github.com"
ADDED = Change(APPLICATION, None, Entry("100644", "d" * 40))
NOTICE = "docs/notices/miit/2017-901.md"
REPORT = "submissions/fujian/shili-rattan/2018-annual-report.yaml"


def person(login: str) -> Person:
    return Person(login, {**PEOPLE, "shili-brandpilot[bot]": APP_ID}[login])


def review(login: str = FIRST, **told: Any) -> Review:
    own = {
        "id": 1,
        "by": person(login),
        "state": "APPROVED",
        "commit": HEAD,
        "at": APPROVED_AT,
        "body": "推荐意见：同意推荐。",
    }
    return Review(**{**own, **told})


def roster(**how: Any) -> Roster:
    return read_roster(document(REVIEWERS, listed(**how)).data)


def case(**told: Any) -> Case:
    """A filing that is approved and may be merged."""
    pull = Pull(
        **{
            "number": 1,
            "url": "https://github.com/example/brandpilot/pull/1",
            "author": person(ORGANIZER),
            "base": "main",
            "head": HEAD,
            "head_repository": f"{ORGANIZER}/brandpilot",
            "opened_at": SEEN,
            "files": len(told.get("changes", (1,))),
            "is_mergeable": True,
            **told.pop("pull", {}),
        }
    )
    reviews = told.pop("reviews", (review(),))
    statuses = told.pop("statuses", ())
    own = {
        "evidence": Evidence(pull, tuple(reviews), tuple(statuses)),
        "changes": (ADDED,),
        "before": {},
        "after": {APPLICATION: document(APPLICATION, filing())},
        "findings": (),
        "roster": roster(),
        "law": law(),
        "now": APPROVED_AT,
        "first_seen": SEEN,
        "commits": (Commit(HEAD, (BASE,), 0, (MAIL, MAIL), "填报"),),
    }
    return Case(**{**own, **told})


def merged(**told: Any) -> Case:
    """The same, merged as it should be."""
    pull = {
        "closed_at": APPROVED_AT,
        "merged_at": APPROVED_AT,
        "merge_commit": MERGE,
        "merged_by": person(FIRST),
        **told.pop("pull", {}),
    }
    green = Status("gate", "success", person("shili-brandpilot[bot]"), APPROVED_AT)
    merge = Commit(MERGE, (BASE, HEAD), 0, (MAIL, "noreply@github.com"), "Merge")
    files = {APPLICATION: ADDED.after}
    own = {"statuses": (green,), "merge": merge, "merged_files": files}
    return case(pull=pull, **{**own, **told})


def files(*paths: str, **told: Any) -> dict[str, Any]:
    """What changes of some added files are told as."""
    entry = Entry("100644", "d" * 40)
    changes = tuple(Change(path, None, entry) for path in paths)
    return {"changes": changes, "after": {}, **told}


def filed_as(**changes: str) -> Mapping[str, Document]:
    return {APPLICATION: document(APPLICATION, filing(**changes))}


def under(**settings: Any) -> dict[str, Any]:
    """The law with other settings of the call."""
    calls = {**law().calls, "fujian/2017-734": {**law().calls["fujian/2017-734"], **settings}}
    return {"law": replace(law(), calls=calls)}


def returned(body: str, *, standing: bool) -> tuple[Review, ...]:
    told = review(SECOND, id=2, state="CHANGES_REQUESTED", commit=OLD, at=SEEN, body=body)
    return (told,) if standing else (replace(told, by=person(FIRST)), review())


ROSTER_FILES = {
    "changes": (Change(REVIEWERS, Entry("100644", "1" * 40), Entry("100644", "2" * 40)),),
    "after": {},
}
BY_BOTH = (review("shili-maintainer-2"), review("shili-ministry-1", id=2))
MAINTAINER = {"pull": {"author": person("shili-maintainer-1")}}
RECORD = {
    **files(RECOMMENDATION),
    "pull": {"author": person("shili-brandpilot[bot]")},
    "reviews": (),
}

CASES: Mapping[str, Callable[[], Case]] = {
    "G101": lambda: case(**files(APPLICATION, "scripts/x.py"), reviews=()),
    "G102": lambda: case(
        **files(APPLICATION, APPLICATION.replace("rattan", "tea")) | {"after": filed_as()}
    ),
    "G103": lambda: case(pull={"files": 2}),
    "G104": lambda: case(
        changes=(replace(ADDED, before=ADDED.after, after=None),),
        before=filed_as(),
        after=filed_as(),
    ),
    "G105": lambda: case(frozen=frozenset((APPLICATION,))),
    "G106": lambda: case(
        **RECORD | {"pull": {}}, found={RECOMMENDATION: b"x"}, expected={RECOMMENDATION: b"x"}
    ),
    "G107": lambda: case(**RECORD, found={RECOMMENDATION: b"x"}, expected={}),
    "G108": lambda: case(pull={"is_draft": True}),
    "G109": lambda: case(pull={"base": "side"}),
    "G110": lambda: case(pull={"is_mergeable": False}),
    "G111": lambda: case(changes=(replace(ADDED, after=Entry("120000", "d" * 40)),)),
    "G112": lambda: case(
        **ROSTER_FILES, **MAINTAINER, reviews=BY_BOTH, owners=b"x", owners_found=b"y"
    ),
    "G201": lambda: case(pull={"author": person("shili-stranger")}),
    "G202": lambda: case(
        **files(NOTICE),
        pull={"author": person("shili-stranger")},
        reviews=(review("shili-ministry-1"),),
    ),
    "G203": lambda: case(commits=(Commit(HEAD, (BASE,), 0, ("x@mail.example.com", MAIL), "填报"),)),
    "G204": lambda: case(pull={"author": person("shili-brandpilot[bot]")}),
    "G301": lambda: case(first_seen="2017-08-25T16:00:00Z"),
    "G302": lambda: case(now="2017-08-31T16:00:00Z"),
    "G401": lambda: case(findings=(Finding(APPLICATION, 1, 1, "S106"),)),
    "G402": lambda: case(
        reviews=returned("补正：试点工作方案", standing=False),
        returned={2: filed_as(示例县府前路1号="示例县府前路2号")},
    ),
    "G501": lambda: case(reviews=()),
    "G502": lambda: case(reviews=(review(commit=OLD),), roster=roster()),
    "G503": lambda: case(reviews=(review(), *returned("", standing=True))),
    "G504": lambda: case(reviews=(review(body="同意"),)),
    "G505": lambda: case(**under(ranking=True)),
    "G506": lambda: case(**under(site_visit="必要时实地核查")),
    "G507": lambda: case(reviews=(review(body="推荐意见：请致电13800138000。"),)),
    "G508": lambda: case(
        reviews=(review(), review(id=2, by=Person("shili-county-industry", 900000002)))
    ),
    "G509": lambda: case(reviews=(review(), review("shili-hebei-1", id=2))),
    "G510": lambda: case(
        roster=roster(until={SECOND: "2017-08-28"}), reviews=(review(), review(SECOND, id=2))
    ),
    "G511": lambda: case(
        roster=roster(
            recusals="  - id: 900010002\n    dossier: fujian/shili-rattan\n    reason: x\n"
        ),
        reviews=(review(), review(SECOND, id=2)),
    ),
    "G512": lambda: case(reviews=(review(), review(id=2, by=Person(SECOND, 77)))),
    "G513": lambda: case(reviews=(review(), review(SECOND, id=2, state="DISMISSED"))),
    "G514": lambda: case(
        roster=replace(
            roster(), authorities={k: v for k, v in roster().authorities.items() if k != "fujian"}
        ),
        reviews=(),
    ),
    "G515": lambda: case(**ROSTER_FILES, **MAINTAINER, reviews=BY_BOTH[:1]),
    "G516": lambda: case(reviews=(*returned("补正：无此栏目", standing=True),)),
    "G701": lambda: case(owner_errors=("Unknown owner",)),
    "G702": lambda: case(statuses=(Status("gate", "success", person(SECOND), SEEN),)),
    "G703": lambda: merged(statuses=()),
    "G801": lambda: merged(merge=Commit(MERGE, (BASE,), 0, (MAIL, MAIL), "x")),
    "G802": lambda: merged(merge=Commit(MERGE, (BASE, OLD), 0, (MAIL, MAIL), "x")),
    "G803": lambda: merged(pull={"merged_by": GHOST}),
    "G804": lambda: merged(merged_files={APPLICATION: Entry("100644", "e" * 40)}),
    "G805": lambda: merged(merge=Commit(MERGE, (BASE, HEAD), 0, ("x@mail.example.com", MAIL), "x")),
}
"""A request for each rule, which earns that code."""

ALONG: Mapping[str, frozenset[str]] = {
    "G502": frozenset(("G501",)),
    "G516": frozenset(("G501", "G503")),
}
"""What cannot be without another: an approval of an older commit is none of this one."""

__all__ = ["ALONG", "CASES", "CODEOWNERS", "REPORT", "case", "merged"]
