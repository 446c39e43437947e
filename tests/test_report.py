"""One list of findings in four formats: complete, exact for machines, harmless for terminals."""

import json
import re
from typing import Any
from urllib.parse import unquote

import pytest

from brandpilot import report
from brandpilot.findings import Finding, finding, pointer
from brandpilot.messages import LANGUAGES, catalogue, tell

PATH = "submissions/fujian/shili-rattan/2017-application.yaml"
PLAIN = (
    finding(
        "docs/notices/fujian/2017-734.md", (2, 1), "X106", ("implements",), found="miit/2017-1"
    ),
    finding(PATH, (3, 1), "F041", ("dossier",), found="fujian/x", wanted="fujian/shili-rattan"),
    finding(PATH, (57, 3), "C404", ("eligibility", "accidents", 0), kind="质量", year=2016),
)
EVIL = "x\n::error file=a::b\r\n%0A\x1b[31m\x9b31m\u202e\u2028\U000e0041{field}{0}%s"
HOSTILE = Finding(
    f"submissions/{EVIL}\udc9b.yaml",
    1,
    1,
    "F005",
    pointer((EVIL, "a/b~c", 3)),
    (("folder", EVIL * 99),),
)
EVERY_GAP = re.compile(r"\{(\w+)\}")
KEYS = ["path", "pointer", "code", "severity", "line", "column", "message", "fix", "basis"]
FILLED = dict.fromkeys(EVERY_GAP.findall("".join(map(str, catalogue().values()))), "x")

each_format = pytest.mark.parametrize("kind", report.FORMATS)
each_language = pytest.mark.parametrize("language", LANGUAGES)


@each_format
@each_language
def test_nothing_that_others_wrote_reaches_a_terminal_raw(kind: str, language: str) -> None:
    written = report.FORMATS[kind]([HOSTILE, *PLAIN], 3, language)
    lines = written.split("\n")
    assert all(line.replace("\u3000", "").isprintable() for line in lines)
    assert not any(line.strip().startswith("::error file=a") for line in lines)
    written.encode("utf-8")


@each_format
@each_language
def test_every_code_can_be_told(kind: str, language: str) -> None:
    findings = [finding(PATH, (1, 1), code, (), **FILLED) for code in catalogue()]
    # GitHub shows ten of a step.
    parts = [[one] for one in findings] if kind == "github" else [findings]
    written = "".join(report.FORMATS[kind](part, 1, language) for part in parts)
    assert all(code in written for code in catalogue())


class TestText:
    def test_it_tells_a_person_everything(self) -> None:
        assert report.as_text(PLAIN[1:2], 4) == (
            f"{PATH}\n"
            "\n"
            "  第 3 行第 1 列  [F041 须改正] " + tell(PLAIN[1]).title + "\n"
            "    " + tell(PLAIN[1]).message + "\n"
            "    怎样改：" + tell(PLAIN[1]).fix + "\n"
            "    依据：项目规则\n"
            "\n"
            "检查了 4 份材料：须改正 1 处，请核对 0 处。\n"
            "每一条的详细说明：brandpilot explain 编号\n"
        )

    def test_each_file_is_named_once(self) -> None:
        written = report.as_text(PLAIN, 2)
        assert written.count(PATH) == 1
        assert "须改正 2 处，请核对 1 处" in written

    def test_nothing_found_is_said_too(self) -> None:
        assert report.as_text([], 7) == "检查了 7 份材料，没有发现问题。\n"
        assert report.as_text([], 7, "en") == "Checked 7 file(s): nothing found.\n"

    def test_a_long_path_is_not_cut(self) -> None:
        path = f"submissions/fujian/{'a' * 150}/2017-application.yaml"
        assert path in report.as_text([Finding(path, 1, 1, "F003")], 1)


class TestJson:
    @staticmethod
    def rows(*findings: Finding, language: str = "zh") -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = json.loads(report.as_json(findings, 1, language))
        return rows

    def test_each_finding_has_the_same_keys(self) -> None:
        assert [list(row) for row in self.rows(*PLAIN, HOSTILE)] == [KEYS] * 4
        assert self.rows() == []

    def test_values_are_those_of_the_finding_and_of_its_words(self) -> None:
        told = tell(PLAIN[1])
        assert self.rows(PLAIN[1]) == [
            {
                "path": PATH,
                "pointer": "/dossier",
                "code": "F041",
                "severity": "error",
                "line": 3,
                "column": 1,
                "message": told.message,
                "fix": told.fix,
                "basis": told.basis,
            }
        ]

    def test_a_machine_gets_path_and_pointer_whole(self) -> None:
        path = f"submissions/fujian/{'a' * 150}/2017-application.yaml"
        node = ("备注\u202e", "x" * 200, "a/b~c\x9b", 3)
        row = self.rows(Finding(path, 1, 1, "S103", pointer(node), (("key", "x"), ("basis", "y"))))[
            0
        ]
        assert (row["path"], row["pointer"]) == (path, pointer(node))


