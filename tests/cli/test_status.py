"""`status`: where dossiers stand, who owes what, on any day and as known at any time."""

import json
from pathlib import Path
from shutil import copytree

import pytest
from rich.cells import cell_len

from brandpilot.cli import asked
from support.commands import EVIL, RATTAN, Run, Told
from support.house import APPLICATION, ROOT, VALID, plant_tree
from support.repository import Files, Repository

PILOT = (VALID / "hunan-2016-designation.yaml").read_text("utf-8").replace("miit/2016-144", "null")
ZONE = (VALID / "hunan-2019-demonstration.yaml").read_text("utf-8")
SOURCES = PILOT[PILOT.index("sources:") :]
CERAMICS = "hunan/shili-ceramics"
AT = f"submissions/{CERAMICS}"


def designated(day: str) -> Files:
    batch = {"2015": "2", "2016": "3"}[day[:4]]
    text = PILOT.replace("2016-04-15", day).replace("batch: 3", f"batch: {batch}")
    return {f"{AT}/{day[:4]}-designation.yaml": text}


def demonstrated(day: str) -> Files:
    text = ZONE.replace("2019-12-20", day).replace("decided", "imported")
    text = text.replace("miit/2016-144", "null") + SOURCES
    return {f"{AT}/{day[:4]}-demonstration.yaml": text}


def rows(told: Told) -> list[tuple[str, str, str | None, str]]:
    assert told.code == 0, told.err
    return [tuple(row.values()) for row in json.loads(told.out)]


def lines(told: Told) -> list[str]:
    assert told.code == 0, told.err
    return told.out.splitlines()


@pytest.fixture
def filed(tmp_path: Path) -> Path:
    """A tree with this repository's notices, an application and a pilot of the past."""
    copytree(ROOT / "docs" / "notices", tmp_path / "docs" / "notices")
    return plant_tree(tmp_path, {APPLICATION: RATTAN, **designated("2016-04-15")})


