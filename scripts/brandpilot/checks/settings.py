"""Settings of a call that could not be kept, or that name what does not exist."""

from collections.abc import Iterator, Mapping

from brandpilot.checks.rule import Hit, Law, Subject
from brandpilot.findings import Json
from brandpilot.schema import EACH

_RANGES = ("call/quota", "call/period_years")


def range_in_order(subject: Subject, _law: Law) -> Iterator[Hit]:
    """C212: a range whose lower end lies above the upper."""
    for path in _RANGES:
        for node, limits in subject.each(path):
            low, high = limits.get("min"), limits.get("max")
            if low is not None and high is not None and low > high:
                yield node, {"field": subject.title(node), "low": low, "high": high}


def limit_of_a_field(subject: Subject, law: Law) -> Iterator[Hit]:
    """C213: a limit on the length of a text that the call's form does not have."""
    form = law.forms.get((subject.data.get("call") or {}).get("form") or "")
    fields = form.fields if form else ()
    known = {"/" + "/".join(map(str, path)) for path, box in fields if "string" in _types(box)}
    for node, pointer in subject.each(f"call/text_limits/{EACH}/pointer"):
        if form and pointer not in known:
            yield node, {"found": pointer, "form": form.name}


def _types(schema: Mapping[str, Json]) -> tuple[str, ...]:
    types = schema.get("type", ())
    return (types,) if isinstance(types, str) else tuple(types)


def form_exists(subject: Subject, law: Law) -> Iterator[Hit]:
    """C214: a version of the form that does not exist."""
    for node, name in subject.each("call/form"):
        if name not in law.forms:
            known = "、".join(form for form in sorted(law.forms) if form.startswith("application/"))
            yield node, {"found": name, "known": known}
