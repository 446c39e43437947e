"""The rules across files, each with just enough files to break it."""

import pytest

from brandpilot.checks import CROSS_CHECKS, Facts, examine_across, facts_of
from brandpilot.checks.facts import unread
from support.house import document, law
from support.rules import across, facts, filed, noticed


class TestAcross:
    def test_an_application_names_a_call_that_is_one(self) -> None:
        files = [
            filed("fujian", f"x{n}", more=f"call: {call}\n")
            for n, call in enumerate(["fujian/2017-734", "miit/2014-batch-1", "miit/1999-1"])
        ]
        assert across("X101", *files, filed("fujian", "y")) == [
            "fujian/x1/2017-application.yaml /call",
            "fujian/x2/2017-application.yaml /call",
        ]

    def test_so_does_every_other_record_under_a_call(self) -> None:
        closed = facts(
            "submissions/fujian/_closed/2017.yaml", "schema: closed/1\ncall: fujian/2017-9\n"
        )
        paper = facts(
            "submissions/fujian/a/2017-paper-unit.yaml", "schema: paper-unit/1\ncall: miit/2017-9\n"
        )
        assert across("X101", closed, paper) == [
            "fujian/_closed/2017.yaml /call",
            "fujian/a/2017-paper-unit.yaml /call",
        ]

    @pytest.mark.parametrize("box", ["public_notice", "designation"])
    def test_a_notice_speaks_of_a_call_that_there_is(self, box: str) -> None:
        files = [
            noticed(f"miit/2018-{n}", **{box: f"{{call: {call}}}"})
            for n, call in enumerate(["fujian/2017-734", "fujian/2017-9", "null"])
        ]
        found = across("X101", *files, noticed("miit/2018-9", call="{year: 2018}"))
        assert found == [f"docs/notices/miit/2018-1.md /{box}/call"]

    def test_a_cluster_lies_in_one_folder(self) -> None:
        files = [
            filed("fujian", "tea"),
            filed("xiamen", "tea"),
            filed("fujian", "silk"),
            noticed("fujian/2017-1"),
        ]
        assert across("X102", *files) == [
            "fujian/tea/2017-application.yaml /dossier",
            "xiamen/tea/2017-application.yaml /dossier",
        ]
        assert across("X102", filed("fujian", "tea"), filed("fujian", "tea", year=2019)) == []

    @pytest.mark.parametrize(
        ("one", "other", "near"),
        [
            ("示例县藤编产业集群", "示例县藤编产业集群", True),
            ("示例县藤编产业集群", "示例藤编集聚区", True),
            ("示例县藤编产业集群", "示例县藤编织产业集群", True),
            ("示例县藤编产业集群", "示例县竹编产业集群", True),
            ("示例县藤编产业集群", "样本县茶叶产业集群", False),
            ("示例县藤编产业集群", "示例县茶叶产业集群", False),
            ("安溪茶", "安溪陶", False),
            ("产业集群", "产业园区", False),
            ("产业集群", "产业集群", True),
        ],
    )
    def test_names_that_differ_by_little_are_told(
        self, one: str, other: str, *, near: bool
    ) -> None:
        files = filed("fujian", "a", one), filed("fujian", "b", other)
        assert across("X103", *files) == ["fujian/b/2017-application.yaml /cluster/name"] * near

    def test_the_same_name_in_another_year_or_the_same_folder_is_no_second_filing(self) -> None:
        name = "示例县藤编产业集群"
        assert across("X103", filed("fujian", "a", name), filed("fujian", "b", name, 2018)) == []
        assert (
            across("X103", filed("fujian", "a", name), filed("fujian", "a", name, number="-2"))
            == []
        )

    def test_ten_thousand_names_are_compared_without_comparing_each_with_each(self) -> None:
        names = [f"{chr(0x4E00 + n % 100)}{chr(0x5000 + n // 100)}" * 6 for n in range(10_000)]
        files = [filed("fujian", f"x{n}", name) for n, name in enumerate(names)]
        (check,) = (check for check in CROSS_CHECKS if check.code == "X103")
        assert list(check.rule(files, law())) == []
        twin = filed("zhejiang", "twin", names[5_000] + "群")
        assert [told["other"] for _, _, told in check.rule([*files, twin], law())] == [
            files[5_000].path
        ]

    def test_one_credit_code_one_name(self) -> None:
        def by(name: str, cluster: str, code: str = "91350100M000100Y43") -> Facts:
            return filed(
                "fujian", cluster, more=f"organizer: {{name: {name}, credit_code: {code}}}\n"
            )

        assert across(
            "X104", by("甲", "a"), by("甲", "b"), by("乙", "c"), by("丙", "d", "null")
        ) == ["fujian/c/2017-application.yaml /organizer/credit_code"]

    def test_a_designation_rests_on_a_document_that_designates(self) -> None:
        def by(document: str, cluster: str) -> Facts:
            path = f"submissions/fujian/{cluster}/2018-designation.yaml"
            return facts(path, f"schema: designation/1\ndocument: {document}\n")

        notices = noticed("miit/2018-1", kind="designation"), noticed("miit/2018-2", kind="call")
        files = (
            by("miit/2018-1", "a"),
            by("miit/2018-2", "b"),
            by("miit/2018-3", "c"),
            by("null", "d"),
        )
        assert across("X105", *notices, *files) == [
            "fujian/b/2018-designation.yaml /document",
            "fujian/c/2018-designation.yaml /document",
        ]

    def test_nobody_but_the_ministry_designates(self) -> None:
        notices = [noticed(id_, kind="designation") for id_ in ("fujian/2018-1", "miit/2018-1")]
        made = [
            facts(
                f"submissions/fujian/{cluster}/2018-{kind}.yaml",
                f"schema: {kind}/1\ndocument: {document}\n",
            )
            for cluster, kind, document in (
                ("a", "designation", "miit/2018-1"),
                ("b", "designation", "fujian/2018-1"),
                ("c", "demonstration", "fujian/2018-1"),
                ("d", "status-change-unit", "fujian/2018-1"),
            )
        ]
        assert across("X105", *notices, *made) == [
            "fujian/b/2018-designation.yaml /document",
            "fujian/c/2018-demonstration.yaml /document",
        ]

    def test_a_superior_notice_exists(self) -> None:
        files = (
            noticed("fujian/2017-1", implements="miit/2017-1"),
            noticed("hebei/2017-1", implements="miit/2017-2"),
        )
        assert across("X106", *files, noticed("miit/2017-1")) == [
            "docs/notices/hebei/2017-1.md /implements"
        ]

    def test_a_document_number_is_used_once(self) -> None:
        files = [noticed(f"fujian/2017-{n}", number="闽〔2017〕1号") for n in (1, 2)]
        assert across("X107", *files, noticed("fujian/2017-3")) == [
            "docs/notices/fujian/2017-2.md /number"
        ]

    @pytest.mark.parametrize(("count", "over"), [(3, 0), (2, 1), (0, 3), (None, 0)])
    def test_a_batch_holds_as_many_as_it_says(self, count: int | None, over: int) -> None:
        batch = noticed(
            "miit/2018-1",
            kind="designation",
            designation=f"{{batch: 5, count: {'null' if count is None else count}}}",
        )
        files = [
            facts(
                f"submissions/fujian/x{n}/2018-designation.yaml",
                "schema: designation/1\ndocument: miit/2018-1\n",
            )
            for n in range(3)
        ]
        assert len(across("X108", batch, *files)) == over

    def test_the_year_and_the_unit_and_the_form_are_those_of_the_call(self) -> None:
        call = "call: fujian/2017-734\n"
        right = filed("fujian", "a", more=call)
        late = filed("fujian", "b", year=2018, more=call)
        abroad = filed("zhejiang", "c", more=call)
        file = "submissions/fujian/d/2017-application.yaml"
        newer = facts(file, f"schema: application/2019\n{call}")
        national = filed("zhejiang", "e", more="call: miit/2017-433\n")
        files = right, late, abroad, newer, national
        assert across("X109", *files) == ["fujian/b/2018-application.yaml /call"]
        assert across("X110", *files) == ["zhejiang/c/2017-application.yaml /call"]
        assert across("X111", *files) == ["fujian/d/2017-application.yaml /schema"]

    def test_the_year_and_the_unit_of_other_records_are_those_of_their_call_too(self) -> None:
        text = "schema: any/1\ncall: fujian/2017-734\n"
        places = (
            *("fujian/a/2017-recommendation", "fujian/b/2018-recommendation"),
            *("zhejiang/c/2017-paper-unit", "fujian/_closed/2018", "_experts/2017"),
        )
        files = [facts(f"submissions/{place}.yaml", text) for place in places]
        assert across("X109", *files) == [
            "fujian/_closed/2018.yaml /call",
            "fujian/b/2018-recommendation.yaml /call",
        ]
        assert across("X110", *files) == ["zhejiang/c/2017-paper-unit.yaml /call"]
        assert across("X111", *files) == []

    @pytest.mark.parametrize(
        ("superiors", "found"),
        [
            ({"a": "a"}, "a"),
            ({"a": "b", "b": "a"}, "ab"),
            ({"a": "b", "b": "c", "c": "a"}, "abc"),
            ({"a": "b", "b": "c", "c": "b"}, "bc"),
            ({"a": "b", "b": "c"}, ""),
            ({"a": "b", "b": None}, ""),
        ],
    )
    def test_a_circle_is_told_at_each_of_its_notices(
        self, superiors: dict[str, str | None], found: str
    ) -> None:
        files = [
            noticed(f"miit/2017-{own}", **({"implements": f"miit/2017-{above}"} if above else {}))
            for own, above in superiors.items()
        ]
        assert across("X112", *files) == [
            f"docs/notices/miit/2017-{own}.md /implements" for own in found
        ]

    @pytest.mark.parametrize(
        ("numbers_", "found"),
        [
            (("", "-2", "-3"), []),
            (("-2",), ["-2"]),
            (("", "-3"), ["-3"]),
            (("", "-2", "-4", "-5"), ["-4"]),
        ],
    )
    def test_a_second_follows_a_first(self, numbers_: tuple[str, ...], found: list[str]) -> None:
        files = [filed("fujian", "a", number=number) for number in numbers_]
        assert across("X113", *files) == [
            f"fujian/a/2017-application{number}.yaml " for number in found
        ]

    def test_a_designation_says_what_its_document_says(self) -> None:
        notice = noticed(
            "miit/2018-1", kind="designation", number="工〔2018〕1号", date="2018-01-02"
        )

        def by(cluster: str, document: str = "miit/2018-1", **fields: str) -> Facts:
            lines = "".join(f"{key}: {value}\n" for key, value in fields.items())
            text = f"schema: designation/1\ndocument: {document}\n{lines}"
            return facts(f"submissions/fujian/{cluster}/2018-designation.yaml", text)

        right = by("a", number="工〔2018〕1号", date="2018-01-02", batch="5")
        silent = by("b", number="null", date="null")
        wrong = by("c", number="工〔2018〕2号", date="2018-01-03")
        other = by("d", document="miit/2018-9", date="2018-01-09")
        assert across("X114", notice, right, silent, wrong, other) == [
            "fujian/c/2018-designation.yaml /number",
            "fujian/c/2018-designation.yaml /date",
        ]

    @pytest.mark.parametrize(
        ("other", "year", "cluster", "found"),
        [
            ("fujian/b", 2015, "示例县茶叶产业集群", True),
            ("fujian/b", 2015, "示例县茶叶产业园", True),
            ("fujian/b", None, "示例县茶叶产业集群", True),
            ("_unplaced/b", 2015, "示例县茶叶产业集群", True),
            ("hebei/b", 2015, "示例县茶叶产业集群", False),
            ("fujian/a", 2015, "示例县茶叶产业集群", False),
            ("fujian/b", 2015, "示例县茶具产业集群", False),
            ("fujian/b", 2017, "示例县茶叶产业集群", True),
            ("fujian/b", 2018, "示例县茶叶产业集群", False),
        ],
    )
    def test_a_cluster_keeps_its_id(
        self, other: str, year: int | None, cluster: str, *, found: bool
    ) -> None:
        path = f"submissions/{other}/{year or 'undated'}-designation.yaml"
        known = facts(path, f"schema: designation/1\ncluster: {{name: {cluster}}}\n")
        again = filed("fujian", "a", "示例县茶叶产业集群")
        place = ["fujian/a/2017-application.yaml /cluster/name"]
        assert across("X118", known, again) == (place if found else [])

    def test_filings_of_one_year_are_compared_by_another_rule(self) -> None:
        now, then = (filed("fujian", "a", "甲县茶叶产业集群", year=year) for year in (2017, 2015))
        assert across("X118", now, filed("fujian", "b", "甲县茶叶产业集群")) == []
        later = "fujian/b/2017-application.yaml /cluster/name"
        assert across("X118", then, filed("fujian", "b", "甲县茶叶产业集群")) == [later]
        assert across("X118", then, filed("fujian", "b")) == []

    @pytest.mark.parametrize(
        ("name", "fields", "found"),
        [
            ("2018-designation", "date: 2018-01-05", 1),
            ("2017-designation", "date: 2017-08-18", 0),
            ("2017-designation", "date: 2017-08-19", 1),
            ("2017-designation", "date: null", 0),
            ("2018-demonstration", "date: null", 1),
            ("undated-designation", "date: null", 0),
            ("2014-designation", "date: 2014-09-15", 0),
        ],
    )
    def test_history_is_what_was_before_anything_was_filed(
        self, name: str, fields: str, found: int
    ) -> None:
        kind = name.rpartition("-")[2]
        sealed = filed("fujian", "a", more="signoff: {date: 2017-08-18}\n")
        text = f"schema: {kind}/1\norigin: imported\n{fields}\n"
        made = facts(f"submissions/fujian/a/{name}.yaml", text)
        assert across("X119", sealed, made) == [f"fujian/a/{name}.yaml /origin"] * found
        assert across("X119", made) == []

    def test_history_is_what_was_before_anything_was_decided(self) -> None:
        made = [
            facts(
                f"submissions/fujian/a/{year}-designation.yaml",
                f"schema: designation/1\norigin: {origin}\ndate: {year}-01-05\n",
            )
            for year, origin in ((2018, "decided"), (2019, "imported"), (2014, "imported"))
        ]
        assert across("X119", *made) == ["fujian/a/2019-designation.yaml /origin"]

    def test_of_a_notice_that_cannot_be_read_nothing_is_said(self) -> None:
        missing = unread("docs/notices/miit/2018-1.md")
        assert missing is not None
        assert unread("draft.yaml") is None
        call = filed("fujian", "a", more="call: miit/2018-1\n")
        path = "submissions/fujian/b/2018-designation.yaml"
        files = missing, call, facts(path, "schema: designation/1\ndocument: miit/2018-1\n")
        assert [finding.code for finding in examine_across(files, law())] == []

    def test_a_draft_leaves_no_facts(self) -> None:
        read = document("draft.yaml", "schema: application/2017\n")
        assert facts_of(read, read.data) is None