class TestStates:
    def test_each_dossier_in_json(self, run: Run, filed: Path) -> None:
        told = run("--root", filed, "status", "--as-of", "2018-01-01", "--format", "json")
        assert json.loads(told.out) == [
            {
                "dossier": "fujian/shili-rattan",
                "state": "applied",
                "since": "2017-08-18",
                "next": "推荐单位出具推荐意见",
            },
            {
                "dossier": CERAMICS,
                "state": "pilot",
                "since": "2016-04-15",
                "next": "组织实施单位按方案开展试点，每年总结",
            },
        ]

    def test_each_dossier_for_people(self, run: Run, filed: Path) -> None:
        told = lines(run("--root", filed, "status", "--as-of", "2019-04-16"))
        assert told[:2] == ["截至 2019-04-16，共 2 个卷宗：", ""]
        head, rattan, ceramics = told[2:]
        assert rattan.split() == [
            "fujian/shili-rattan",
            "示例县藤编产业集群",
            "已申报",
            "2017-08-18",
            "推荐单位",
            "推荐单位出具推荐意见",
        ]
        assert ceramics.split() == [
            CERAMICS,
            "示例区陶瓷产业集群",
            "试点期满（未见结论）",
            "2016-04-15",
        ]
        columns = ("状态", "已申报", "试点期满")
        starts = {
            cell_len(line[: line.index(word)])
            for line, word in zip((head, rattan, ceramics), columns, strict=True)
        }
        assert len(starts) == 1

    @pytest.mark.parametrize(
        "word", [CERAMICS, "shili-ceramics", f"submissions/{CERAMICS}/", f"{CERAMICS}/"]
    )
    def test_one_dossier_by_any_of_its_names(self, run: Run, filed: Path, word: str) -> None:
        told = run("--root", filed, "status", word, "--as-of", "2016-04-14", "--format", "json")
        assert rows(told) == [(CERAMICS, "unrecorded", None, "")]

    def test_one_dossier_for_people_says_all_about_it(self, run: Run, filed: Path) -> None:
        told = lines(run("--root", filed, "status", "shili-rattan", "--as-of", "2017-08-30"))
        assert told == [
            "截至 2017-08-30，fujian/shili-rattan：",
            "",
            "集群    示例县藤编产业集群",
            "状态    已申报，2017-08-18 起",
            f"依据    {APPLICATION}",
            "说明    经合并请求报送的，已合并，待记录：推荐意见由程序写出",
            "轮到    推荐单位",
            "下一步  推荐单位出具推荐意见",
            "应办    推荐单位出具推荐意见，2017-08-31 到期，还有1天（指南四(二)）",
        ]

    def test_one_dossier_tells_reasons_and_doubts(self, run: Run) -> None:
        demo = ROOT / "tests" / "trees" / "demo"
        told = lines(run("--root", demo, "status", "shili-mesh", "--as-of", "2024-01-01"))
        assert any(one.startswith("事由    暂停期间仍未整改") for one in told)
        assert told[-1] == ("有疑义  2021-status-change-ministry-3.yaml：L108 陈述申辩的期限未满")
        told = lines(run("--root", demo, "status", "shili-sportswear", "--as-of", "2022-02-01"))
        assert "应办    组织实施单位报送年度总结（2021 年），期限：通知未规定（指南四(五)）" in told

    def test_one_that_there_is_not_is_told_with_near_names(self, run: Run, filed: Path) -> None:
        told = run("--root", filed, "status", "fujian/shili-ratan")
        assert (told.code, told.out) == (2, "")
        assert "没有卷宗「fujian/shili-ratan」；相近的有：fujian/shili-rattan" in told.err
        assert "没有卷宗「x」；也没有相近的。" in run("--root", filed, "status", "x").err

    def test_one_unit(self, run: Run, filed: Path) -> None:
        told = run("--root", filed, "status", "--unit", "hunan", "--format", "json")
        assert [row[0] for row in rows(told)] == [CERAMICS]
        told = run("--root", filed, "status", "--unit", "hebei")
        assert told.out.endswith("，共 0 个卷宗。\n")
        told = run("--root", filed, "status", "--unit", "hubie")
        assert (told.code, told.out) == (2, "")
        assert "没有推荐单位「hubie」；相近的有：hubei" in told.err

    def test_what_is_in_doubt_is_told_besides(self, run: Run, filed: Path) -> None:
        ((later, text),) = demonstrated("2019-12-20").items()
        flawed = {later: str(text).replace("batch: 2", "batch: 二")}
        plant_tree(filed, {**flawed, APPLICATION: RATTAN.replace("copies: 3", "copies: 0")})
        told = run("--root", filed, "status", "--as-of", "2018-01-01")
        assert "有 2 处须改正，所涉材料未计算在内。" in told.err
        rattan, ceramics = lines(told)[-2:]
        assert rattan.split() == ["fujian/shili-rattan", "有疑义"]
        assert ceramics.split()[2] == "试点（另有疑义）"
        told = run("--root", filed, "status", "--as-of", "2018-01-01", "--format", "json")
        assert [row[1] for row in rows(told)] == ["in_doubt", "pilot"]

    def test_a_folder_with_a_hostile_name_moves_no_cursor(self, run: Run, filed: Path) -> None:
        plant_tree(filed, {f"submissions/{EVIL}/tea/2017-application.yaml": RATTAN})
        told = run("--root", filed, "status")
        assert not set(EVIL[0::5]) & set(told.out + told.err)

    def test_nothing_at_all(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "submissions").mkdir()
        for words in (("status",), ("status", "--obligations")):
            told = run("--root", tmp_path, *words, "--as-of", "2018-01-01")
            assert told.code == 0
            assert "0 " in told.out
        told = run("--root", tmp_path, "status", "--format", "json")
        assert told.out == "[]\n"

    def test_only_obligations_are_a_table_or_a_calendar(self, run: Run, filed: Path) -> None:
        for form in ("csv", "ics"):
            told = run("--root", filed, "status", "--format", form)
            assert (told.code, told.out) == (2, "")
            assert f"--format {form} 只用于 --obligations。" in told.err


