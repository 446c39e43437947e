"""Each encoder against its own list of attacks: what was text stays text, to the letter."""

import html as htmllib
import json
import re
from pathlib import Path

import pytest
import yaml
from bs4 import BeautifulSoup, Tag
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import markdown as render  # type: ignore[import-untyped]
from mkdocs.utils.meta import get_data
from pymdownx.slugs import slugify  # type: ignore[import-untyped]

from brandpilot import encode

EXTENSIONS = ["attr_list", "fenced_code", "md_in_html", "tables", "toc"]

ATTACKS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' autofocus onfocus=alert(1) x='",
    "</span></div></template><iframe src=javascript:alert(1)>",
    "<!-- comment --> <![CDATA[x]]> <?php ?>",
    "[点我](javascript:alert(1))",
    "![图](http://outside.invalid/x.png)",
    "<http://outside.invalid/>",
    "[a][b]\n\n[b]: javascript:alert(1)",
    "[x]: http://outside.invalid/ 'title'",
    "名称{: onclick=alert(1) }",
    "名称 { #__config .md-header onclick=alert(1) }",
    "{{ config.extra }} {% include 'x' %} {# c #}",
    "# 标题",
    "标题\n===",
    "标题\n---",
    "> 引用",
    "- 项\n- 项",
    "1. 项",
    "2017. 年",
    "    code",
    "```\ncode\n```",
    "~~~\ncode\n~~~",
    "`code` ``code``",
    "a | b\n--|--\nc | d",
    "*a* **b** _c_ __d__ ~~e~~ ^^f^^",
    "a\\`b \\* \\_ \\<",
    "&lt;script&gt; &#60; &amp; &nbsp;",
    "*[HTML]: 缩写",
    "[TOC]",
    "[^1]: 脚注",
    "!!! note\n    x",
    "--8<-- 'docs/about.md'",
    "---",
    "...",
    "\x02wzxhzdk:0\x03 \x02amp\x03 klzzwxh:0",
    "a\u202eb\u2066c\u200bd\ufeffe\u00adf\u2028g\x00h\x1bi\x7fj",
    "a\ud800b",
    "a\U000e0041b\ue000c",
)

NASTY = st.text(
    st.sampled_from(list("<>&\"'`*_{}[]()#!|\\~^=+-.:;/?@$% \n\tab1名称—\u202e\u200b\x02\x03")),
    max_size=40,
)


def visible(text: str) -> str:
    """What a reader is to see: hidden characters marked, white space as one space."""
    hidden = "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    hidden += "\ud800-\udfff\ue000-\uf8ff\U000e0000-\U0010ffff]"
    return " ".join(re.sub(hidden, "\ufffd", text).split())


def page(markdown: str) -> BeautifulSoup:
    """A page as the site's renderer makes it."""
    slugs = {"toc": {"slugify": slugify(case="none")}}
    made = render(markdown, extensions=EXTENSIONS, extension_configs=slugs)
    return BeautifulSoup(made, "lxml")


def seen(tag: Tag) -> str:
    return " ".join(tag.get_text().split())


def names(tag: Tag) -> set[str]:
    return {inner.name for inner in tag.select("*")}


def test_the_pages_are_rendered_with_these_extensions() -> None:
    class Plain(yaml.SafeLoader):
        pass

    Plain.add_multi_constructor("", lambda *_: None)
    config = (Path(__file__).parents[1] / "mkdocs.yml").read_text(encoding="utf-8")
    written = yaml.load(config, Plain)["markdown_extensions"]  # noqa: S506 - a SafeLoader
    assert [one if isinstance(one, str) else next(iter(one)) for one in written] == EXTENSIONS


@pytest.mark.parametrize(
    "frame", ["{}", "# {}", "- {}", "前 {} 后", "| a |\n|---|\n| {} |", "> {}"]
)
def test_markdown_shows_the_text_and_nothing_else(frame: str) -> None:
    plain = page(frame.format("字"))
    for attack in ATTACKS:
        found = page(frame.format(encode.markdown(attack)))
        assert names(found) == names(plain), attack
        assert seen(found) == seen(plain).replace("字", visible(attack))


@given(NASTY.filter(lambda text: text.strip() != ""))
@settings(deadline=None)
def test_markdown_holds_against_any_mixture(text: str) -> None:
    found = page(f"字{encode.markdown(text)}字")
    assert names(found) == {"html", "body", "p"}
    assert seen(found).replace(" ", "") == f"字{visible(text)}字".replace(" ", "")


@pytest.mark.parametrize(
    "frame",
    ['<div><b class="x">{}</b></div>', '前 <b class="x">{}</b> 后', '# <b class="x">{}</b>'],
)
def test_html_shows_the_text_and_nothing_else(frame: str) -> None:
    for attack in ATTACKS:
        found = page(frame.format(encode.html(attack))).select_one("b.x")
        assert found is not None, attack
        assert names(found) == set(), attack
        assert seen(found) == visible(attack)


@given(NASTY)
@settings(deadline=None)
def test_html_holds_against_any_mixture(text: str) -> None:
    found = page(f'字 <b class="x">{encode.html(text)}</b> 字').select_one("b.x")
    assert found is not None
    assert names(found) == set()
    assert seen(found) == visible(text)


@pytest.mark.parametrize("frame", ['<div><b title="{}">字</b></div>', '前 <b title="{}">字</b> 后'])
def test_an_attribute_is_one_attribute(frame: str) -> None:
    for attack in ATTACKS:
        found = page(frame.format(encode.attribute(attack))).find("b")
        assert isinstance(found, Tag), attack
        assert list(found.attrs) == ["title"], attack
        assert visible(str(found["title"])) == visible(attack)
        assert seen(found) == "字", attack


