"""The imported history: every cell of the facts is in a record, every value of a record is a cell."""

import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from brandpilot.findings import Json
from brandpilot.history import main, planned
from brandpilot.history.facts import Row, number, read_facts, several
from brandpilot.history.notices import completed
from brandpilot.layout import notice_path, record_path
from brandpilot.load import Document, load
from brandpilot.schema import read_forms

ROOT = Path(__file__).parents[1]
FACTS = read_facts()
PLAN = planned(FACTS)

OUTCOME = {
    "/dossier": "dossier",
    "/date": "date",
    "/batch": "batch",
    "/number": "doc_number",
    "/cluster/name": "cluster_name",
    "/cluster/industry": "industry",
    "/cluster/province": "province",
    "/cluster/city": "city",
    "/cluster/county": "county",
    "/organizer": "organizer",
    "/note": "note",
}
FIGURE = {"name": "indicator", "value": "value", "unit": "unit", "note": "quote_hint"}
CALL = {
    "/issuer_name": "issuer",
    "/number": "doc_number",
    "/date": "notice_date",
    "/call/online_date": "online_deadline",
    "/call/paper_date": "paper_deadline",
    "/call/annual_report": "annual_report",
    "/call/paper_copies": "paper_copies",
    "/call/electronic_copies": "electronic_copies",
}
BATCH = {
    "/number": "doc_number",
    "/date": "signed_date",
    "/published_date": "published_date",
    "/designation/batch": "batch",
    "/designation/count": "count",
}
# What a notice's prose may number besides its facts.
GUIDE = {2017}  # the year of the guide
ANNEX = re.compile(r"附件\d")
SUBSIDY_RULE = {146, 6}  # 闽经信计财〔2017〕146号 第6条, named in 通知三


def committed(path: str) -> Document:
    document = load(path, (ROOT / path).read_bytes())
    assert isinstance(document, Document), document
    return document


