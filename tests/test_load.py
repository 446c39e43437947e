"""Every trap of YAML is refused at its place, or read as the text it is; nothing ever crashes.

What scalars and structures mean in both parsers stands in tests/dialect; here stands which finding
a refusal is, and where.
"""

from typing import Any

import pytest

from brandpilot.layout import MAX_BYTES
from brandpilot.load import Document, load
from support.house import document

Places = list[tuple[str, int, int]]


def places(raw: str | bytes, path: str = "any.yaml") -> Places:
    """Give (code, line, column) of what keeps a text out."""
    found = load(path, raw.encode() if isinstance(raw, str) else raw)
    assert isinstance(found, list), found
    return [(finding.code, finding.line, finding.column) for finding in found]


def deep(levels: int) -> str:
    return "a: " + "[" * (levels - 1) + "]" * (levels - 1) + "\n"


BOMB = "".join(
    f"{key}: &{key} [{','.join([f'*{of}'] * 9)}]\n" for of, key in zip("abc", "bcd", strict=True)
)

REFUSED: dict[str, tuple[str | bytes, Places]] = {
    # Encodings and bytes.
    "nothing at all": (b"", [("F006", 1, 1)]),
    "nothing but a BOM": (b"\xef\xbb\xbf", [("F006", 1, 1)]),
    "nothing but blanks": ("  \n\u3000\n\n", [("F006", 1, 1)]),
    "nothing but comments": ("# a\n\n# b\n", [("F006", 1, 1)]),
    "nothing but a document's start": ("---\n", [("F006", 1, 1)]),
    "GB18030": ("a: 1\nname: 福建\n".encode("gb18030"), [("F008", 2, 7)]),
    "UTF-16, little end first": ("a: 泉州\n".encode("utf-16"), [("F009", 1, 1)]),
    "UTF-16, big end first": (b"\xfe\xff" + "a: 1\n".encode("utf-16-be"), [("F009", 1, 1)]),
    "bytes that are no text": (b"a: 1\nb: \xff\xff\xff\n", [("F010", 2, 4)]),
    "a character cut off at the end": ("a: 泉州".encode()[:-1], [("F010", 1, 5)]),
    "UTF-8 with one byte lost is not GB18030": (
        "a: 泉州\nb: 泉州\n".encode().replace("州\nb".encode(), "州".encode()[:-1] + b"\nb"),
        [("F010", 1, 5)],
    ),
    "an encoded surrogate": (b"a: 1\nb: x\xed\xa0\x80\n", [("F010", 2, 5)]),
    "one byte too many": (b"a: " + b"x" * (MAX_BYTES - 2), [("F007", 1, 1)]),
    # Characters.
    "NUL": ("a: b\0c\n", [("F011", 1, 5)]),
    "two controls": ("a: \x07\nb: c\x1b[31m\n", [("F011", 1, 4), ("F011", 2, 5)]),
    "DEL": ("a: b\x7f\n", [("F011", 1, 5)]),
    "a control of the upper half": ("a: \x9b31m\n", [("F011", 1, 4)]),
    "a lone CR": ("a: 1\rb: 2\n", [("F011", 1, 5)]),
    "a CR too many": ("a: 1\r\r\nb: 2\r\n", [("F011", 1, 5)]),
    "a BOM in the middle": ("a: 1\nb\ufeff: 2\n", [("F011", 2, 2)]),
    "a non-character": ("a: \uffff\n", [("F011", 1, 4)]),
    "U+202E": ("a: b\u202ec\n", [("F012", 1, 5)]),
    "U+2067 in a comment": ("a: 1 # \u2067\n", [("F012", 1, 8)]),
    "U+200F in a key": ("a\u200f: 1\n", [("F012", 1, 2)]),
    "U+0085": ("a: b\x85c\n", [("F013", 1, 5)]),
    "U+2028": ("a: 1\nb: |\n  c\u2028d\n", [("F013", 3, 4)]),
    "U+2029 after an emoji": ("a: 😀\u2029b: 1\n", [("F013", 1, 5)]),
    # Colons.
    "a full-width colon throughout": ("名称：泉州\n", [("F014", 1, 3)]),
    "a full-width colon in the first line": ("schema：x\na: 1\n", [("F014", 1, 7)]),
    "a full-width colon in the middle": ("a: 1\nname：x\nb: 2\n", [("F014", 2, 5)]),
    "a full-width colon in the last line": ("a: 1\nname：x\n", [("F014", 2, 5)]),
    "a full-width colon below a field": (
        "organizer:\n  name：x\n  kind: y\n",
        [("F014", 2, 7)],
    ),
    "a full-width colon in a list": ("a:\n  - name：x\n    kind: y\n", [("F014", 2, 9)]),
    "a full-width colon alone in a list": ("a:\n  - name：x\n", [("F014", 2, 9)]),
    "a full-width colon behind a quote": ('"名称"：x\nb: 2\n', [("F014", 1, 5)]),
    "a full-width colon in braces": ("a: {b：1}\n", [("F014", 1, 6)]),
    "no space after the colon": ("a: 1\nb:2\nc: 3\n", [("F028", 2, 1)]),
    "no space after any colon": ("a:1\nb:2\n", [("F028", 1, 1)]),
    "no space after a quoted key": ('"a":1\n', [("F028", 1, 1)]),
    "no space after the colon below a field": ("a:\n  b:1\n  c: 2\n", [("F028", 2, 3)]),
    "an ideographic space after the colon": ("a:\u30001\n", [("F028", 1, 1)]),
    "two colons in one line": ("a: b: c\n", [("F030", 1, 5)]),
    "a line without a colon": ("a: 1\nb\nc: 2\n", [("F034", 2, 1)]),
    "an empty key": ("a: 1\n'': 2\n", [("F026", 2, 1)]),
    "no key at all": (": 1\n", [("F026", 1, 1)]),
    "a key that is a list": ("? [a]\n: 1\n", [("F026", 1, 3)]),
    "a key that is a mapping": ("{a: 1}: 1\n", [("F026", 1, 1)]),
    # Indentation.
    "a tab before a key": ("a:\n\tb: 1\n", [("F015", 2, 1)]),
    "tabs before two keys": ("a:\n\tb: 1\n\tc: 1\n", [("F015", 2, 1), ("F015", 3, 1)]),
    "a tab after spaces": ("a:\n  \tb: 1\n", [("F015", 2, 3)]),
    "a tab in an empty line": ("a: 1\n\t\nb: 2\n", [("F015", 2, 1)]),
    "a tab right after a block": ("a: |\n  x\n\tb: 1\n", [("F015", 3, 1)]),
    "a line between two depths": ("a:\n   b: 1\n  c: 2\n", [("F031", 3, 3)]),
    "a list behind a text": ("a: x\n- y\n", [("F031", 2, 1)]),
    "a bar that is not indented": ("a:\n  b:\n  |\n    x\n", [("F031", 3, 3)]),
    "a list in the line of its key": ("a: - b\n", [("F031", 1, 4)]),
    "quoted text back at column 1": ('a: "b\nc"\n', [("F022", 2, 1)]),
    "quoted text back at its key": ("a:\n  b: 'x\n\n  y\n z'\n", [("F022", 4, 1), ("F022", 5, 1)]),
    "quoted text back at its dash": ('a:\n  - "x\n  y"\n', [("F022", 3, 1)]),
    # Quotes, brackets, first characters.
    "a double quote that never ends": ('a: 1\nb: "x\nc: 2\n', [("F029", 2, 4)]),
    "a single quote that never ends": ("a: 1\nb: 'x\nc: 2\n", [("F029", 2, 4)]),
    "an apostrophe in single quotes": ("a: 'it's'\n", [("F029", 1, 8)]),
    "text behind a quote": ('a: "b" c\n', [("F029", 1, 8)]),
    "text behind a bracket": ("a: [公告] 关于申报\n", [("F033", 1, 4)]),
    "text behind a brace": ("a: {示例} 关于申报\n", [("F033", 1, 4)]),
    "a path in double quotes": ('a: "D:\\数据"\n', [("F032", 1, 7)]),
    "a bracket that never closes": ("a: 1\nb: [1, 2\nc: 3\n", [("F021", 2, 4)]),
    "a brace that never closes": ("a: 1\nb: {c: 1\nd: 3\n", [("F021", 2, 4)]),
    "brackets over two lines": ("a:\n  b: [1,\n    2]\n", [("F021", 2, 6)]),
    "braces over two lines, twice": (
        "a: {b: 1,\n  c: 2}\nd: {e: 1,\n  f: 2}\n",
        [("F021", 1, 4), ("F021", 3, 4)],
    ),
    "text that starts with @": ("a: @县\n", [("F033", 1, 4)]),
    "text that starts with `": ("a: `县\n", [("F033", 1, 4)]),
    "text that starts with %": ("unit: %\n", [("F033", 1, 7)]),
    "text that starts with *": ("a: *\n", [("F017", 1, 4)]),
    "text that starts with * and goes on": ("a: **重点**\n", [("F017", 1, 4)]),
    "text that starts with &": ("a: & Co.\n", [("F017", 1, 4)]),
    "text that starts with !": ("a: !\n", [("F019", 1, 4)]),
    # What YAML has and the dialect has not.
    "a key twice": ("a: 1\nb: 2\na: 3\n", [("F016", 3, 1)]),
    "a key three times": ("a: 1\na: 2\na: 3\n", [("F016", 2, 1), ("F016", 3, 1)]),
    "a key twice below a field": ('a:\n  b: 1\n  "b": 2\n', [("F016", 3, 3)]),
    "an anchor": ("a: &x 1\n", [("F017", 1, 4)]),
    "an anchor and its alias": ("a: &x 1\nb: *x\n", [("F017", 1, 4), ("F017", 2, 4)]),
    "an alias as a key": ("a: &x k\n*x : 1\n", [("F017", 1, 4), ("F017", 2, 1)]),
    "an anchor on a key": ("&x a: 1\n", [("F017", 1, 1)]),
    "a tag on a key": ("a: 1\n!x b: 1\n", [("F019", 2, 1)]),
    "an alias as the whole file": ("*x\n", [("F017", 1, 1)]),
    "an anchor before the mapping": ("&x\na: 1\n", [("F017", 1, 1)]),
    "a merge key": ("a: {b: 1}\nc:\n  <<: {b: 2}\n", [("F018", 3, 3)]),
    "a tag": ("a: !!str 1\n", [("F019", 1, 4)]),
    "a tag that Python would run": ("a: !!python/object/apply:os.system [x]\n", [("F019", 1, 4)]),
    "two documents": ("a: 1\n---\nb: 2\n", [("F020", 2, 1)]),
    "an end mark and more": ("a: 1\n...\nb: 2\n", [("F020", 3, 1)]),
    "a YAML directive": ("%YAML 1.2\n---\na: 1\n", [("F025", 1, 1)]),
    "a tag directive": ("# x\n%TAG ! tag:x,2000:\n---\na: 1\n", [("F025", 2, 1)]),
    "an unknown directive": ("%FOO bar\n---\na: 1\n", [("F025", 1, 1)]),
    "a list as the whole file": ("- a\n- b\n", [("F024", 1, 1)]),
    "text as the whole file": ("# x\n申报书\n", [("F024", 2, 1)]),
    "a scalar as the whole file": ("42\n", [("F024", 1, 1)]),
    "21 levels": (deep(21), [("F023", 1, 23)]),
    "21 levels in lines": (
        "".join("  " * n + "a:\n" for n in range(20)) + "  " * 20 + "a: {}\n",
        [("F023", 21, 41)],
    ),
    # What a person loses without noticing.
    "text behind a #": ("a: 示例区 #2 园区\n", [("F039", 1, 8)]),
    "a remark without a space": ("a: 1 #注\n", [("F039", 1, 6)]),
    "a remark glued to a quote": ('a: "x"#注\n', [("F036", 1, 7)]),
    "a remark glued to a bracket": ("a: [x]#注\n", [("F036", 1, 7)]),
    "a remark glued to a bar": ("a: |#注\n  x\n", [("F036", 1, 4)]),
    "a wide blank before a key": ("a:\n\u3000b: 1\n", [("F037", 2, 1)]),
    "wide blanks before a text that goes on": ("a: x\n\u3000\u3000y\n", [("F037", 2, 1)]),
    "wide blanks in place of the indent of a block": ("a: |\n\u3000\u3000x\n", [("F037", 2, 1)]),
    "dashes glued to their items": ("a:\n  -b\n  -c\n", [("F038", 2, 3)]),
    "a dash glued to its item": ("a:\n- b\n-c\n", [("F038", 3, 1)]),
    "a dash glued to a key": ("-a: 1\n", [("F038", 1, 1)]),
    "a dash glued to a text within a list": ("a:\n  - -x\n", [("F038", 2, 5)]),
    # The line above may hold any text.
    "a colon of Chinese prose above a mistake": (
        "a: |\n  建设内容：x\nb: c: d\n",
        [("F030", 3, 5)],
    ),
    "a colon of prose without a bar above a mistake": (
        "a: x\n  内容：y\nb: @x\n",
        [("F033", 3, 4)],
    ),
    "a colon of prose above an open quote": ('a: |\n  名称：x\nb: "c\n', [("F029", 3, 4)]),
    "a glued colon of prose above a mistake": ("a: |\n  x:1\nb: c: d\n", [("F030", 3, 5)]),
    "a dash of prose above an open bracket": ("a: >\n  -x\nb: [1\nc: 2\n", [("F021", 3, 4)]),
    # One mistake is told once, also where it keeps the rest from being read.
    "a tab in a block below a mistake": ("a: b: c\nd: |\n  x\n  \ty\n", [("F030", 1, 5)]),
}

