"""Plants mistakes that people make into a flawless application, and remembers where.

One function is one mistake: its docstring says what somebody did, its code what he earns for it.
A mistake claims what it writes and what its rule reads, so that several may stand in one filing
without one hiding or bringing forth another.
"""

from collections.abc import Callable, Iterable
from copy import deepcopy
from dataclasses import dataclass, field
from random import Random
from typing import Any, TypeAlias

from brandpilot.checks.rule import each
from brandpilot.findings import Json, NodePath, pointer

CALL = "fujian/2017-734"
BASE_YEARS_CALL = "fujian/2017-801"
ONE_MORE_INDICATOR_CALL = "fujian/2017-802"

_NAMED = ["value_added_rate", "own_brand_sales_share", "new_product_rate"]
_SETTINGS: dict[str, Json] = {
    "year": 2017,
    "form": "application/2017",
    "issuer": "fujian",
    "period_years": {"min": 1, "max": 3},
    "required_indicators": _NAMED,
    "text_limits": [{"pointer": "/plan/tasks/*/goal", "max": 300}],
}
CALLS = {
    CALL: _SETTINGS,
    BASE_YEARS_CALL: {**_SETTINGS, "base_years": [2014, 2015, 2016]},
    ONE_MORE_INDICATOR_CALL: {**_SETTINGS, "required_indicators": [*_NAMED, "competitiveness"]},
}
"""Calls that set everything that a rule may ask for."""

_LONG_TEXTS = (
    "cluster/area",
    "cluster/products",
    "eligibility/policy_conformity/statement",
    "eligibility/commitments/*/what",
    "influence/position/domestic",
    "influence/position/abroad",
    "influence/core_technology",
    "influence/outlook",
    "plan/goal",
    "plan/tasks/*/present",
    "plan/tasks/*/measures/*/what",
)
_SHORT_TEXTS = (
    "organizer/address",
    "organizer/office",
    "cluster/name",
    "influence/economy/source",
    "influence/firms/*/products",
    "influence/trademarks/*/holder",
    "influence/standards/*/title",
    "plan/tasks/*/milestones/*/what",
    "plan/tasks/*/responsible",
    "attachments/*/keeper",
    "signoff/office",
)
_TEXTS = _LONG_TEXTS + _SHORT_TEXTS
_NUMBERS = (
    "organizer/accounts/*/id",
    "influence/key_indicators/*/advanced_level",
    "influence/firms/*/output_cny100m",
    "attachments/*/pages",
    "signoff/copies",
    "plan/targets/*/values/*/value",
)
_DAYS = ("groundwork/*/since_date", "plan/tasks/*/milestones/*/by_date")
_RIGHT_YEARS = ("influence/trademarks/*/year", "influence/standards/*/year")
_EACH_LISTS = ("eligibility/commitments", "groundwork", "plan/tasks/*/measures")
_ORIGIN = ("plan", "end_date"), ("plan", "start_date")
_KEYS = "?keys"
"""Stands for which keys an object has, where a mistake adds, loses or misspells one."""


class NoPlaceError(Exception):
    """Everything that the mistake needs is taken by others."""


@dataclass(slots=True)
class Draft:
    """A filing in which mistakes are being made."""

    data: dict[str, Any]
    random: Random
    planted: set[tuple[str, str]] = field(default_factory=set)
    written: list[NodePath] = field(default_factory=list)
    read: list[NodePath] = field(default_factory=list)

    def claim(self, *written: NodePath, read: Iterable[NodePath] = ()) -> None:
        """Keep nodes from being touched by others; those only read may be read by others too."""
        if not self.is_free(written, read := tuple(read)):
            raise NoPlaceError
        self.written.extend(written)
        self.read.extend(read)

    def is_free(self, written: Iterable[NodePath], read: Iterable[NodePath] = ()) -> bool:
        mine = [(node, (*self.written, *self.read)) for node in written]
        mine += [(node, tuple(self.written)) for node in read]
        return not any(_touch(node, other) for node, others in mine for other in others)

    def pick(self, *paths: str, read: Iterable[NodePath] = ()) -> NodePath:
        """Draw a node that nobody has claimed, and claim it."""
        found = (node for path in paths for node, _ in each(self.data, tuple(path.split("/"))))
        return self.choose(found, read)

    def choose(self, nodes: Iterable[NodePath], read: Iterable[NodePath] = ()) -> NodePath:
        """Draw one of some nodes that nobody has claimed, and claim it."""
        read = tuple(read)
        free = [node for node in nodes if self.is_free((node,), read)]
        if not free:
            raise NoPlaceError
        node = self.random.choice(free)
        self.claim(node, read=read)
        return node

    def get(self, node: NodePath) -> Json:
        value: Json = self.data
        for part in node:
            value = value[part]
        return value

    def put(self, node: NodePath, value: Json) -> NodePath:
        self.get(node[:-1])[node[-1]] = value
        return node

    def append(self, node: NodePath, value: Json) -> NodePath:
        """Add an item behind a list and give its node."""
        added = (*node, len(self.get(node)))
        self.claim(added)
        self.get(node).append(value)
        return added

    def write(self, text: str, *paths: str) -> NodePath:
        """Add words to a text that is drawn."""
        node = self.pick(*(paths or _TEXTS))
        return self.put(node, self.get(node) + text)


