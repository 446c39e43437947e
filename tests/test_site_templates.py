"""No value reaches a page but through a named encoder or mark."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

PAGES = Path(__file__).parents[1] / "scripts/brandpilot/pages"
FILES = [*sorted((PAGES / "templates").iterdir()), *sorted((PAGES / "overrides").iterdir())]
ENCODERS = {
    *("attribute", "clause", "coded", "count", "fact", "form", "html", "markdown", "path"),
    *("criterion", "notice", "number", "prose", "source", "url", "when"),
}
THEME = {"e", "tojson", "url"}
"""What MkDocs' own environment offers to main.html."""


def parsed(text: str, allowed: set[str]) -> nodes.Template:
    environment = Environment(trim_blocks=True, lstrip_blocks=True)  # noqa: S701 - only parsed
    environment.filters.update(dict.fromkeys(allowed, str))
    return environment.parse(text)


def macros(template: nodes.Template) -> set[str]:
    """The macros that a template defines or takes from another one: their text is encoded there."""
    found = {macro.name for macro in template.find_all(nodes.Macro)}
    for source in template.find_all(nodes.FromImport):
        found |= {name if isinstance(name, str) else name[1] for name in source.names}
    return found


def bare(template: nodes.Template, allowed: set[str]) -> Iterator[int]:
    """Lines where a value is written without an encoder."""
    known = macros(template)
    for output in template.find_all(nodes.Output):
        for node in output.nodes:
            if isinstance(node, nodes.TemplateData):
                continue
            if isinstance(node, nodes.Filter) and node.name in allowed:
                continue
            called = node.node if isinstance(node, nodes.Call) else None
            if isinstance(called, nodes.Name) and called.name in known | {"super"}:
                continue
            yield node.lineno


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_value_is_encoded(file: Path) -> None:
    allowed = THEME if file.parent.name == "overrides" else ENCODERS
    assert list(bare(parsed(file.read_text("utf-8"), allowed), allowed)) == []


@pytest.mark.parametrize(
    "text",
    [
        "{{ value }}",
        "{{ value | upper }}",
        "{{ value.at('x') }}",
        "{{ call(value) }}",
        "{% if a %}{{ b }}{% endif %}",
        "{{ 'a' ~ b }}",
        "{{ value | html | safe }}",
        "{% macro m(x) %}{{ x }}{% endmacro %}{{ m(1) }}",
    ],
)
def test_a_bare_value_is_found(text: str) -> None:
    assert list(bare(parsed(text, ENCODERS), ENCODERS)) == [1]


def test_no_template_is_rendered_as_raw() -> None:
    for file in FILES:
        text = file.read_text("utf-8")
        assert "| safe" not in text, file
        assert "autoescape" not in text, file
