"""One pass over a tree: what is in force, what is looked at, and in what order it is told."""

import json
import os
import re
from collections import Counter
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from shutil import copytree

import pytest

from brandpilot import inspection
from brandpilot.codelists import read_codelists
from brandpilot.findings import Finding
from brandpilot.inspection import Inspected, inspect, inspect_one, read_law
from brandpilot.layout import (
    Place,
    decision_path,
    find_root,
    notice_path,
    panel_path,
    place_of,
    recommendation_path,
    record_path,
    schema_path,
)
from brandpilot.load.tree import read
from brandpilot.schema import read_forms
from support.house import APPLICATION, ROOT, TODAY, VALID, codes, inspected, law, plant_tree

RATTAN = (VALID / "fujian-2017-application.yaml").read_text("utf-8")
CALL = "docs/notices/fujian/2017-734.md"


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    copytree(ROOT / "docs" / "notices", tmp_path / "docs" / "notices")
    return plant_tree(tmp_path, {APPLICATION: RATTAN})


def found_in(tree: Path) -> list[tuple[str, str]]:
    findings = inspect(tree, read_law(tree, ROOT, TODAY)).findings
    return [(finding.path, finding.code) for finding in findings]


class TestLaw:
    def test_it_is_read_from_two_trees(self, tree: Path) -> None:
        plant_tree(tree, {"docs/notices/fujian/2017-9.md": (ROOT / CALL).read_text("utf-8")})
        own = read_law(tree, ROOT, TODAY)
        assert own.forms.keys() == law().forms.keys()
        assert own.calls.keys() - law().calls.keys() == {"fujian/2017-9"}

    def test_a_notice_with_findings_is_no_law(self, tree: Path) -> None:
        text = (ROOT / CALL).read_text("utf-8")
        for broken in (text.replace("year: 2017", "year: 二〇一七"), text.replace("---", "--")):
            plant_tree(tree, {CALL: broken})
            assert "fujian/2017-734" not in read_law(tree, ROOT, TODAY).calls

    def test_a_notice_in_a_wrong_folder_is_no_law(self, tree: Path) -> None:
        text = (ROOT / CALL).read_text("utf-8")
        plant_tree(tree, {"docs/notices/hebei/2017-900.md": text})
        assert "hebei/2017-900" not in read_law(tree, ROOT, TODAY).calls

    @pytest.mark.parametrize(("verdict", "is_law"), [("pass", True), ("fail", False)])
    def test_a_call_is_law_unless_its_merge_broke_a_rule(
        self, tree: Path, verdict: str, *, is_law: bool
    ) -> None:
        raw = (ROOT / CALL).read_bytes()
        decided = (VALID / "fujian-2018-decision.yaml").read_text("utf-8")
        decided = re.sub("file: .*", f"file: {Path(CALL).name}", decided)
        decided = re.sub("  sha256: .*", f"  sha256: {sha256(raw).hexdigest()}", decided)
        decided = decided.replace("verdict: pass", f"verdict: {verdict}")
        plant_tree(tree, {decision_path(CALL): decided})
        assert ("fujian/2017-734" in read_law(tree, ROOT, TODAY).calls) is is_law
        plant_tree(tree, {CALL: raw + b"\n"})
        assert "fujian/2017-734" in read_law(tree, ROOT, TODAY).calls

    def test_a_tree_without_records_has_a_law(self, tmp_path: Path) -> None:
        empty = read_law(tmp_path, ROOT, TODAY)
        assert empty.calls == {}
        assert inspect(tmp_path, empty) == inspection.Inspection((), ())

    @pytest.mark.parametrize(
        ("file", "text"),
        [("schemas/notice/1.schema.json", "{"), ("schemas/codelists/units.csv", "a,b\n1,2\n")],
    )
    def test_a_broken_form_is_our_own_failure(self, tmp_path: Path, file: str, text: str) -> None:
        copytree(ROOT / "schemas", tmp_path / "schemas")
        plant_tree(tmp_path, {file: text})
        with pytest.raises((ValueError, KeyError)):
            read_law(tmp_path, tmp_path, TODAY)

    def test_a_tree_without_forms_is_our_own_failure(self, tmp_path: Path) -> None:
        with pytest.raises(KeyError):
            read_law(tmp_path, tmp_path, TODAY)