def _touch(one: NodePath, other: NodePath) -> bool:
    """Tell whether one node lies in the other; `*` is any item."""
    return all(a == b or "*" in (a, b) for a, b in zip(one, other, strict=False))


Mistake: TypeAlias = Callable[[Draft], NodePath]
MISTAKES: dict[str, Mistake] = {}
"""By code; each function makes the mistake and gives the node at which it must be found."""


def _earns(code: str) -> Callable[[Mistake], Mistake]:
    def remember(mistake: Mistake) -> Mistake:
        MISTAKES[code] = mistake
        return mistake

    return remember


def plant(draft: Draft, code: str) -> bool:
    """Make a mistake; tell whether there was a place left for it."""
    try:
        node = MISTAKES[code](draft)
    except NoPlaceError:
        return False
    draft.planted.add((code, pointer(node)))
    return True


def mutate(base: dict[str, Any], codes: Iterable[str], random: Random) -> Draft:
    """Make many mistakes in a copy of a filing, as far as there is room for them."""
    draft = Draft(deepcopy(base), random)
    for code in codes:
        plant(draft, code)
    return draft


@_earns("F041")
def other_folder(draft: Draft) -> NodePath:
    """The number of another dossier was copied."""
    draft.claim(("dossier",))
    return draft.put(("dossier",), "fujian/another-cluster")


@_earns("S101")
def box_deleted(draft: Draft) -> NodePath:
    """A box was deleted because there was nothing to write in it."""
    node = draft.pick(*_TEXTS, "organizer/website", "indicators/*/name")
    draft.claim((*node[:-1], _KEYS))
    del draft.get(node[:-1])[node[-1]]
    return node[:-1]


@_earns("S102")
def key_mistyped(draft: Draft) -> NodePath:
    """A letter of a key was typed twice."""
    node = draft.pick(*_TEXTS)
    draft.claim((*node[:-1], _KEYS))
    key = str(node[-1])
    at = draft.random.randrange(len(key))
    mistyped = key[: at + 1] + key[at:]
    owner = draft.get(node[:-1])
    draft.put(node[:-1], {mistyped if name == key else name: owner[name] for name in owner})
    return (*node[:-1], mistyped)


@_earns("S103")
def key_of_ones_own(draft: Draft) -> NodePath:
    """A remark was put into a box of one's own."""
    owner = draft.pick(*_TEXTS)[:-1]
    draft.claim((*owner, _KEYS))
    return draft.put((*owner, draft.random.choice(("备注", "remark_1", "xyz"))), "另见附件。")


@_earns("S104")
def left_open(draft: Draft) -> NodePath:
    """A box that must be filled was left empty."""
    return draft.put(draft.pick(*_TEXTS), None)


@_earns("S105")
def number_in_words(draft: Draft) -> NodePath:
    """A number was written with its unit, its commas or in full-width digits."""
    written = draft.random.choice(("860万元", "1,260", "三百", "１２", "约50", "待定"))
    return draft.put(draft.pick(*_NUMBERS), written)


@_earns("S106")
def quotes_forgotten(draft: Draft) -> NodePath:
    """A code of digits was written without quotes, or a word that means yes."""
    value: Json = draft.random.choice((365500, 20170001, True, 1.5))
    return draft.put(draft.pick("organizer/postcode", "influence/trademarks/*/number"), value)


