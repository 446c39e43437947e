"""Who and where: codes that can be verified against a list or by arithmetic."""

from collections.abc import Iterator

from brandpilot.checks.rule import Hit, Law, Subject, each
from brandpilot.layout import UNPLACED

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""GB 32100-2015: no I, O, Z, S, V."""
_XPCC = "xpcc"
_PROVINCE_DIGITS = 2
_CITY_DIGITS = 4
_SHOWN_CODES = 5


def credit_code(subject: Subject, _law: Law) -> Iterator[Hit]:
    """C101: the check character of a unified social credit code (GB 32100-2015, 5.1)."""
    for path, _ in subject.form.fields:
        if path[-1] == "credit_code":
            for node, code in each(subject.data, path):
                weighted = sum(_ALPHABET.index(c) * 3**i for i, c in enumerate(code[:17]))
                wanted = _ALPHABET[-weighted % 31]
                if code[17] != wanted:
                    yield node, {"found": code, "last": code[17], "wanted": wanted}


def in_codelist(subject: Subject, law: Law) -> Iterator[Hit]:
    """C102: a code that its list does not know (divisions are judged by their year, C103)."""
    for path, name in subject.form.annotated("x-codelist"):
        if name == "divisions":
            continue
        codelist = law.codelists[name]
        for node, code in each(subject.data, path):
            if code not in codelist:
                shown = list(codelist)[:_SHOWN_CODES]
                known = "、".join(f"{key}（{codelist.names[key]}）" for key in shown)
                more = "等" if len(codelist) > _SHOWN_CODES else ""
                yield node, {"field": subject.title(node), "found": code, "known": known + more}


def division_of_its_year(subject: Subject, law: Law) -> Iterator[Hit]:
    """C103: a division code of GB/T 2260 that was not in use in the year of the filing."""
    year = _year(subject)
    divisions = law.codelists["divisions"]
    for node, code in subject.each("cluster/division_codes/*"):
        periods = [(row["from_year"], row["until_year"]) for row in divisions.rows_of(code)]
        if year and not any(begin <= year <= (end or year) for begin, end in periods):
            used = "，".join(
                f"{begin}—{end} 年" if end else f"{begin} 年起" for begin, end in periods
            )
            name = divisions.names.get(code, "")
            known = f"{name}，使用时间：{used}" if used else "历年代码表中都没有"
            yield node, {"found": code, "year": year, "known": known}


def division_of_its_unit(subject: Subject, law: Law) -> Iterator[Hit]:
    """C104: a division that files with another recommending unit (指南四(一))."""
    if subject.place is None or subject.place.unit in (UNPLACED, _XPCC):
        return
    units = {row["division"]: row["code"] for row in law.codelists["units"].rows if row["division"]}
    for node, code in subject.each("cluster/division_codes/*"):
        city, province = code[:_CITY_DIGITS] + "00", code[:_PROVINCE_DIGITS] + "0000"
        unit = units.get(city) or units.get(province)
        if unit and unit != subject.place.unit:
            name = law.codelists["divisions"].names.get(code, "")
            wanted = law.codelists["units"].names[unit]
            yield node, {"found": code, "name": name, "wanted": wanted, "folder": unit}


def indicator_named(subject: Subject, law: Law) -> Iterator[Hit]:
    """C105: an indicator of the filer's own that bears no name."""
    for node, item in subject.each("indicators/*"):
        code = item.get("indicator")
        is_own = code and code not in law.codelists["indicators"]
        if is_own and "name" in item and not item["name"]:
            yield (*node, "name"), {"found": code}


def brand_aim_method(subject: Subject, law: Law) -> Iterator[Hit]:
    """C106: one of the brand's four aims, or an own indicator, without the way it is measured."""
    plain = {row["code"] for row in law.codelists["indicators"].rows if row["unit"]}
    for node, item in subject.each("indicators/*"):
        code = item.get("indicator")
        if code and code not in plain and "method" in item and not item["method"]:
            title = law.codelists["indicators"].names.get(code) or item.get("name") or code
            yield (*node, "method"), {"found": title}


def indicator_unit(subject: Subject, law: Law) -> Iterator[Hit]:
    """C107: a named indicator in another unit than its own."""
    units = {row["code"]: row["unit"] for row in law.codelists["indicators"].rows if row["unit"]}
    for node, item in subject.each("indicators/*"):
        code, unit = item.get("indicator"), item.get("unit")
        if unit and units.get(code, unit) != unit:
            title = law.codelists["indicators"].names[code]
            yield (*node, "unit"), {"name": title, "found": unit, "wanted": units[code]}


def _year(subject: Subject) -> str:
    if subject.place and subject.place.year:
        return str(subject.place.year)
    return str(subject.call.get("year") or "")
