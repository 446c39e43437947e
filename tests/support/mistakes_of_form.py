"""Mistakes that the form itself refuses: places, boxes, kinds of values (F041, S101–S123)."""

from brandpilot.checks.rule import each
from brandpilot.findings import Json, NodePath
from support.draft import (
    DAYS,
    KEYS,
    LONG_TEXTS,
    NUMBERS,
    RIGHT_YEARS,
    SHORT_TEXTS,
    TEXTS,
    Draft,
    earns,
)


@earns("F041")
def other_folder(draft: Draft) -> NodePath:
    """The number of another dossier was copied."""
    draft.claim(("dossier",))
    return draft.put(("dossier",), "fujian/another-cluster")


@earns("S101")
def box_deleted(draft: Draft) -> NodePath:
    """A box was deleted because there was nothing to write in it."""
    node = draft.pick(*TEXTS, "organizer/website", "indicators/*/name")
    draft.claim((*node[:-1], KEYS))
    del draft.get(node[:-1])[node[-1]]
    return node[:-1]


@earns("S102")
def key_mistyped(draft: Draft) -> NodePath:
    """A letter of a key was typed twice."""
    node = draft.pick(*TEXTS)
    draft.claim((*node[:-1], KEYS))
    key = str(node[-1])
    at = draft.random.randrange(len(key))
    mistyped = key[: at + 1] + key[at:]
    owner = draft.get(node[:-1])
    draft.put(node[:-1], {mistyped if name == key else name: owner[name] for name in owner})
    return (*node[:-1], mistyped)


@earns("S103")
def key_of_ones_own(draft: Draft) -> NodePath:
    """A remark was put into a box of one's own."""
    owner = draft.pick(*TEXTS)[:-1]
    draft.claim((*owner, KEYS))
    return draft.put((*owner, draft.random.choice(("备注", "remark_1", "xyz"))), "另见附件。")


@earns("S104")
def left_open(draft: Draft) -> NodePath:
    """A box that must be filled was left empty."""
    return draft.put(draft.pick(*TEXTS), None)


@earns("S105")
def number_in_words(draft: Draft) -> NodePath:
    """A number was written with its unit, its commas or in full-width digits."""
    written = draft.random.choice(("860万元", "1,260", "三百", "１２", "约50", "待定"))
    return draft.put(draft.pick(*NUMBERS), written)


@earns("S106")
def quotes_forgotten(draft: Draft) -> NodePath:
    """A code of digits was written without quotes, or a word that means yes."""
    value: Json = draft.random.choice((365500, 20170001, True, 1.5))
    return draft.put(draft.pick("organizer/postcode", "influence/trademarks/*/number"), value)


@earns("S107")
def list_in_words(draft: Draft) -> NodePath:
    """A table was answered with a sentence."""
    return draft.put(draft.pick("attachments", "organizer/accounts", "plan/targets"), "见附件。")


@earns("S108")
def group_in_words(draft: Draft) -> NodePath:
    """A group of boxes was answered with a sentence."""
    paths = "influence/position", "eligibility/policy_conformity", "plan/funds"
    return draft.put(draft.pick(*paths), "国内第一。")


@earns("S109")
def list_for_one_value(draft: Draft) -> NodePath:
    """Several answers were listed where one is asked for, or yes where a number is."""
    if draft.random.random() < 0.5:
        return draft.put(draft.pick(*NUMBERS), value=True)
    return draft.put(draft.pick(*TEXTS), ["其一", "其二"])


@earns("S110")
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


@earns("S111")
def no_such_day(draft: Draft) -> NodePath:
    """The thirtieth of February."""
    return draft.put(draft.pick(*DAYS), draft.random.choice(("2016-02-30", "2016-13-01")))


@earns("S112")
def nothing_in_quotes(draft: Draft) -> NodePath:
    """A box was filled with a pair of quotes."""
    return draft.put(draft.pick(*TEXTS), "")


@earns("S113")
def whole_report_pasted(draft: Draft) -> NodePath:
    """A whole report was pasted into a box."""
    short = draft.random.random() < 0.5
    return draft.put(draft.pick(*(SHORT_TEXTS if short else LONG_TEXTS)), "报告" * 1_001)


@earns("S114")
def below_nothing(draft: Draft) -> NodePath:
    """A year before the republic, or less than one page."""
    if draft.random.random() < 0.5:
        return draft.put(draft.pick(*RIGHT_YEARS), 1013)
    return draft.put(draft.pick("attachments/*/pages", "signoff/copies"), 0)


@earns("S115")
def year_of_five_digits(draft: Draft) -> NodePath:
    """A digit of the year was typed twice."""
    return draft.put(draft.pick(*RIGHT_YEARS), 20113)


@earns("S116")
def nothing_in_the_table(draft: Draft) -> NodePath:
    """A table that needs a row was left empty, or a year of three was left out."""
    empty = "plan/tasks/*/milestones", "influence/key_indicators", "cluster/industries"
    node = draft.pick(*empty, "eligibility/accidents/*/years")
    return draft.put(node, draft.get(node)[1:] if node[-1] == "years" else [])


@earns("S117")
def fourth_year(draft: Draft) -> NodePath:
    """A fourth year was declared where three are asked for."""
    node = draft.pick("eligibility/accidents/*/years")
    return draft.put(node, [{"year": 2013, "status": "none", "account": None}, *draft.get(node)])


@earns("S118")
def code_twice(draft: Draft) -> NodePath:
    """A code was listed twice."""
    node = draft.pick("cluster/division_codes", "cluster/industries")
    return draft.put(node, [*draft.get(node), draft.get(node)[0]])


@earns("S120")
def evidence_left_out(draft: Draft) -> NodePath:
    """Something was said to be done, and not since when or with what evidence."""
    done = [node[:-1] for node, value in each(draft.data, ("groundwork", "*", "done")) if value]
    key = draft.random.choice(("since_date", "evidence"))
    node = draft.choose([(*item, key) for item in done], read=[("groundwork", "*", "done")])
    return draft.put(node, None)


@earns("S121")
def account_of_nothing(draft: Draft) -> NodePath:
    """No accident happened, and yet one is described."""
    years = each(draft.data, ("eligibility", "accidents", "*", "years", "*"))
    none = [(*node, "account") for node, row in years if row["status"] == "none"]
    return draft.put(draft.choose(none), "当年没有发生事故。")


@earns("S122")
def half_a_page(draft: Draft) -> NodePath:
    """Two pages and a half, or 2015.0 for 2015."""
    node = draft.pick("attachments/*/pages", "organizer/accounts/*/id", *RIGHT_YEARS)
    return draft.put(node, draft.random.choice((2015.5, 2015.0) if node[-1] == "year" else (2.5,)))


@earns("S123")
def yes_in_words(draft: Draft) -> NodePath:
    """Yes was written in Chinese, in English or as a number."""
    return draft.put(draft.pick("groundwork/*/done"), draft.random.choice(("是", "yes", 1)))