@_earns("S107")
def list_in_words(draft: Draft) -> NodePath:
    """A table was answered with a sentence."""
    return draft.put(draft.pick("attachments", "organizer/accounts", "plan/targets"), "见附件。")


@_earns("S108")
def group_in_words(draft: Draft) -> NodePath:
    """A group of boxes was answered with a sentence."""
    paths = "influence/position", "eligibility/policy_conformity", "plan/funds"
    return draft.put(draft.pick(*paths), "国内第一。")


@_earns("S109")
def list_for_one_value(draft: Draft) -> NodePath:
    """Several answers were listed where one is asked for, or yes where a number is."""
    if draft.random.random() < 0.5:
        return draft.put(draft.pick(*_NUMBERS), value=True)
    return draft.put(draft.pick(*_TEXTS), ["其一", "其二"])


@_earns("S110")
def not_in_shape(draft: Draft) -> NodePath:
    """A telephone, a web address, a number or a day was written in another way."""
    shapes = {
        "organizer/landline": ("05980000001", "0598-0000001转8", "12345"),
        "organizer/postcode": ("36550", "邮编365500"),
        "organizer/website": ("www.example.org", "http://示例.example"),
        "organizer/accounts/*/login": ("@shili", "示例县"),
        "influence/patents/*/number": ("201310000001.1", "zl201310000001"),
        "attachments/*/sha256": ("E" * 64, "e" * 63),
        "plan/tasks/*/milestones/*/by_date": ("2018年3月", "2018-3-31", "2018/03/31"),
    }
    path = draft.random.choice(list(shapes))
    return draft.put(draft.pick(path), draft.random.choice(shapes[path]))


@_earns("S111")
def no_such_day(draft: Draft) -> NodePath:
    """The thirtieth of February."""
    return draft.put(draft.pick(*_DAYS), draft.random.choice(("2016-02-30", "2016-13-01")))


@_earns("S112")
def nothing_in_quotes(draft: Draft) -> NodePath:
    """A box was filled with a pair of quotes."""
    return draft.put(draft.pick(*_TEXTS), "")


@_earns("S113")
def whole_report_pasted(draft: Draft) -> NodePath:
    """A whole report was pasted into a box."""
    short = draft.random.random() < 0.5
    return draft.put(draft.pick(*(_SHORT_TEXTS if short else _LONG_TEXTS)), "报告" * 1_001)


@_earns("S114")
def below_nothing(draft: Draft) -> NodePath:
    """A year before the republic, or less than one page."""
    if draft.random.random() < 0.5:
        return draft.put(draft.pick(*_RIGHT_YEARS), 1013)
    return draft.put(draft.pick("attachments/*/pages", "signoff/copies"), 0)


@_earns("S115")
def year_of_five_digits(draft: Draft) -> NodePath:
    """A digit of the year was typed twice."""
    return draft.put(draft.pick(*_RIGHT_YEARS), 20113)


@_earns("S116")
def nothing_in_the_table(draft: Draft) -> NodePath:
    """A table that needs a row was left empty, or a year of three was left out."""
    empty = "plan/tasks/*/milestones", "influence/key_indicators", "cluster/industries"
    node = draft.pick(*empty, "eligibility/accidents/*/years")
    return draft.put(node, draft.get(node)[1:] if node[-1] == "years" else [])


@_earns("S117")
def fourth_year(draft: Draft) -> NodePath:
    """A fourth year was declared where three are asked for."""
    node = draft.pick("eligibility/accidents/*/years")
    return draft.put(node, [{"year": 2013, "status": "none", "account": None}, *draft.get(node)])


@_earns("S118")
def code_twice(draft: Draft) -> NodePath:
    """A code was listed twice."""
    node = draft.pick("cluster/division_codes", "cluster/industries")
    return draft.put(node, [*draft.get(node), draft.get(node)[0]])


@_earns("S120")
def evidence_left_out(draft: Draft) -> NodePath:
    """Something was said to be done, and not since when or with what evidence."""
    done = [node[:-1] for node, value in each(draft.data, ("groundwork", "*", "done")) if value]
    key = draft.random.choice(("since_date", "evidence"))
    node = draft.choose([(*item, key) for item in done], read=[("groundwork", "*", "done")])
    return draft.put(node, None)