READ: dict[str, tuple[str | bytes, Any]] = {
    "the last byte allowed": (b"a: " + b"x" * (MAX_BYTES - 3), {"a": "x" * (MAX_BYTES - 3)}),
    "a BOM": ("\ufeffa: 1\n", {"a": 1}),
    "CRLF": ("a: 1\r\nb: |\r\n  x\r\n  y\r\n", {"a": 1, "b": "x\ny\n"}),
    "a day": ("a: 2017-08-25\n", {"a": "2017-08-25"}),
    "a day that is none": ("a: 2017-02-30\n", {"a": "2017-02-30"}),
    "a clock time": ("a: 12:30\n", {"a": "12:30"}),
    "a leading zero": ("a: 0755\n", {"a": "0755"}),
    "a word that YAML 1.1 takes for false": ("a: No\n", {"a": "No"}),
    "5,000 nines": (f"a: {'9' * 5_000}\n", {"a": "9" * 5_000}),
    "5,000 nines as a key": (f"{'9' * 1_000}: 1\n", {"9" * 1_000: 1}),
    "a number beyond every float": ("a: 1e400\n", {"a": "1e400"}),
    "a full-width colon inside a text": ("a: 地址：泉州\n", {"a": "地址：泉州"}),
    "a Chinese sentence with a colon in a list": ("a:\n  - 市级：初审\n", {"a": ["市级：初审"]}),
    "a clause of Latin letters in a text of two lines": (
        "a: 通过\n  iso9001：2015\n",
        {"a": "通过 iso9001：2015"},
    ),
    "20 levels": (deep(20), {"a": [[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]}),
    "escapes of what may not stand raw": (
        '"a": "\\u202e\\x07\\N\\L\\P"\n',
        {"a": "\u202e\x07\x85\u2028\u2029"},
    ),
    "a tab inside a block": ("a: |\n  x\n  \ty\nb: 1\n", {"a": "x\n\ty\n", "b": 1}),
    "one document with its marks": ("---\na: 1\n...\n", {"a": 1}),
}


REMARKS: dict[str, tuple[str, dict[tuple[int, int], str]]] = {
    "on a line of its own": ("# x\na: 1\n", {(1, 1): "# x"}),
    "behind a key": ("a:  # x\n  b: 1\n", {(1, 5): "# x"}),
    "behind a value": ("a: 1 # x", {(1, 6): "# x"}),
    "behind a quote": ("a: '# y' # x\n", {(1, 10): "# x"}),
    "behind brackets": ("a: ['#', {b: 1}] # x\n", {(1, 18): "# x"}),
    "behind a dash": ("a:\n  - # x\n    b: 1\n", {(2, 5): "# x"}),
    "behind a text of two lines": ("a: x\n  y # x\n", {(2, 5): "# x"}),
    "behind a bar": ("a: | # x\n  y\n", {(1, 6): "# x"}),
    "right below a block": ("a: |\n  y\n# x\nb: 1\n", {(3, 1): "# x"}),
    "below a block and an empty line": ("a: |\n  y\n\n# x\n", {(4, 1): "# x"}),
    "below an indented block": ("a:\n  b: >-\n    y\n  # x\n  c: 1\n", {(4, 3): "# x"}),
    "between items": ("a:\n# x\n- 1\n  # y\n- 2\n", {(2, 1): "# x", (4, 3): "# y"}),
    "behind the marks of a document": ("--- # x\na: 1\n... # y\n", {(1, 5): "# x", (3, 5): "# y"}),
    "none in a block": ("a: |\n  # y\n  z # y", {}),
    "none in quotes or in a word": ("a: 'x # y\n  # z'\nb: C#\n", {}),
}


@pytest.mark.parametrize("case", REMARKS)
def test_a_remark_is_found_where_it_stands(case: str) -> None:
    text, expected = REMARKS[case]
    assert document("any.yaml", text).comments == expected


@pytest.mark.parametrize("case", REFUSED)
def test_a_trap_is_refused_at_its_place(case: str) -> None:
    raw, expected = REFUSED[case]
    assert places(raw) == expected


@pytest.mark.parametrize("case", READ)
def test_a_text_is_read_as_what_it_is(case: str) -> None:
    raw, expected = READ[case]
    assert document("any.yaml", raw).data == expected


def test_an_alias_bomb_is_refused_before_it_is_resolved() -> None:
    bomb = "a: &a [x]\n" + BOMB
    assert len(bomb) < 396
    found = places(bomb)
    assert {code for code, _, _ in found} == {"F017"}
    assert found[:3] == [("F017", 1, 4), ("F017", 2, 4), ("F017", 2, 8)]


@pytest.mark.parametrize("opened", ["[", "{", "- ", "? ", '{"a": ', "- [", "a: {b: "])
def test_a_depth_bomb_is_refused(opened: str) -> None:
    found = load("any.yaml", b"a: " * opened.startswith("[") + opened.encode() * 40_000)
    assert isinstance(found, list)
    assert all(finding.line == 1 for finding in found)


@pytest.mark.parametrize(
    "trouble", [b"\0", b"\x07\n", "\u202e".encode(), b"\tx\n", b"\t\n", b"a: &a 1\n", b"a:1\n"]
)
def test_a_file_of_nothing_but_trouble_gets_its_verdict(trouble: bytes) -> None:
    raw = (b"a: 1\n" + trouble * MAX_BYTES)[:MAX_BYTES].rpartition(trouble)[0]
    found = load("any.yaml", raw)
    assert isinstance(found, list)
    assert found == sorted(found)


class TestNotice:
    """A page: front matter in the dialect, prose below."""

    def test_marks_count_from_the_top_of_the_page(self) -> None:
        page = document("page.md", "---\na: 1\nb:\n  c: 2\n---\n\nprose\n")
        assert (page.data, page.body) == ({"a": 1, "b": {"c": 2}}, "\nprose\n")
        assert (page.marks[("a",)], page.marks[("b", "c")]) == ((2, 1), (4, 3))

    def test_the_first_fence_below_closes(self) -> None:
        page = document("page.md", "---\na: 1\n---\nx\n\n---\nb: 2\n---\n")
        assert (page.data, page.body) == ({"a": 1}, "x\n\n---\nb: 2\n---\n")

    def test_windows_line_ends_and_a_bom_are_tolerated(self) -> None:
        page = document("page.md", "\ufeff---\r\na: 1\r\n---\r\nx\r\n")
        assert (page.data, page.body) == ({"a": 1}, "x\n")

    def test_prose_may_be_missing(self) -> None:
        assert document("page.md", "---\na: 1\n---\n").body == ""

    def test_the_last_line_may_lack_its_end(self) -> None:
        assert document("page.md", "---\na: 1\n---").data == {"a": 1}

    def test_tabs_and_brackets_in_the_prose_are_prose(self) -> None:
        page = document("page.md", "---\na: 1\n---\n\tcode [\n{: x\n")
        assert page.body == "\tcode [\n{: x\n"

    @pytest.mark.parametrize(
        ("page", "expected"),
        [
            ("a: 1\n", [("F035", 1, 1)]),
            ("---\na: 1\n", [("F035", 1, 1)]),
            (" ---\na: 1\n---\n", [("F035", 1, 1)]),
            ("---\n---\nprose\n", [("F035", 1, 1)]),
            ("---\n\n---\nprose\n", [("F006", 1, 1)]),
            ("---\na: 1\nb：2\n---\n", [("F014", 3, 2)]),
            ("---\na: 1\na: 2\n---\n", [("F016", 3, 1)]),
            ("---\n- a\n---\n", [("F024", 2, 1)]),
            ("---\na: 1\n---\n\nx\u202e\n", [("F012", 5, 2)]),
            ("", [("F006", 1, 1)]),
        ],
    )
    def test_a_page_is_refused(self, page: str, expected: Places) -> None:
        assert places(page, "page.md") == expected


class TestPlace:
    """What a file says of itself against where it lies (F040–F043)."""

    def test_a_document_outside_the_tree_has_no_place(self) -> None:
        assert document("draft.yaml", "a: 1\n").place is None

    def test_the_mark_of_a_missing_field_is_its_nearest_ancestor(self) -> None:
        read = document("draft.yaml", "# x\na:\n  b: 1\n")
        assert read.mark(("a", "c", 3)) == (2, 1)
        assert read.mark(("z",)) == (2, 1)

    def test_a_schema_that_is_no_text_names_no_form(self) -> None:
        assert document("draft.yaml", "schema: 1\n").schema == ""
        assert isinstance(load("draft.yaml", b"schema: [application/2017]\n"), Document)
