"""Pages of small registers, made without MkDocs: doubts, strange ids, circles, whole filings."""

from dataclasses import replace
from typing import Any

import pytest
from bs4 import BeautifulSoup
from markdown import markdown  # type: ignore[import-untyped]

from brandpilot.course import courses
from brandpilot.findings import Finding
from brandpilot.pages import render
from brandpilot.pages.facts import Fact
from brandpilot.pages.marks import coded, fact, form, source, when
from brandpilot.records import Dossier, Notice, Record, Register
from support.house import VALID, document, law
from support.sites import edition_with

NOWHERE: dict[str, Any] = {"province": None, "city": None, "county": None}


def designation(dossier: str, **changes: Any) -> Record:
    data = {
        "schema": "designation/1",
        "dossier": dossier,
        "origin": "decided",
        "date": "2024-05-06",
        "batch": 9,
        "document": "miit/2024-1",
        "number": "工信部科函〔2024〕1号",
        "cluster": {"name": "示例藤编", "industry": "藤编", **NOWHERE},
        "organizer": "示例县人民政府",
        "note": None,
        **changes,
    }
    path = f"submissions/{dossier}/2024-designation.yaml"
    return Record(path, "designation", dossier, 2024, 1, data["date"], data, sha256="0" * 64)


def notice(id_: str, **changes: Any) -> Notice:
    data = {
        **dict.fromkeys(("number", "date", "published_date", "implements", "forwards")),
        **dict.fromkeys(("call", "designation")),
        "schema": "notice/1",
        "kind": "designation",
        "issuer": "miit",
        "issuer_name": "工业和信息化部",
        "title": f"文件{id_}",
        "links": [],
        "origin": "decided",
        **changes,
    }
    return Notice(id_, f"docs/notices/{id_}.md", data, "正文。\n", "0" * 64)


def before_a_decision(id_: str) -> tuple[Record, ...]:
    """What a cluster must have filed, and its unit recommended, before anything is decided."""
    filing = {"schema": "application/2017", "signoff": {"date": "2024-01-02"}}
    opinion = {
        "schema": "recommendation/1",
        "date": "2024-02-03",
        "application": {"file": "2024-application.yaml", "sha256": "0"},
    }
    kinds = {"application": filing, "recommendation": opinion}
    return tuple(
        Record(f"submissions/{id_}/2024-{kind}.yaml", kind, id_, 2024, 1, None, data, 0, "0")
        for kind, data in kinds.items()
    )


def dossier(*records: Record, findings: tuple[Finding, ...] = (), id_: str = "") -> Dossier:
    id_ = id_ or records[0].dossier
    is_decided = any(record.kind == "designation" for record in records)
    steps = (*(before_a_decision(id_) if is_decided else ()), *records)
    return Dossier(id_, records, courses({id_: steps}, (), law().rules)[id_], findings)


def rendered(*dossiers: Dossier, notices: tuple[Notice, ...] = ()) -> dict[str, str]:
    return render(edition_with(Register(dossiers, notices)), {})


def html(page: str) -> BeautifulSoup:
    body = page.split("\n---\n", 1)[1]
    extensions = ["attr_list", "md_in_html", "tables", "toc"]
    return BeautifulSoup(markdown(body, extensions=extensions), "lxml")


def test_a_doubt_is_shown_with_sentence_remedy_place_and_rule() -> None:
    found = Finding(
        "submissions/fujian/x/2017-application.yaml", 7, 3, "F006", "", (("character", "U+0000"),)
    )
    sound = designation("fujian/x")
    pages = rendered(dossier(sound, findings=(found,)), dossier(findings=(found,), id_="fujian/y"))
    box = html(pages["c/x.md"]).select_one(".doubt")
    assert box is not None
    told = box.get_text()
    assert "有疑义" in told
    assert "第 7 行第 3 列" in told
    assert "怎样改" in told
    assert box.select_one('a[href="../rules.html#F006"]') is not None
    states = [tag.get_text() for tag in html(pages["c/x.md"]).select(".status .state")]
    assert states == ["试点", "有疑义"]
    alone = html(pages["c/y.md"])
    assert [tag.get_text() for tag in alone.select(".state")] == ["有疑义"]
    assert "fujian/y" in alone.h1.get_text() if alone.h1 else False


def test_two_dossiers_of_one_cluster_id_keep_pages_of_their_own() -> None:
    pages = rendered(dossier(designation("fujian/x")), dossier(designation("hebei/x")))
    assert {"c/x--fujian.md", "c/x--hebei.md"} <= set(pages)
    assert "c/x.md" not in pages