@_earns("S121")
def account_of_nothing(draft: Draft) -> NodePath:
    """No accident happened, and yet one is described."""
    years = each(draft.data, ("eligibility", "accidents", "*", "years", "*"))
    none = [(*node, "account") for node, row in years if row["status"] == "none"]
    return draft.put(draft.choose(none), "当年没有发生事故。")


@_earns("S122")
def half_a_page(draft: Draft) -> NodePath:
    """Two pages and a half, or a year and a half."""
    node = draft.pick("attachments/*/pages", "organizer/accounts/*/id", *_RIGHT_YEARS)
    return draft.put(node, 2015.5 if node[-1] == "year" else 2.5)


@_earns("S123")
def yes_in_words(draft: Draft) -> NodePath:
    """Yes was written in Chinese, in English or as a number."""
    return draft.put(draft.pick("groundwork/*/done"), draft.random.choice(("是", "yes", 1)))


@_earns("C101")
def digit_of_credit_code(draft: Draft) -> NodePath:
    """One digit of a credit code was misread."""
    node = draft.pick("organizer/credit_code", "influence/firms/*/credit_code")
    code = draft.get(node)
    return draft.put(node, code[:8] + str((int(code[8], 36) + 1) % 10) + code[9:])


@_earns("C102")
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


@_earns("C103")
def division_of_another_year(draft: Draft) -> NodePath:
    """A division code from today's list, or from no list at all, was used for 2017."""
    code = draft.random.choice(("350404", "350499", "990101"))
    return draft.append(("cluster", "division_codes"), code)


@_earns("C104")
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


@_earns("C105")
def indicator_without_name(draft: Draft) -> NodePath:
    """An indicator of one's own bears a code and no name."""
    added = draft.append(("indicators",), _indicator("own_festivals", name=None))
    return (*added, "name")


@_earns("C106")
def indicator_without_method(draft: Draft) -> NodePath:
    """How well the brand is thought of was put in a number, and not how that was measured."""
    code = _unused(draft, "reputation", "awareness")
    added = draft.append(("indicators",), _indicator(code, name=None, method=None))
    return (*added, "method")


@_earns("C107")
def indicator_in_another_unit(draft: Draft) -> NodePath:
    """A named indicator is given in another unit than its own."""
    code = _unused(draft, "group_standards", "chief_brand_officers")
    added = draft.append(("indicators",), _indicator(code, name=None, unit="个"))
    return (*added, "unit")


@_earns("C201")
def end_before_start(draft: Draft) -> NodePath:
    """The end of the plan stands before its start: a slip in the year."""
    draft.claim(*_ORIGIN)
    return draft.put(("plan", "end_date"), "2016" + draft.get(("plan", "start_date"))[4:])


@_earns("C202")
def plan_too_long(draft: Draft) -> NodePath:
    """A plan of five years under a call for three."""
    draft.claim(("plan", "end_date"), read=[("plan", "start_date"), ("call",)])
    return draft.put(("plan", "end_date"), "2022" + draft.get(("plan", "end_date"))[4:])


@_earns("C203")
def year_skipped(draft: Draft) -> NodePath:
    """The middle one of three base years was left out."""
    node = draft.pick("indicators/*/values", read=[("call",)])
    years = draft.get(node)
    return draft.put(node, [years[0], *years[2:]])


@_earns("C204")
def other_base_years(draft: Draft) -> NodePath:
    """The base years are those of last time, not those of the call."""
    node = draft.pick("indicators/*/values")
    draft.claim(("call",))
    draft.put(("call",), BASE_YEARS_CALL)
    for row in draft.get(node):
        row["year"] -= 1
    return node


@_earns("C205")
def milestone_outside(draft: Draft) -> NodePath:
    """A milestone lies before the plan begins or after it ends."""
    node = draft.pick("plan/tasks/*/milestones/*/by_date", read=_ORIGIN)
    return draft.put(node, draft.random.choice(("2016-12-31", "2030-06-30")))


@_earns("C206")
def target_outside(draft: Draft) -> NodePath:
    """A target is set for a year in which the plan has long ended."""
    node = draft.pick("plan/targets/*/values/*/year", read=_ORIGIN)
    return draft.put(node, 2030)


@_earns("C207")
def not_yet_happened(draft: Draft) -> NodePath:
    """What the filing calls done lies after the day of its seal."""
    paths = "groundwork/*/since_date", "influence/patents/*/year", *_RIGHT_YEARS
    node = draft.pick(*paths, read=[("signoff", "date")])
    return draft.put(node, "2017-12-25" if node[-1] == "since_date" else 2019)


