"""What the request would bring onto main."""

from collections.abc import Iterator

from brandpilot.forge.case import Case
from brandpilot.forge.reviewing import last_return, said, sections
from brandpilot.forge.rules.rule import Hit


def without_errors(case: Case) -> Iterator[Hit]:
    """G401: error findings that main does not have yet."""
    by_path: dict[str, int] = {}
    for found in case.findings:
        by_path[found.path] = by_path.get(found.path, 0) + 1
    yield from ((path, {"found": number}) for path, number in by_path.items())


def only_what_was_returned(case: Case) -> Iterator[Hit]:
    """G402: after a return that names sections, a change of another one."""
    returned = last_return(case)
    if returned is None:
        return
    for path, before in case.returned.get(returned.id, {}).items():
        after, form = case.after.get(path), case.law.forms.get(before.schema)
        named = sections(said(returned.body).sections, form) if form else frozenset()
        if after is None or form is None or not named:
            continue
        keys = {*before.data, *after.data}
        changed = {key for key in keys if before.data.get(key) != after.data.get(key)}
        if others := sorted(changed - named):
            titles = "、".join(
                form.title((key,)) if key in form.schema["properties"] else key for key in others
            )
            allowed = "、".join(form.title((key,)) for key in sorted(named))
            yield path, {"found": titles, "allowed": allowed}