@pytest.mark.parametrize(
    "id_", ["fujian/../x", "fujian/X y", "fu<b>/x", "fujian/", "/x", "fujian/名"]
)
def test_a_folder_of_a_strange_name_gets_no_page_but_is_listed(id_: str) -> None:
    found = Finding(f"submissions/{id_}/a.yaml", 1, 1, "F005", "", (("folder", id_),))
    pages = rendered(dossier(findings=(found,), id_=id_))
    assert not [path for path in pages if path.startswith("c/")]
    assert id_ in html(pages["register.md"]).get_text()


def test_notices_that_carry_out_each_other_end_where_the_circle_closes() -> None:
    one, two = (
        notice("miit/2024-1", implements="miit/2024-2"),
        notice("miit/2024-2", implements="miit/2024-1"),
    )
    pages = rendered(notices=(one, two))
    links = html(pages["notices/miit/2024-1.md"]).select("dl.head a")
    assert [str(link["href"]) for link in links] == ["../../notices/miit/2024-2.html"] * 2


def test_a_decision_of_this_system_links_to_its_document() -> None:
    named = notice(
        "miit/2024-1",
        number="工信部科函〔2024〕1号",
        date="2024-05-06",
        designation={"batch": 9, "count": 3, "organizers_named": []},
    )
    pages = rendered(dossier(designation("fujian/x")), notices=(named,))
    page = html(pages["c/x.md"])
    assert page.select_one('a[href="../notices/miit/2024-1.html"]') is not None
    assert "自2024年5月6日" in page.get_text()
    home = html(pages["index.md"]).get_text()
    assert "公布 3 个，查到 1 个" in home


def test_a_whole_application_has_a_page_of_its_own() -> None:
    text = (VALID / "fujian-2017-application.yaml").read_text("utf-8")
    data = document("draft.yaml", text).data
    id_ = data["dossier"]
    path = f"submissions/{id_}/2017-application.yaml"
    day, sha256 = data["signoff"]["date"], "0" * 64
    record = Record(path, "application", id_, 2017, 1, day, data, sha256=sha256)
    pages = rendered(dossier(record))
    cluster = f"c/{id_.split('/')[1]}"
    page = html(pages[f"{cluster}/2017-application.md"])
    places = {str(tag["data-fact"]) for tag in page.select("[data-fact]")}
    expected = {f"{id_}/2017-application.yaml#{pointer}" for pointer in pointers(data)}
    assert {
        place for place in expected - places if not place.endswith(("/schema", "/dossier"))
    } == set()
    assert data["influence"]["outlook"][:20] in page.get_text()
    page = html(pages[f"{cluster}.md"])
    assert [tag.get_text() for tag in page.select(".status .state")] == ["已申报"]
    link = page.select_one(".whole a")
    assert link is not None
    assert link["href"] == f"../{cluster}/2017-application.html"


def pointers(value: Any, at: str = "") -> list[str]:
    if isinstance(value, dict):
        return [one for key, inner in value.items() for one in pointers(inner, f"{at}/{key}")]
    if isinstance(value, list):
        return [one for key, inner in enumerate(value) for one in pointers(inner, f"{at}/{key}")]
    return [] if value is None else [at]


def test_a_mark_of_something_unknown_says_so() -> None:
    unknown, listed = Fact(None, "a.yaml", ("x",)), Fact([], "a.yaml", ("x",))
    said = '<span class="unknown" data-fact="a.yaml#/x">未查到</span>'
    shown = coded(edition_with(Register((), ())).codelists)
    assert shown(unknown, "confidence") == said
    assert [source(unknown), when(unknown), fact(listed), form({})(unknown)] == [said] * 4
    assert shown(Fact("nothing", "a", ("x",)), "confidence").endswith(">nothing</data>")
    assert "<a" not in source(Fact("javascript:x", "a", ("x",)))
    assert "<time" not in when(Fact("2024-05-06 ", "a", ("x",)))


def test_the_bytes_do_not_depend_on_the_order_in_which_dossiers_come() -> None:
    one, other = dossier(designation("fujian/x")), dossier(designation("hebei/y"))
    assert rendered(one, other) == rendered(other, one)


def test_state_and_pages_follow_the_day() -> None:
    edition = edition_with(Register((dossier(designation("fujian/x")),), ()))
    later = replace(edition, as_of=edition.as_of.replace(year=2030))
    assert "试点期满" not in render(edition, {})["c/x.md"]
    assert "试点期满" in render(later, {})["c/x.md"]