@_earns("C208")
def sealed_tomorrow(draft: Draft) -> NodePath:
    """The filing was sealed on a day that is yet to come."""
    draft.claim(("signoff", "date"))
    return draft.put(("signoff", "date"), "2027-08-18")


@_earns("C209")
def accidents_of_long_ago(draft: Draft) -> NodePath:
    """The declaration on accidents was copied from a filing of years ago."""
    node = draft.pick("eligibility/accidents/*/years")
    for row in draft.get(node):
        row["year"] -= 4
    return node


@_earns("C301")
def share_from_memory(draft: Draft) -> NodePath:
    """The share was not computed from its two parts."""
    node = ("influence", "economy", "share_pct")
    draft.claim(node, read=[node[:-1]])
    return draft.put(node, draft.get(node) + 5)


@_earns("C302")
def part_above_whole(draft: Draft) -> NodePath:
    """The county makes less than its cluster: the two figures were swapped."""
    draft.claim(node := ("influence", "economy"))
    economy = draft.get(node)
    economy["local_output_cny100m"] = economy["cluster_output_cny100m"] / 2
    return (*node, "cluster_output_cny100m")


@_earns("C303")
def hundred_million_as_ten_thousand(draft: Draft) -> NodePath:
    """One year is given in 万元 where the others are in 亿元."""
    rows = each(draft.data, ("indicators", "*"))
    amounts = [(*node, "values") for node, row in rows if row["unit"] != "%"]
    node = draft.choose(amounts, read=[("plan", "targets")])
    last = (*node, len(draft.get(node)) - 1, "value")
    return draft.put(last, draft.get(last) * 10_000)


@_earns("C304")
def sources_do_not_add_up(draft: Draft) -> NodePath:
    """One source of funds was raised and the total was not."""
    draft.claim(node := ("plan", "funds"))
    draft.get(node)["sources"][0]["amount_cny10k"] += 50
    return (*node, "total_cny10k")


@_earns("C305")
def tasks_do_not_add_up(draft: Draft) -> NodePath:
    """The funds of one task were raised and the total was not."""
    total = ("plan", "funds", "total_cny10k")
    node = draft.pick(
        "plan/tasks/*/funds_cny10k", read=[total, ("plan", "tasks", "*", "funds_cny10k")]
    )
    draft.put(node, draft.get(node) + 30)
    return total


@_earns("C306")
def more_than_everything(draft: Draft) -> NodePath:
    """More than all of the products are new."""
    codes = each(draft.data, ("plan", "targets", "*", "indicator"))
    shares = [node[:-1] for node, code in codes if code in _NAMED]
    return draft.put(draft.choose([(*node, "values", 0, "value") for node in shares]), 120)


@_earns("C307")
def firms_above_cluster(draft: Draft) -> NodePath:
    """The output of one firm is given in 万元: it makes more than the whole cluster."""
    node = ("influence", "firms", 0)
    draft.claim((*node, "output_cny100m"), read=[(*node, "year"), ("influence", "economy")])
    draft.put((*node, "output_cny100m"), draft.get((*node, "output_cny100m")) * 10_000)
    return ("influence", "firms")


@_earns("C401")
def item_left_out(draft: Draft) -> NodePath:
    """One of the items that must all be answered was left out."""
    node = draft.pick(*_EACH_LISTS)
    return draft.put(node, draft.get(node)[:-1])


@_earns("C402")
def item_answered_twice(draft: Draft) -> NodePath:
    """One item was answered twice."""
    node = draft.pick(*_EACH_LISTS)
    items = draft.get(node)
    draft.put(node, [*items, deepcopy(items[0])])
    return (*node, len(items))


@_earns("C403")
def measure_of_another_task(draft: Draft) -> NodePath:
    """A measure stands below a task that it does not belong to."""
    node = draft.pick("plan/tasks/*/measures", read=[("plan", "tasks", "*", "task")])
    own = draft.get((*node[:-1], "task"))
    measure = "brand_tour" if own != "marketing" else "data_collection"
    items = draft.get(node)
    items.append({"measure": measure, "status": "planned", "what": "每年办一次。"})
    return (*node, len(items) - 1, "measure")