class TestInspect:
    def test_nothing_is_amiss_in_a_good_tree(self, tree: Path) -> None:
        assert found_in(tree) == []

    def test_findings_go_by_path_and_line_and_each_is_told_once(self, tree: Path) -> None:
        flawed = RATTAN.replace("copies: 3", "copies: 0").replace(
            "kind: county_government", "kind: x"
        )
        other = "submissions/fujian/a-cluster/2017-application.yaml"
        renamed = flawed.replace("shili-rattan", "a-cluster").replace("示例县藤编", "样本县茶叶")
        plant_tree(tree, {APPLICATION: flawed, other: renamed, "submissions/x.yaml": ""})
        assert found_in(tree) == [
            (other, "C102"),
            (other, "S114"),
            (APPLICATION, "C102"),
            (APPLICATION, "S114"),
            ("submissions/x.yaml", "F003"),
        ]

    def test_a_whole_number_with_a_point_is_told_and_stops_nobody_elses_check(
        self, tree: Path
    ) -> None:
        batch = "docs/notices/miit/2014-batch-1.md"
        text = (ROOT / batch).read_text("utf-8").replace("count: 22\n", "count: 1.0\n")
        designated = "submissions/hunan/shili-ceramics/2014-designation.yaml"
        record = (VALID / "hunan-2016-designation.yaml").read_text("utf-8")
        record = record.replace("date: 2016", "date: 2014")
        named = re.sub("(?m)^document: .*$", "document: miit/2014-batch-1", record)
        plant_tree(tree, {batch: text, designated: named})
        assert (batch, "S122") in found_in(tree)

    def test_a_kind_that_has_no_form_has_no_place(self, tree: Path) -> None:
        path = "submissions/fujian/shili-rattan/2017-petition.yaml"
        plant_tree(tree, {path: "schema: petition/1\n"})
        assert found_in(tree) == [(path, "F003")]

    def test_what_cannot_be_read_is_told_with_the_rest(self, tree: Path) -> None:
        pipe = tree / "submissions/fujian/shili-rattan/2018-application.yaml"
        os.mkfifo(pipe)
        assert found_in(tree) == [(str(pipe.relative_to(tree)), "F001")]

    def test_a_file_of_another_kind_than_its_name_is_judged_no_further(self) -> None:
        found = inspected("schema: designation/1\nbatch: x\n").findings
        assert [(finding.code, finding.line) for finding in found] == [("F040", 1)]

    def test_a_missing_schema_says_so_at_the_top(self) -> None:
        found = inspected("dossier: fujian/shili-rattan\n").findings
        assert [(f.code, f.pointer, f.line) for f in found] == [("S001", "/schema", 1)]

    def test_documents_are_kept_for_those_who_publish(self, tree: Path) -> None:
        own = read_law(tree, ROOT, TODAY)
        kept = inspect(tree, own, keep=True)
        assert len(kept.documents) == len(kept.files)
        assert inspect(tree, own).documents == ()

    def test_warnings_keep_nothing_out(self, tree: Path) -> None:
        plant_tree(
            tree,
            {
                APPLICATION: RATTAN.replace("copies: 3", "copies: 0").replace(
                    "name: 示例县藤编产业集群", "name: '示例县藤编产业集群 '"
                )
            },
        )
        found = inspect(tree, read_law(tree, ROOT, TODAY))
        assert codes(found.findings) == ["C604", "S114"]
        assert codes(found.errors) == ["S114"]

    def test_progress_is_told_file_by_file(self, tree: Path) -> None:
        steps: list[tuple[int, int]] = []
        inspect(tree, law(), progress=lambda done, all_: steps.append((done, all_)))
        assert steps == [(done, len(steps)) for done in range(1, len(steps) + 1)]

    def test_few_files_stay_in_this_process(
        self, tree: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def sign(path: str, *_rest: object, **_more: object) -> Inspected:
            return Inspected(path, (Finding(path, os.getpid(), 1, "F001"),))

        monkeypatch.setattr(inspection, "inspect_one", sign)
        found = inspect(tree, law(), processes=2)
        assert {finding.line for finding in found.findings} == {os.getpid()}

    def test_a_failure_of_ours_in_a_worker_is_not_swallowed(
        self, tree: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(*_rest: object, **_more: object) -> Inspected:
            raise RuntimeError

        monkeypatch.setattr(inspection, "inspect_one", fail)
        monkeypatch.setattr(inspection, "BULK", 1)
        with pytest.raises(RuntimeError):
            inspect(tree, law(), processes=2)

    def test_what_a_worker_did_is_what_one_process_does(self, tree: Path) -> None:
        inspection._start_worker(tree, law(), keep=True)
        alone = inspect_one(APPLICATION, RATTAN.encode(), law(), keep=True)
        assert alone.document
        # What is kept for publication is without the places of its nodes.
        document = replace(alone.document, marks={}, comments={})
        assert inspection._work(APPLICATION) == replace(alone, document=document)


class TestSecondLook:
    CORRECTION = (VALID / "fujian-2017-correction.yaml").read_text("utf-8")
    PATH = "submissions/fujian/shili-rattan/2017-correction.yaml"

    def test_what_is_quoted_is_looked_up_in_the_record(self, tree: Path) -> None:
        plant_tree(tree, {self.PATH: self.CORRECTION})
        assert found_in(tree) == []
        plant_tree(tree, {self.PATH: self.CORRECTION.replace("old: 42", "old: 43")})
        assert found_in(tree) == [(self.PATH, "X206")]

    def test_a_draft_has_no_record_to_look_into(self) -> None:
        wrong = self.CORRECTION.replace("old: 42", "old: 43")
        assert inspected(wrong, "draft.yaml").findings == ()

    def test_of_a_record_that_cannot_be_read_nothing_is_said(self, tree: Path) -> None:
        plant_tree(tree, {self.PATH: self.CORRECTION, APPLICATION: "["})
        assert {path for path, _ in found_in(tree)} == {APPLICATION}

    def test_only_those_few_records_are_opened_again(
        self, tree: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        bamboo = APPLICATION.replace("rattan", "bamboo")
        other = RATTAN.replace("shili-rattan", "shili-bamboo")
        plant_tree(tree, {self.PATH: self.CORRECTION, bamboo: other})
        own, opened = read_law(tree, ROOT, TODAY), Counter[str]()

        def count(root: Path, path: str) -> bytes | Finding:
            opened[path] += 1
            return read(root, path)

        monkeypatch.setattr(inspection, "read", count)
        inspect(tree, own)
        assert {path for path, times in opened.items() if times > 1} == {APPLICATION}
        assert opened[bamboo] == 1


class TestPlaceAgainstContents:
    NOTICE = "docs/notices/fujian/2017-1.md"

    @pytest.mark.parametrize(
        ("path", "text", "expected"),
        [
            ("submissions/fujian/x/2017-designation.yaml", "dossier: fujian/y", "F041"),
            ("submissions/fujian/x/2017-designation.yaml", "dossier: [fujian/x]", None),
            ("submissions/fujian/x/2017-designation.yaml", "date: 2018-01-01", "F042"),
            ("submissions/fujian/x/2017-designation.yaml", "date: 2017", None),
            ("submissions/fujian/x/2017-designation.yaml", "date: 二〇一七年", None),
            ("submissions/fujian/x/2017-designation.yaml", "date: [2018]", None),
            ("submissions/fujian/x/2017-designation.yaml", "date: null", None),
            ("submissions/fujian/x/undated-designation.yaml", "date: 2018-01-01", "F042"),
            ("submissions/fujian/x/undated-designation.yaml", "date: null", None),
            ("submissions/fujian/x/2017-press-figures.yaml", "year: 2016", "F042"),
            ("submissions/fujian/x/2017-press-figures.yaml", "year: 2017", None),
            ("submissions/fujian/x/2017-press-figures.yaml", "date: 2018-01-01", None),
            ("submissions/fujian/x/2017-application.yaml", "date: 2018-01-01", None),
            (NOTICE, "issuer: hebei", "F043"),
            (NOTICE, "issuer: fujian", None),
            (NOTICE, "date: 2018-01", "F042"),
            (NOTICE, "date: 2017", None),
            ("draft.yaml", "dossier: fujian/y", None),
        ],
    )
    def test_place_is_data(self, path: str, text: str, expected: str | None) -> None:
        kind = place.kind if (place := place_of(path)) else "designation"
        version = 2017 if kind == "application" else 1
        text = f"schema: {kind}/{version}\n{text}\n"
        raw = f"---\n{text}---\n" if path.endswith(".md") else text
        found = [
            finding for finding in inspected(raw, path).findings if finding.code.startswith("F")
        ]
        assert codes(found) == ([expected] if expected else [])
        assert all(finding.line == 2 + path.endswith(".md") for finding in found)


class TestLayout:
    def test_paths_are_spelled_and_read_alike(self) -> None:
        for year, number in ((2017, 1), (2017, 2), (1999, 12), (None, 1)):
            path = record_path("fujian/anxi-tea", year, "designation", number)
            place = place_of(path)
            assert place is not None
            assert (place.dossier, place.year, place.kind, place.number) == (
                *("fujian/anxi-tea", year, "designation", number),
            )
        assert place_of(record_path("fujian/anxi-tea", None, "application")) is None
        place = place_of(notice_path("fujian/2017-734"))
        assert place is not None
        assert (place.kind, place.dossier, place.year, place.unit) == (
            *("notice", "fujian/2017-734", 2017, "fujian"),
        )
        assert schema_path("application/2017") == "schemas/application/2017.schema.json"

    @pytest.mark.parametrize(
        ("decided", "home", "year", "is_in_dossier"),
        [
            (record_path("fujian/anxi-tea", 2018, "annual-report"), "fujian/anxi-tea", 2018, True),
            (record_path("fujian/anxi-tea", 2018, "support", 3), "fujian/anxi-tea", 2018, True),
            (record_path("fujian/anxi-tea", None, "designation"), "fujian/anxi-tea", None, True),
            ("submissions/fujian/_supervision/2018.yaml", "fujian/_supervision", 2018, False),
            (panel_path(2018), "_experts", 2018, False),
            (notice_path("fujian/2017-734"), "fujian/2017-734", 2017, False),
        ],
    )
    def test_a_decision_lies_beside_what_it_decides(
        self, decided: str, home: str, year: int | None, *, is_in_dossier: bool
    ) -> None:
        for number in (1, 2, 12):
            place = place_of(decision_path(decided, number))
            assert place == Place("decision", home, year, number, decided)
            assert place.is_in_dossier is is_in_dossier

    def test_an_application_is_decided_by_its_recommendation(self) -> None:
        place = place_of(recommendation_path("fujian/anxi-tea", 2017, 2))
        assert place == Place("recommendation", "fujian/anxi-tea", 2017, 2)

    def test_the_root_is_the_nearest_folder_that_holds_both(self, tmp_path: Path) -> None:
        deep = tmp_path / "a" / "b"
        deep.mkdir(parents=True)
        assert find_root(deep) is None
        for folder in ("submissions", "schemas"):
            (tmp_path / folder).mkdir()
        assert find_root(deep) == tmp_path


class TestForms:
    def test_references_are_put_in_place(self) -> None:
        for form in law().forms.values():
            assert '"$ref"' not in json.dumps(form.schema)
            assert all("title" in schema for _, schema in form.fields)

    def test_a_node_is_named_by_the_titles_of_its_boxes(self) -> None:
        form = law().forms["application/2017"]
        assert form.title(()) == form.schema["title"]
        assert (
            form.title(("plan", "tasks", 1, "goal")) == "试点工作方案 › 七项任务 第 2 项 › 任务目标"
        )
        assert form.title(("plan", "nothing", "below")) == "试点工作方案"
        assert form.basis(("plan", "funds", "total_cny10k")) == "指南二(一)"
        assert form.basis(()) == "数据质量"
        assert form.kind == "application"

    def test_a_local_reference_is_put_in_place_too(self, tmp_path: Path) -> None:
        form = {
            "$id": "urn:brandpilot:toy:1",
            "title": "小表",
            "properties": {"a": {"$ref": "#/$defs/a", "title": "甲"}},
            "$defs": {"a": {"type": "string", "title": "乙"}},
        }
        plant_tree(tmp_path, {"schemas/toy/1.schema.json": json.dumps(form)})
        (read,) = read_forms(tmp_path).values()
        assert (read.name, read.schema["properties"]) == (
            "toy/1",
            {"a": {"type": "string", "title": "甲"}},
        )


class TestCodelists:
    def test_a_list_is_a_set_of_codes_in_the_order_of_its_file(self, tmp_path: Path) -> None:
        text = "code,name,task\nb,乙,x\na,甲,y\nb,又乙,y\n"
        plant_tree(tmp_path, {"schemas/codelists/toys.csv": text})
        (toys,) = read_codelists(tmp_path).values()
        assert (list(toys), len(toys), "a" in toys, "c" in toys, None in toys) == (
            *(["b", "a"], 2, True, False, False),
        )
        assert toys.where("task", "y") == ("a", "b")
        assert [row["name"] for row in toys.rows_of("b")] == ["乙", "又乙"]
        assert toys.rows_of("c") == ()
