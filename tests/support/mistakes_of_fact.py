"""Mistakes about codes, dates, figures and completeness that only a rule can see (C101–C408)."""

from copy import deepcopy

from brandpilot.checks.rule import each
from brandpilot.findings import Json, NodePath
from support.draft import EACH_LISTS, ORIGIN, RIGHT_YEARS, Draft, earns
from support.settings import BASE_YEARS_CALL, NAMED, ONE_MORE_INDICATOR_CALL


@earns("C101")
def digit_of_credit_code(draft: Draft) -> NodePath:
    """One digit of a credit code was misread."""
    node = draft.pick("organizer/credit_code", "influence/firms/*/credit_code")
    code = draft.get(node)
    return draft.put(node, code[:8] + str((int(code[8], 36) + 1) % 10) + code[9:])


@earns("C102")
def code_by_guess(draft: Draft) -> NodePath:
    """A code was guessed instead of looked up, or its Chinese name was written."""
    paths = (
        "organizer/kind",
        "cluster/park_kind",
        "influence/trademarks/*/kind",
        "influence/patents/*/kind",
        "influence/standards/*/role",
        "influence/key_indicators/*/compared",
        "plan/tasks/*/measures/*/status",
        "plan/funds/sources/*/source",
    )
    return draft.put(draft.pick(*paths), draft.random.choice(("其他", "ordinary", "A1", "")))


@earns("C103")
def division_of_another_year(draft: Draft) -> NodePath:
    """A division code from today's list, or from no list at all, was used for 2017."""
    code = draft.random.choice(("350404", "350499", "990101"))
    return draft.append(("cluster", "division_codes"), code)


@earns("C104")
def division_of_another_unit(draft: Draft) -> NodePath:
    """A neighbouring county was added that another unit recommends: of Zhejiang, or of Xiamen."""
    code = draft.random.choice(("330326", "350203", "360121"))
    return draft.append(("cluster", "division_codes"), code)


def _unused(draft: Draft, *codes: str) -> str:
    """Choose an indicator that the filing does not give."""
    given = {row["indicator"] for row in draft.data["indicators"]}
    return next(code for code in codes if code not in given)


def _indicator(code: str, **changes: Json) -> dict[str, Json]:
    values = [{"year": year, "value": 10 + year - 2014} for year in (2014, 2015, 2016)]
    plain = {"indicator": code, "name": "自设指标", "unit": "项", "method": "逐项统计。"}
    return {**plain, "source": "县统计局", "values": values, **changes}


@earns("C105")
def indicator_without_name(draft: Draft) -> NodePath:
    """An indicator of one's own bears a code and no name."""
    added = draft.append(("indicators",), _indicator("own_festivals", name=None))
    return (*added, "name")


@earns("C106")
def indicator_without_method(draft: Draft) -> NodePath:
    """How well the brand is thought of was put in a number, and not how that was measured."""
    code = _unused(draft, "reputation", "awareness")
    added = draft.append(("indicators",), _indicator(code, name=None, method=None))
    return (*added, "method")


@earns("C107")
def indicator_in_another_unit(draft: Draft) -> NodePath:
    """A named indicator is given in another unit than its own."""
    code = _unused(draft, "group_standards", "chief_brand_officers")
    added = draft.append(("indicators",), _indicator(code, name=None, unit="个"))
    return (*added, "unit")


@earns("C201")
def end_before_start(draft: Draft) -> NodePath:
    """The end of the plan stands before its start: a slip in the year."""
    draft.claim(*ORIGIN)
    return draft.put(("plan", "end_date"), "2016" + draft.get(("plan", "start_date"))[4:])


@earns("C202")
def plan_too_long(draft: Draft) -> NodePath:
    """A plan of five years under a call for three."""
    draft.claim(("plan", "end_date"), read=[("plan", "start_date"), ("call",)])
    return draft.put(("plan", "end_date"), "2022" + draft.get(("plan", "end_date"))[4:])


@earns("C203")
def year_skipped(draft: Draft) -> NodePath:
    """The middle one of three base years was left out."""
    node = draft.pick("indicators/*/values", read=[("call",)])
    years = draft.get(node)
    return draft.put(node, [years[0], *years[2:]])


@earns("C204")
def other_base_years(draft: Draft) -> NodePath:
    """The base years are those of last time, not those of the call."""
    node = draft.pick("indicators/*/values")
    draft.claim(("call",))
    draft.put(("call",), BASE_YEARS_CALL)
    for row in draft.get(node):
        row["year"] -= 1
    return node


@earns("C205")
def milestone_outside(draft: Draft) -> NodePath:
    """A milestone lies before the plan begins or after it ends."""
    node = draft.pick("plan/tasks/*/milestones/*/by_date", read=ORIGIN)
    return draft.put(node, draft.random.choice(("2016-12-31", "2030-06-30")))


@earns("C206")
def target_outside(draft: Draft) -> NodePath:
    """A target is set for a year in which the plan has long ended."""
    node = draft.pick("plan/targets/*/values/*/year", read=ORIGIN)
    return draft.put(node, 2030)


@earns("C207")
def not_yet_happened(draft: Draft) -> NodePath:
    """What the filing calls done lies after the day of its seal."""
    paths = "groundwork/*/since_date", "influence/patents/*/year", *RIGHT_YEARS
    node = draft.pick(*paths, read=[("signoff", "date")])
    return draft.put(node, "2017-12-25" if node[-1] == "since_date" else 2019)


@earns("C208")
def sealed_tomorrow(draft: Draft) -> NodePath:
    """The filing was sealed on a day that is yet to come."""
    draft.claim(("signoff", "date"))
    return draft.put(("signoff", "date"), "2027-08-18")