@_earns("C404")
def accident_declared(draft: Draft) -> NodePath:
    """A grave accident is declared, as it should be; the unit must look at it."""
    node = draft.pick("eligibility/accidents/*/years/*")
    draft.get(node).update(status="occurred", account="一家企业停产整改，已通过复查。")
    return (*node, "status")


@_earns("C405")
def indicator_not_given(draft: Draft) -> NodePath:
    """The call asks for one more indicator than was filled in."""
    draft.claim(("call",))
    draft.put(("call",), ONE_MORE_INDICATOR_CALL)
    return ("indicators",)


@_earns("C406")
def target_from_nowhere(draft: Draft) -> NodePath:
    """A target is set for what nobody has measured yet."""
    draft.claim(read=_ORIGIN)
    target = {"indicator": "collective_marks", "values": [{"year": 2019, "value": 6}]}
    return (*draft.append(("plan", "targets"), target), "indicator")


@_earns("C407")
def year_twice(draft: Draft) -> NodePath:
    """One year stands twice in a series."""
    node = draft.pick("indicators/*/values", "plan/targets/*/values", read=_ORIGIN)
    rows = draft.get(node)
    rows.append(dict(rows[-1]))
    return (*node, len(rows) - 1, "year")


@_earns("C408")
def row_twice(draft: Draft) -> NodePath:
    """One trademark, patent or attachment was entered twice."""
    keys = {"attachments": "sha256", "trademarks": "number", "patents": "number"}
    node = draft.pick("attachments", "influence/trademarks", "influence/patents")
    rows = draft.get(node)
    rows.append(dict(rows[0]))
    return (*node, len(rows) - 1, keys[str(node[-1])])


@_earns("C501")
def mobile_number(draft: Draft) -> NodePath:
    """The mobile number of the official in charge stands in a text."""
    numbers = "13800138000", "139 0013 9000", "138-0013-8000", "+86 13900139000", "手机13800138000"
    return draft.write(f"（{draft.random.choice(numbers)}）")


@_earns("C502")
def identity_number(draft: Draft) -> NodePath:
    """The identity number of a person stands in a text."""
    return draft.write(draft.random.choice(("35042719900307851X", "350583198506120048")))


@_earns("C503")
def mail_address(draft: Draft) -> NodePath:
    """A private mail address stands in a text."""
    return draft.write("，来信请寄shili.office@example.org。")


@_earns("C504")
def card_number(draft: Draft) -> NodePath:
    """The number of a bank card stands in a text."""
    return draft.write(draft.random.choice(("账号6222021234567890128", "4111 1111 1111 1111")))


@_earns("C505")
def private_words(draft: Draft) -> NodePath:
    """Where somebody lives stands in a text."""
    return draft.write("家庭住址：示例路7号。")


@_earns("C601")
def fullwidth_digits(draft: Draft) -> NodePath:
    """Digits were typed with the input method set to full width."""
    return draft.write(draft.random.choice(("２０１７年", "占３％", "ＩＳＯ")))


@_earns("C602")
def invisible_character(draft: Draft) -> NodePath:
    """A character that cannot be seen came along from a web page."""
    return draft.write(draft.random.choice("\u200b\u00ad\u2060\u202e") + "。")


@_earns("C603")
def private_use_character(draft: Draft) -> NodePath:
    """A character that only the writer's machine can show, or none at all."""
    return draft.write(draft.random.choice("\ue000\U000f0000\U000e0fff") + "。")


@_earns("C604")
def blank_at_the_end(draft: Draft) -> NodePath:
    """A blank was typed before or after the text."""
    node = draft.pick(*_TEXTS)
    text = draft.get(node)
    return draft.put(node, draft.random.choice((f"{text} ", f"\u3000\u3000{text}", f" {text}")))


@_earns("C605")
def radical_from_a_pdf(draft: Draft) -> NodePath:
    """Text was copied from a PDF that holds radicals in place of characters."""
    return draft.write(draft.random.choice("⽅⾦⼈⼯") + "面。")


@_earns("C606")
def nothing_but_blanks(draft: Draft) -> NodePath:
    """A box was filled with the space bar."""
    return draft.put(draft.pick(*_TEXTS), draft.random.choice((" ", "\u3000\u3000", "\n")))


@_earns("C701")
def longer_than_called(draft: Draft) -> NodePath:
    """A text is longer than the call allows."""
    node = draft.pick("plan/tasks/*/goal", read=[("call",)])
    return draft.put(node, "做好各项工作，" * 43)
