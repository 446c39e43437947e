"""One rule at a time, on a few boxes of a form or the facts of a few files."""

from collections.abc import Mapping

from brandpilot.checks import Facts, Subject, examine_across, facts_of
from brandpilot.checks.rule import Rule
from brandpilot.findings import Finding, Json, pointer
from brandpilot.schema import Form
from support.house import APPLICATION, document, law
from support.spelling import to_yaml

FORM = law().forms["application/2017"]
NOTICE = law().forms["notice/1"]
TEXT = Form(
    "application/toy",
    {
        "title": "小表",
        "properties": {
            "text": {"title": "文字"},
            "code": {"title": "码", "x-personal": "exempt"},
        },
    },
)
Hits = list[tuple[str, dict[str, object]]]


def subject(
    data: Json,
    call: Mapping[str, Json] | None = None,
    path: str = APPLICATION,
    form: Form | None = None,
    prose: str = "",
) -> Subject:
    """Make sound data, of which the rest may be missing, the subject of an examination."""
    text = to_yaml(data) if data else "{}\n"
    is_page = path.endswith(".md")
    read = document(path, f"---\n{text}---\n{prose}" if is_page else text)
    return Subject.of(form or (NOTICE if is_page else FORM), read, data, call or {})


def hits(
    rule: Rule, data: Json, call: Mapping[str, Json] | None = None, path: str = APPLICATION
) -> Hits:
    """Run one rule."""
    found = rule(subject(data, call, path), law())
    return [(pointer(node), dict(values)) for node, values in found]


def at(found: Hits) -> list[str]:
    return [place for place, _ in found]


def in_text(rule: Rule, text: str) -> list[dict[str, object]]:
    """Run a rule on texts on one text."""
    return [dict(values) for _, values in rule(subject({"text": text}, form=TEXT), law())]


def facts(path: str, text: str) -> Facts:
    read = document(path, text)
    made = facts_of(read, read.data)
    assert made is not None
    return made


def filed(
    unit: str, cluster: str, name: str = "", year: int = 2017, number: str = "", more: str = ""
) -> Facts:
    """Give the facts of an application."""
    path = f"submissions/{unit}/{cluster}/{year}-application{number}.yaml"
    named = f"cluster: {{name: {name}}}\n" if name else ""
    return facts(path, f"schema: application/2017\ndossier: {unit}/{cluster}\n{named}{more}")


def noticed(id_: str, **fields: str | int) -> Facts:
    """Give the facts of a notice."""
    lines = "".join(f"{key}: {value}\n" for key, value in fields.items())
    return facts(f"docs/notices/{id_}.md", f"---\nschema: notice/1\n{lines}---\n")


def across(code: str, *files: Facts) -> list[str]:
    """Give where a rule across files is broken, as `path pointer`."""
    ordered = sorted(files, key=lambda file: file.path)
    found = [finding for finding in examine_across(ordered, law()) if finding.code == code]
    assert all(isinstance(finding, Finding) for finding in found)
    return [f"{finding.path.removeprefix('submissions/')} {finding.pointer}" for finding in found]