class TestTimes:
    @pytest.fixture
    def known(self, repository: Repository) -> Repository:
        """What was known in 2018 of a pilot, and in 2020, when its batch had been corrected."""
        repository.commit(
            {"schemas/lifecycle.yaml": "of another time", **designated("2015-04-27")},
            "2018-02-01T12:00+08:00",
        )
        repository.commit(
            {**designated("2016-04-15"), **demonstrated("2018-12-20")}, "2020-02-01T12:00+08:00"
        )
        return repository

    def test_what_was_and_what_was_known_are_two_questions(
        self, run: Run, known: Repository
    ) -> None:
        answers = {
            (as_of, at): rows(
                run("--root", known.top, "status", "--as-of", as_of, "--at", at, "--format", "json")
            )[0][1:3]
            for as_of in ("2016-01-01", "2019-01-01")
            for at in ("2018-12-31", "2020-12-31")
        }
        assert answers == {
            ("2016-01-01", "2018-12-31"): ("pilot", "2015-04-27"),
            ("2016-01-01", "2020-12-31"): ("unrecorded", None),
            ("2019-01-01", "2018-12-31"): ("period_over", "2015-04-27"),
            ("2019-01-01", "2020-12-31"): ("demonstration", "2018-12-20"),
        }
        assert len(set(answers.values())) == 4

    def test_a_commit_may_be_named(self, run: Run, known: Repository) -> None:
        words = ("status", CERAMICS, "--as-of", "2016-01-01", "--format", "json", "--at")
        states = [rows(run("--root", known.top, *words, at))[0][1] for at in ("HEAD~", "HEAD")]
        assert states == ["pilot", "unrecorded"]

    def test_a_dossier_that_was_not_yet_known(self, run: Run, known: Repository) -> None:
        told = run("--root", known.top, "status", "--at", "2017-12-31")
        assert told.code == 2
        assert "还没有任何材料" in told.err

    def test_a_day_that_is_none(self, run: Run, filed: Path) -> None:
        told = run("--root", filed, "status", "--as-of", "2017-02-30")
        assert told.code == 2
        assert "不是日期" in told.err

    def test_a_record_of_the_future_counts_only_for_whoever_asks_about_it(
        self, run: Run, filed: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(asked, "today", lambda: "2018-06-01")
        plant_tree(filed, dict(demonstrated("2018-12-20")))
        words = ("--root", filed, "status", CERAMICS, "--format", "json")
        assert [row[1] for row in rows(run(*words))] == ["pilot"]
        assert "有 1 处须改正" in run(*words).err
        told = run(*words, "--as-of", "2018-12-20")
        assert [row[1] for row in rows(told)] == ["demonstration"]
        assert told.err == ""

    def test_a_day_of_the_past_makes_no_record_one_of_the_future(
        self, run: Run, filed: Path
    ) -> None:
        told = run("--root", filed, "status", "--as-of", "2010-01-01", "--format", "json")
        assert [row[1] for row in rows(told)] == ["unrecorded", "unrecorded"]
        assert told.err == ""


class TestObligations:
    WORDS = ("status", "--obligations", "--as-of", "2017-09-02", "--format")

    def test_as_rows(self, run: Run, filed: Path) -> None:
        told = run("--root", filed, *self.WORDS, "csv")
        assert told.out == (
            "as_of,unit,dossier,actor,duty,year,due,status,days,clause\n"
            "2017-09-02,fujian,fujian/shili-rattan,unit,opinion,,2017-08-31,overdue,-2,指南四(二)\n"
        )
        assert json.loads(run("--root", filed, *self.WORDS, "json").out) == [
            {
                "as_of": "2017-09-02",
                "unit": "fujian",
                "dossier": "fujian/shili-rattan",
                "actor": "unit",
                "duty": "opinion",
                "year": None,
                "due": "2017-08-31",
                "status": "overdue",
                "days": -2,
                "clause": "指南四(二)",
            }
        ]

    def test_for_people(self, run: Run, filed: Path) -> None:
        told = lines(run("--root", filed, *self.WORDS, "text"))
        assert told[0] == "截至 2017-09-02，应办未办 1 项："
        assert told[-1].split() == [
            "2017-08-31",
            "逾期2天",
            "推荐单位",
            "出具推荐意见",
            "福建省",
            "fujian/shili-rattan",
            "示例县藤编产业集群",
            "指南四(二)",
        ]

    def test_as_a_calendar(self, run: Run, filed: Path) -> None:
        told = run("--root", filed, *self.WORDS, "ics")
        assert told.out.startswith("BEGIN:VCALENDAR\r\n")
        assert "\r\nSUMMARY:出具推荐意见：示例县藤编产业集群\r\n" in told.out
        assert "\r\nDTSTART;VALUE=DATE:20170831\r\n" in told.out
        assert run("--root", filed, *self.WORDS, "ics").out == told.out

    @pytest.mark.parametrize(
        ("words", "count"),
        [
            (("--unit", "fujian"), 1),
            (("--unit", "hebei"), 0),
            (("shili-rattan",), 1),
            ((CERAMICS,), 0),
            ((CERAMICS, "--unit", "fujian"), 0),
            (("shili-rattan", "--unit", "fujian"), 1),
        ],
    )
    def test_of_one_unit_or_one_dossier(
        self, run: Run, filed: Path, words: tuple[str, ...], count: int
    ) -> None:
        told = run("--root", filed, *self.WORDS, "json", *words)
        assert len(json.loads(told.out)) == count

    def test_as_known_before_the_call_came_out(self, run: Run, repository: Repository) -> None:
        notices = {
            path.relative_to(ROOT).as_posix(): path.read_text("utf-8")
            for path in (ROOT / "docs" / "notices").rglob("*.md")
        }
        before = {path: text for path, text in notices.items() if "fujian/" not in path}
        application = {APPLICATION: RATTAN.replace("fujian/2017-734", "miit/2017-433")}
        repository.commit({**before, **application}, "2017-08-19T12:00+08:00")
        repository.commit({**notices, APPLICATION: RATTAN}, "2017-08-21T12:00+08:00")
        found = [
            run("--root", repository.top, *self.WORDS, "csv", "--at", day).out.splitlines()[1:]
            for day in ("2017-08-20", "2017-08-21")
        ]
        row = "2017-09-02,fujian,fujian/shili-rattan,unit,opinion,"
        assert found == [[f"{row},,open,,指南四(二)"], [f"{row},2017-08-31,overdue,-2,指南四(二)"]]