@given(NASTY)
@settings(deadline=None)
def test_an_attribute_holds_against_any_mixture(text: str) -> None:
    found = page(f'字 <b title="{encode.attribute(text)}">字</b> 字').find("b")
    assert isinstance(found, Tag)
    assert list(found.attrs) == ["title"]
    assert visible(str(found["title"])) == visible(text)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "file:///etc/passwd",
        "ftp://outside.invalid/",
        "//outside.invalid/",
        "/about.html",
        "about.html",
        "https:outside.invalid",
        "https://",
        "https:///path",
        "https://gov.cn@outside.invalid/",
        "https://:80/",
        'https://a.invalid/" onclick="alert(1)',
        "https://a.invalid/<script>",
        "https://a.invalid/\u202e",
        "https://a.invalid/ b",
        "https://a.invalid\\@b.invalid/",
        "https://[::1/",
        "",
    ],
)
def test_what_is_no_plain_web_address_becomes_no_link(url: str) -> None:
    assert encode.link(url) == ""


@pytest.mark.parametrize(
    "url",
    [
        "http://www.rarb.cn/html/2015-08/14/content_137981.htm",
        "http://zhengzhou.zikeys.com/shop/article!content.action?id=8a2b&x=1",
        "https://example.org:8080/~a/b_(c)?d=%E4%B8%AD#e",
    ],
)
def test_a_web_address_stays_what_it_is(url: str) -> None:
    assert htmllib.unescape(encode.link(url)) == url


def test_front_matter_is_read_back_as_escaped_text() -> None:
    for attack in ATTACKS:
        meta = {"title": attack, "hide": ["toc"], "search": {"exclude": True, "x": attack}}
        body, found = get_data(encode.front_matter(meta) + "正文")
        assert body == "正文", attack
        assert found["hide"] == ["toc"], attack
        assert found["search"]["exclude"] is True, attack
        for title in (found["title"], found["search"]["x"]):
            assert not set("<>\"'{}`") & set(title)
            assert htmllib.unescape(title) == visible(attack)


@given(NASTY)
def test_front_matter_holds_against_any_mixture(text: str) -> None:
    written = encode.front_matter({"title": text})
    assert written.count("\n") == 4
    assert json.loads(written.split("\n")[1])["title"] == get_data(written)[1]["title"]


PROSE_TAGS = {
    *("html", "body", "p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "a", "em", "strong"),
    *("code", "pre", "blockquote", "table", "thead", "tbody", "tr", "th", "td", "hr", "br"),
}


def check_inert(found: BeautifulSoup) -> None:
    """Assert that a page of prose holds no element that acts and no attribute that could."""
    assert names(found) <= PROSE_TAGS | {"h1"} | {"div"}
    for tag in found.select("*"):
        for name, value in tag.attrs.items():
            assert name in ("href", "id", "class", "style"), tag
            if name == "href":
                assert re.match(r"https?://|[a-z0-9./-]+\.md|#", str(value)), tag
            if name == "style":
                assert value in ("text-align: left;", "text-align: center;", "text-align: right;")
            if name == "class":
                assert re.fullmatch(r"language-\S+|toc", " ".join(value)), tag


@pytest.mark.parametrize(
    "frame", ["{}", "## {}", "- {}", "正文 {} 正文", "| a |\n|---|\n| {} |", "> {}"]
)
def test_prose_is_inert(frame: str) -> None:
    for attack in (*ATTACKS, "字](javascript:alert(1)", "[字](<javascript:alert(1)>)"):
        prose = encode.prose(frame.format(attack))
        check_inert(page(prose))
        check_inert(page(f'<div class="toc" markdown="block">\n\n{prose}\n\n</div>'))


@given(st.lists(st.one_of(NASTY, st.sampled_from(ATTACKS)), max_size=6).map("\n".join))
@settings(deadline=None)
def test_prose_holds_against_any_mixture(text: str) -> None:
    check_inert(page(encode.prose(text)))


def test_prose_keeps_what_a_notice_needs() -> None:
    body = "\n".join(  # noqa: FLY002 - one line of the page each
        [
            "# 大标题",
            "",
            "## 通知一 试点对象 { #通知一 }",
            "",
            "见[指南](../../guide.md#指南一)、[条款](<../../guide.md#指南二(一)>)、[站外](https://a.cn/?x=1&y=2)。",
            "",
            "- **粗** *斜* `码`",
            "",
            "| 环节 | 时限 |",
            "|---|---|",
            "| 填报 | 8月 |",
        ]
    )
    found = page(encode.prose(body))
    assert [seen(tag) for tag in found.find_all("h2")] == ["大标题", "通知一 试点对象"]
    assert found.find_all("h2")[1]["id"] == "通知一"
    assert [tag["href"] for tag in found.find_all("a")] == [
        "../../guide.md#指南一",
        "../../guide.md#指南二(一)",
        "https://a.cn/?x=1&y=2",
    ]
    assert {"strong", "em", "code", "table", "li"} <= names(found)


def test_prose_takes_no_anchor_that_is_a_part_of_the_theme() -> None:
    found = page(encode.prose("## 标题 { #__config }\n\n## __config\n\n## 标题 { .x }"))
    assert "__config" not in [str(tag["id"]) for tag in found.find_all("h2")]
    assert seen(found) == "标题 { #__config } __config 标题 { .x }"