def leaves(value: Json, pointer: str = "") -> Iterator[tuple[str, str]]:
    """Every value that is known, as text, by its JSON pointer."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, f"{pointer}/{key}")
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from leaves(inner, f"{pointer}/{index}")
    elif value is not None:
        yield pointer, str(value)


def cells(row: Row, columns: dict[str, str]) -> dict[str, str]:
    return {pointer: row[column] for pointer, column in columns.items() if row[column]}


def source_cells(row: Row) -> dict[str, str]:
    found = {}
    for index, url in enumerate(several(row["source_url"])):
        found[f"/sources/{index}/url"] = url
        found[f"/sources/{index}/confidence"] = row["confidence"]
    return found


def numbers(text: str) -> set[int]:
    return {int(digits) for digits in re.findall(r"[0-9]+", text)}


def files(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }


# The import as a whole


def test_the_committed_files_are_what_the_import_writes(tmp_path: Path) -> None:
    door = [sys.executable, str(ROOT / "scripts/import_history.py"), "--root", str(tmp_path)]
    assert subprocess.run(door, check=True, capture_output=True).stderr == b""
    assert files(tmp_path) == {path: (ROOT / path).read_bytes() for path in PLAN}


def test_no_other_file_claims_to_be_imported_history() -> None:
    present = [*ROOT.glob("submissions/*/*/*.yaml"), *ROOT.glob("docs/notices/*/*.md")]
    for path in {file.relative_to(ROOT).as_posix() for file in present} - PLAN.keys():
        document = committed(path)
        assert document.data.get("origin") != "imported"
        assert document.kind != "press-figures"


def test_a_second_run_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(tmp_path)]) == 0
    first = files(tmp_path)
    capsys.readouterr()
    assert main(["--root", str(tmp_path)]) == 0
    assert files(tmp_path) == first
    assert capsys.readouterr().out == f"新增 0 个，覆盖 0 个，未变 {len(PLAN)} 个。\n"


def test_a_changed_record_is_overwritten_only_by_force(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["--root", str(tmp_path)])
    whole = files(tmp_path)
    changed, missing = list(whole)[:2]
    (tmp_path / changed).write_text("由人改过\n", encoding="utf-8")
    (tmp_path / missing).unlink()
    before = files(tmp_path)
    capsys.readouterr()
    assert main(["--root", str(tmp_path)]) == 1
    assert files(tmp_path) == before
    assert f"内容不同，未覆盖：{changed}" in capsys.readouterr().out
    assert main(["--root", str(tmp_path), "--force"]) == 0
    assert files(tmp_path) == whole
    assert f"覆盖 {changed}\n" in capsys.readouterr().out


def test_every_imported_file_follows_its_form() -> None:
    forms = read_forms(ROOT)
    for path in PLAN:
        document = committed(path)
        assert [
            error.message for error in forms[document.schema].validator.iter_errors(document.data)
        ] == []


# The facts


def test_the_facts_are_complete() -> None:
    assert len(FACTS.pilots) == 24
    assert len(FACTS.demonstrations) == 6
    assert len(FACTS.outcomes) == 27
    assert [row["count"] for row in FACTS.batches] == ["22", "15", "38", "34"]
    assert len(FACTS.calls) == 8
    dossiers = {row["dossier"] for row in (*FACTS.pilots, *FACTS.demonstrations)}
    assert len(dossiers) == 25
    assert {row["dossier"] for row in FACTS.outcomes} <= dossiers
    assert len({dossier.partition("/")[2] for dossier in dossiers}) == len(dossiers)


def test_every_row_of_an_outcome_has_its_own_record() -> None:
    rows = [(row, "designation") for row in FACTS.pilots]
    rows += [(row, "demonstration") for row in FACTS.demonstrations]
    paths = [
        record_path(row["dossier"], int(row["year"]) if row["year"] else None, kind)
        for row, kind in rows
    ]
    outcomes = [
        path for path in PLAN if path.endswith(("-designation.yaml", "-demonstration.yaml"))
    ]
    assert sorted(paths) == outcomes
    documents = {row["notice"]: row["batch"] for row in FACTS.batches}
    status = {"designation": "pilot", "demonstration": "demonstration"}
    for path, (row, kind) in zip(paths, rows, strict=True):
        assert row["status"] == status[kind]
        data = committed(path).data
        assert data.pop("schema") == f"{kind}/1"
        assert data.pop("origin") == "imported"
        batch = documents[data["document"]] if data["document"] else ""
        assert batch == (row["batch"] if kind == "designation" else "")
        del data["document"]
        assert dict(leaves(data)) == cells(row, OUTCOME) | source_cells(row)


def test_every_figure_of_the_press_stands_in_the_record_of_its_year() -> None:
    expected: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in FACTS.outcomes:
        path = record_path(row["dossier"], int(row["year"]), "press-figures")
        source = {"/source/url": row["source_url"], "/source/confidence": row["confidence"]}
        figure = {f"/{key}": row[column] for key, column in FIGURE.items()}
        expected[path].append(figure | source)
    assert sorted(expected) == [path for path in PLAN if path.endswith("-press-figures.yaml")]
    for path, figures in expected.items():
        data = committed(path).data
        assert path == record_path(data["dossier"], data["year"], "press-figures")
        assert [dict(leaves(figure)) for figure in data["figures"]] == figures
        assert data.keys() == {"schema", "dossier", "year", "figures"}


def test_one_name_in_the_press_is_one_dossier() -> None:
    pairs = {(row["cluster"], row["dossier"]) for row in FACTS.outcomes}
    assert len(pairs) == len({name for name, _ in pairs}) == len({dossier for _, dossier in pairs})


# The notices


def front_matter(row: Row, columns: dict[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """What the front matter of a row's notice says, and what the facts say it should."""
    id_ = row["notice"]
    data = committed(notice_path(id_)).data
    assert data.pop("schema") == "notice/1"
    assert data.pop("origin") == "imported"
    assert data.pop("issuer") == id_.partition("/")[0]
    extra = dict(leaves(FACTS.extras[id_]))
    return dict(leaves(data)), cells(row, columns) | source_cells(row) | extra