@earns("C209")
def accidents_of_long_ago(draft: Draft) -> NodePath:
    """The declaration on accidents was copied from a filing of years ago."""
    node = draft.pick("eligibility/accidents/*/years")
    for row in draft.get(node):
        row["year"] -= 4
    return node


@earns("C301")
def share_from_memory(draft: Draft) -> NodePath:
    """The share was not computed from its two parts."""
    node = ("influence", "economy", "share_pct")
    draft.claim(node, read=[node[:-1]])
    return draft.put(node, draft.get(node) + 5)


@earns("C302")
def part_above_whole(draft: Draft) -> NodePath:
    """The county makes less than its cluster: the two figures were swapped."""
    draft.claim(node := ("influence", "economy"))
    economy = draft.get(node)
    economy["local_output_cny100m"] = economy["cluster_output_cny100m"] / 2
    return (*node, "cluster_output_cny100m")


@earns("C303")
def hundred_million_as_ten_thousand(draft: Draft) -> NodePath:
    """One year is given in 万元 where the others are in 亿元."""
    rows = each(draft.data, ("indicators", "*"))
    amounts = [(*node, "values") for node, row in rows if row["unit"] != "%"]
    node = draft.choose(amounts, read=[("plan", "targets")])
    last = (*node, len(draft.get(node)) - 1, "value")
    return draft.put(last, draft.get(last) * 10_000)


@earns("C304")
def sources_do_not_add_up(draft: Draft) -> NodePath:
    """One source of funds was raised and the total was not."""
    draft.claim(node := ("plan", "funds"))
    draft.get(node)["sources"][0]["amount_cny10k"] += 50
    return (*node, "total_cny10k")


@earns("C305")
def tasks_do_not_add_up(draft: Draft) -> NodePath:
    """The funds of one task were raised and the total was not."""
    total = ("plan", "funds", "total_cny10k")
    node = draft.pick(
        "plan/tasks/*/funds_cny10k", read=[total, ("plan", "tasks", "*", "funds_cny10k")]
    )
    draft.put(node, draft.get(node) + 30)
    return total


@earns("C306")
def more_than_everything(draft: Draft) -> NodePath:
    """More than all of the products are new."""
    codes = each(draft.data, ("plan", "targets", "*", "indicator"))
    shares = [node[:-1] for node, code in codes if code in NAMED]
    return draft.put(draft.choose([(*node, "values", 0, "value") for node in shares]), 120)


@earns("C307")
def firms_above_cluster(draft: Draft) -> NodePath:
    """The output of one firm is given in 万元: it makes more than the whole cluster."""
    node = ("influence", "firms", 0)
    draft.claim((*node, "output_cny100m"), read=[(*node, "year"), ("influence", "economy")])
    draft.put((*node, "output_cny100m"), draft.get((*node, "output_cny100m")) * 10_000)
    return ("influence", "firms")


@earns("C401")
def item_left_out(draft: Draft) -> NodePath:
    """One of the items that must all be answered was left out."""
    node = draft.pick(*EACH_LISTS)
    return draft.put(node, draft.get(node)[:-1])


@earns("C402")
def item_answered_twice(draft: Draft) -> NodePath:
    """One item was answered twice."""
    node = draft.pick(*EACH_LISTS)
    items = draft.get(node)
    draft.put(node, [*items, deepcopy(items[0])])
    return (*node, len(items))


@earns("C403")
def measure_of_another_task(draft: Draft) -> NodePath:
    """A measure stands below a task that it does not belong to."""
    node = draft.pick("plan/tasks/*/measures", read=[("plan", "tasks", "*", "task")])
    own = draft.get((*node[:-1], "task"))
    measure = "brand_tour" if own != "marketing" else "data_collection"
    items = draft.get(node)
    items.append({"measure": measure, "status": "planned", "what": "每年办一次。"})
    return (*node, len(items) - 1, "measure")


@earns("C404")
def accident_declared(draft: Draft) -> NodePath:
    """A grave accident is declared, as it should be; the unit must look at it."""
    node = draft.pick("eligibility/accidents/*/years/*")
    draft.get(node).update(status="occurred", account="一家企业停产整改，已通过复查。")
    return (*node, "status")


@earns("C405")
def indicator_not_given(draft: Draft) -> NodePath:
    """The call asks for one more indicator than was filled in."""
    draft.claim(("call",))
    draft.put(("call",), ONE_MORE_INDICATOR_CALL)
    return ("indicators",)


@earns("C406")
def target_from_nowhere(draft: Draft) -> NodePath:
    """A target is set for what nobody has measured yet."""
    draft.claim(read=ORIGIN)
    target = {"indicator": "collective_marks", "values": [{"year": 2019, "value": 6}]}
    return (*draft.append(("plan", "targets"), target), "indicator")


@earns("C407")
def year_twice(draft: Draft) -> NodePath:
    """One year stands twice in a series."""
    node = draft.pick("indicators/*/values", "plan/targets/*/values", read=ORIGIN)
    rows = draft.get(node)
    rows.append(dict(rows[-1]))
    return (*node, len(rows) - 1, "year")


@earns("C408")
def row_twice(draft: Draft) -> NodePath:
    """One trademark, patent or attachment was entered twice."""
    keys = {"attachments": "sha256", "trademarks": "number", "patents": "number"}
    node = draft.pick("attachments", "influence/trademarks", "influence/patents")
    rows = draft.get(node)
    rows.append(dict(rows[0]))
    return (*node, len(rows) - 1, keys[str(node[-1])])
