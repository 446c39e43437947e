"""Templates to Markdown: the Jinja environment, whose every filter is an encoder or a mark."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from brandpilot import encode
from brandpilot.pages import marks
from brandpilot.pages.edition import Edition
from brandpilot.pages.paths import number

TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class Page:
    """One Markdown page: its path below docs_dir, what its head says, and what its template shows."""

    path: str
    template: str
    meta: Mapping[str, object]
    values: Mapping[str, object]


def renderer(edition: Edition, clauses: Mapping[str, str]) -> Callable[[Page], str]:
    """Make the function that renders pages; `clauses` maps each clause to its address."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        # Markdown is no HTML: every value goes through one of the filters below, and a test says so.
        autoescape=False,  # noqa: S701
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(
        fact=marks.fact,
        when=marks.when,
        coded=marks.coded(edition.codelists),
        form=marks.form(edition.forms),
        notice=marks.notice(edition.register),
        criterion=marks.criterion(edition.register),
        source=marks.source,
        count=marks.count,
        path=marks.path,
        url=marks.url,
        clause=lambda code, base: marks.clause(code, clauses, base),
        attribute=encode.attribute,
        number=number,
        html=encode.html,
        markdown=encode.markdown,
        prose=encode.prose,
    )

    def render(page: Page) -> str:
        base = "../" * page.path.count("/")
        body = environment.get_template(page.template).render(base=base, **page.values)
        return encode.front_matter(page.meta) + body

    return render