@pytest.mark.parametrize("row", FACTS.calls, ids=lambda row: row["notice"])
def test_a_call_says_what_its_row_says(row: Row) -> None:
    is_call = FACTS.extras[row["notice"]]["kind"] == "call"
    columns = {key: value for key, value in CALL.items() if is_call or "/call/" not in key}
    told, expected = front_matter(row, columns)
    steps = [row["city_step"], row["province_step"]]
    named = {"city_step": "市级：", "province_step": "省级："}
    if is_call:
        expected["/call/year"] = row["notice_date"][:4]
        steps = [label + row[step] for step, label in named.items() if row[step]]
        expected |= {f"/call/chain/{index}": step for index, step in enumerate(steps)}
    assert told == expected
    page = PLAN[notice_path(row["notice"])].decode()
    for cell in (row["scope"], *several(row["forms_named"]), *steps, row["annual_report"]):
        assert cell in page


@pytest.mark.parametrize("row", FACTS.batches, ids=lambda row: row["notice"])
def test_a_batch_says_what_its_row_says(row: Row) -> None:
    told, expected = front_matter(row, BATCH)
    expected["/issuer_name"] = "工业和信息化部"
    for index, name in enumerate(several(row["lead_organizer_named"])):
        expected[f"/designation/organizers_named/{index}"] = name
    assert told == expected
    assert numbers(row["note"]) <= numbers(FACTS.bodies[row["notice"]])


@pytest.mark.parametrize("row", [*FACTS.calls, *FACTS.batches], ids=lambda row: row["notice"])
def test_the_prose_of_a_notice_invents_no_number(row: Row) -> None:
    id_ = row["notice"]
    said = [cell for column, cell in row.items() if column != "source_url"]
    stated = [*said, *(leaf for _, leaf in leaves(FACTS.extras[id_]))]
    allowed = set().union(*map(numbers, stated))
    superior = FACTS.extras[id_].get("implements")
    allowed |= (
        GUIDE | numbers(superior or "") | (SUBSIDY_RULE if id_ == "fujian/2017-734" else set())
    )
    assert numbers(ANNEX.sub("", FACTS.bodies[id_])) <= allowed


def test_every_notice_has_one_row_and_one_text() -> None:
    ids = [row["notice"] for row in (*FACTS.calls, *FACTS.batches)]
    assert sorted(ids) == sorted(FACTS.extras) == sorted(FACTS.bodies)
    assert sorted(map(notice_path, ids)) == [path for path in PLAN if path.endswith(".md")]


def test_a_notice_carries_out_only_a_notice_that_is_held() -> None:
    superiors = {id_: extra.get("implements") for id_, extra in FACTS.extras.items()}
    assert {id_: superior for id_, superior in superiors.items() if superior} == {
        "fujian/2017-734": "miit/2017-433",
        "hebei/2017-74": "miit/2017-433",
        "miit/2017-433": "miit/2014-102",
    }


# The parts


def test_what_a_column_knows_is_not_replaced() -> None:
    known = {"date": "2017", "call": {"year": 2017, "form": None}, "links": []}
    extra = {"call": {"form": "application/2017"}, "links": [1]}
    assert completed(known, extra) == {
        "date": "2017",
        "call": {"year": 2017, "form": "application/2017"},
        "links": [1],
    }
    assert known["call"] == {"year": 2017, "form": None}
    with pytest.raises(ValueError, match=r"date: 2017 or 2018\?"):
        completed(known, {"date": "2018"})
    with pytest.raises(KeyError):
        completed(known, {"dates": "2017"})


def test_a_cell_that_should_be_a_number_is_one() -> None:
    assert [number("158"), number("66.9"), number("")] == [158, 66.9, None]
    with pytest.raises(TypeError, match="not a number: 约158"):
        number("约158")