class TestGithub:
    def test_one_command_to_a_line(self) -> None:
        lines = report.as_github([*PLAIN, HOSTILE], 3).splitlines()
        assert [line.partition(" ")[0] for line in lines] == [
            "::error",
            "::error",
            "::error",
            "::warning",
        ]
        assert lines[1].startswith(f"::error file={PATH},line=3,col=1,title=F041 ")
        assert all(lines[at].count("::") == 2 for at in (0, 1, 3))

    def test_what_a_file_says_stays_in_its_place(self) -> None:
        sly = finding(
            "a,line=9::b%\nc.yaml", (1, 1), "S103", ("k",), key="%0A::stop::", basis="x,y:z"
        )
        settings, _, message = report.as_github([sly], 1).removeprefix("::error ").partition("::")
        assert [part.partition("=")[0] for part in settings.split(",")] == [
            "file",
            "line",
            "col",
            "title",
        ]
        assert "%250A::stop::" in message

    def test_a_long_path_is_not_cut(self) -> None:
        path = f"submissions/fujian/{'a' * 150}/2017-application.yaml"
        assert f"file={path}," in report.as_github([Finding(path, 1, 1, "F003")], 1)


class TestSarif:
    """OASIS SARIF 2.1.0: what its schema requires of a log, a run, a rule and a result."""

    @staticmethod
    def log(*findings: Finding, language: str = "zh") -> dict[str, Any]:
        log: dict[str, Any] = json.loads(report.as_sarif(findings, 1, language))
        return log

    def test_a_log_of_one_run(self) -> None:
        log = self.log()
        assert (log["version"], len(log["runs"])) == ("2.1.0", 1)
        assert log["$schema"].endswith("sarif-2.1.0.json")
        assert log["runs"][0]["results"] == []
        assert log["runs"][0]["tool"]["driver"]["rules"] == []

    @each_language
    def test_rules_and_results_fit_each_other(self, language: str) -> None:
        findings = [finding(PATH, (7, 3), code, ("a",), **FILLED) for code in catalogue()]
        run = self.log(*findings, *PLAIN, HOSTILE, language=language)["runs"][0]
        rules, results = run["tool"]["driver"]["rules"], run["results"]
        assert run["tool"]["driver"]["name"] == "brandpilot"
        assert run["columnKind"] == "unicodeCodePoints"
        assert [rule["id"] for rule in rules] == sorted({rule["id"] for rule in rules})
        for rule in rules:
            assert rule["shortDescription"]["text"]
            assert rule["fullDescription"]["text"]
            assert rule["help"]["text"]
            assert rule["defaultConfiguration"]["level"] in {"none", "note", "warning", "error"}
        for result in results:
            rule = rules[result["ruleIndex"]]
            assert (result["ruleId"], result["level"]) == (
                rule["id"],
                rule["defaultConfiguration"]["level"],
            )
            assert result["message"]["text"]
            place = result["locations"][0]["physicalLocation"]
            assert re.fullmatch(
                r"(?:[A-Za-z0-9._~!$&'()*+,;=@/-]|%[0-9A-F]{2})+", place["artifactLocation"]["uri"]
            )
            assert place["region"]["startLine"] >= 1
            assert place["region"]["startColumn"] >= 1

    def test_the_place_is_that_of_the_finding(self) -> None:
        result = self.log(PLAIN[1])["runs"][0]["results"][0]
        assert result["locations"] == [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": PATH},
                    "region": {"startLine": 3, "startColumn": 1},
                }
            }
        ]
        assert result["properties"] == {"pointer": "/dossier", "basis": "项目规则"}

    def test_a_name_of_any_bytes_has_an_address(self) -> None:
        result = self.log(Finding("submissions/\udcff\n名.yaml", 1, 1, "F003"))["runs"][0][
            "results"
        ][0]
        uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert uri.startswith("submissions/%FF%0A")
        assert unquote(uri).endswith("名.yaml")


class TestExplain:
    @each_language
    def test_every_code_explains_itself(self, language: str) -> None:
        for code, entry in catalogue(language).items():
            written = report.explain(entry, language)
            assert written.startswith(f"{code}  {entry.title}  [")
            assert not EVERY_GAP.search(written)
            assert written.endswith("\n")

    def test_gaps_are_shown_as_gaps(self) -> None:
        assert "……" in report.explain(catalogue()["C101"])
        assert "该栏目的依据" in report.explain(catalogue()["S101"])
        assert "the basis of the field itself" in report.explain(catalogue("en")["S101"], "en")


def test_a_pointer_is_spelled_as_rfc_6901_says() -> None:
    assert pointer(()) == ""
    assert pointer(("a/b", "m~n", 0, "")) == "/a~1b/m~0n/0/"


def test_of_many_the_ten_worst_are_annotated_and_the_rest_counted() -> None:
    notes = [Finding("a.yaml", line, 1, "G108") for line in range(1, 30)]
    worst = Finding("z.yaml", 1, 1, "F006")
    lines = report.as_github([*notes, worst], 1).splitlines()
    assert len(lines) == 10
    assert lines[0].startswith("::error file=z.yaml,")
    assert lines[-1] == "::notice::另有 21 处没有标出，全部问题见任务摘要。"
    assert len(report.as_github(notes[:10], 1).splitlines()) == 10
