"""What the programme knows, written from the guide (指南四, 指南五) and not from the table of states."""

from dataclasses import dataclass

from support.steps import (
    Paper,
    application,
    change,
    conclusion,
    dated,
    demonstration,
    demonstration_application,
    designation,
    imported,
    objection,
    public_notice,
    recommendation,
    voiding,
)

# Groups of states, as the guide speaks of them.
OPEN = ("applied", "recommended", "recommendation_void", "reviewed")
NOTICED = ("in_notice", "objection_open", "notice_over")
RECOMMENDED = ("recommended", "reviewed", *NOTICED)
CLOSED = ("retracted", "not_designated", "withdrawn", "removed")
RUNNING = ("pilot", "rectifying", "suspended")
HISTORY = ("undated", "period_over")
LATER = ("demonstration_applied", "model_experience", "demonstration")
PILOTS = (*RUNNING, "expired", *HISTORY, *LATER)
STATES = ("unrecorded", *OPEN, *NOTICED, *CLOSED, *PILOTS, "merged")
SAME = "same"


@dataclass(frozen=True)
class Way:
    """In these states this actor may do this; `unless` are the codes of what may forbid it."""

    actor: str
    event: str
    states: tuple[str, ...]
    to: str
    clause: str
    unless: tuple[str, ...] = ()


UNIT, MINISTRY = "status-change-unit:", "status-change-ministry:"
WAYS = (
    # 历史资料不在程序之内：任何时候都可以补录。
    Way("ministry", "imported-designation", STATES, "pilot", "指南四(三)"),
    Way("ministry", "imported-designation:undated", STATES, "undated", "指南四(三)"),
    Way("ministry", "imported-demonstration", STATES, "demonstration", "指南四(六)"),
    # 指南四(一)：自愿申报，所以结果出来以前可以撤回；没有成为试点的、不再是试点的可以再报，一年一次。
    Way("organizer", "application", ("unrecorded",), "applied", "指南四(一)"),
    Way("organizer", "application", (*OPEN, *NOTICED, *CLOSED), "applied", "指南四(一)", ("L111",)),
    Way("organizer", UNIT + "retraction", (*OPEN, *NOTICED), "retracted", "指南四(一)"),
    # 纸质材料按自己的时限送达，结果出来以前都可以收讫；报部的是推荐以后的材料。
    Way("unit", "paper-unit", (*OPEN, *NOTICED), SAME, "指南四(一)"),
    Way("ministry", "paper-ministry", ("recommendation_void", *RECOMMENDED), SAME, "指南四(二)"),
    # 指南四(二)：省级主管部门审查申报材料，出具推荐意见；推荐的是卷宗里现有的那一份。
    Way(
        "unit",
        "recommendation",
        ("applied", "recommendation_void"),
        "recommended",
        "指南四(二)",
        ("L112", "L102"),
    ),
    Way("unit", "correction", STATES, SAME, "项目规则"),
    # 合并违反评审规则的，照实记录，什么也不改变。
    Way("unit", "irregular", STATES, SAME, "项目规则"),
    Way("unit", "correction:void", RECOMMENDED, "recommendation_void", "项目规则"),
    # 指南四(三)：组织专家评审，经过公示后，确定试点地区。
    Way("ministry", "expert-review", ("recommended", "reviewed"), "reviewed", "指南四(三)"),
    # 有评审要求的，没有评审不能公示；已经评审、已经公示过的，自然评审过。
    Way("ministry", "notice-start", ("recommended",), "in_notice", "指南四(三)", ("L106",)),
    Way("ministry", "notice-start", ("reviewed", *NOTICED), "in_notice", "指南四(三)"),
    Way("clock", "notice-over", ("in_notice",), "notice_over", "指南四(三)"),
    Way("clock", "objections-opened", ("notice_over",), "objection_open", "指南四(三)"),
    Way("ministry", "objections-closed", ("objection_open",), "notice_over", "指南四(三)"),
    Way("ministry", "designation", ("recommended",), "pilot", "指南四(三)", ("L106", "L105")),
    Way("ministry", "designation", ("reviewed",), "pilot", "指南四(三)", ("L105",)),
    Way("ministry", "designation", ("notice_over",), "pilot", "指南四(三)"),
    Way("ministry", "batch-concluded", (*OPEN, *NOTICED), "not_designated", "指南四(三)"),
    # 指南四(四)：按方案开展试点，方案可以调整；指南一：三年左右。
    Way("organizer", "plan-revision", ("pilot", "rectifying"), SAME, "指南四(四)"),
    Way("clock", "period-over", RUNNING, "expired", "指南一"),
    Way("clock", "period-over:imported", ("pilot", "undated"), "period_over", "指南一"),
    # 指南四(五)：每年总结。期满以后补交的，总结的仍是试点的年度；历史资料不知道试点哪年结束。
    Way(
        "organizer",
        "annual-report",
        (*RUNNING, "expired", "demonstration_applied", "model_experience"),
        SAME,
        "指南四(五)",
        ("L109",),
    ),
    Way("organizer", "annual-report", (*HISTORY, "demonstration"), SAME, "指南四(五)"),
    # 指南四(六)：完成试点任务的试点单位可以申报示范区。
    Way(
        "organizer",
        "demonstration-application",
        ("pilot", "expired", *HISTORY),
        "demonstration_applied",
        "指南四(六)",
        ("L107",),
    ),
    Way(
        "organizer",
        "demonstration-application",
        ("demonstration_applied", "model_experience"),
        "demonstration_applied",
        "指南四(六)",
        ("L111", "L107"),
    ),
    Way("ministry", "demonstration", ("demonstration_applied",), "demonstration", "指南四(六)"),
    Way(
        "ministry",
        MINISTRY + "model_experience",
        ("pilot", "expired", *HISTORY, "demonstration_applied"),
        "model_experience",
        "指南四(六)",
    ),
    # 指南五(一)：省级主管部门加强监督管理，并报科技司。
    Way("unit", UNIT + "rectification", ("pilot",), "rectifying", "指南五(一)"),
    Way("unit", UNIT + "rectified", ("rectifying",), "pilot", "指南五(一)"),
    Way("ministry", MINISTRY + "rectification", ("pilot",), "rectifying", "指南五(一)"),
    Way("ministry", MINISTRY + "rectified", ("rectifying",), "pilot", "指南五(一)"),
    Way("ministry", MINISTRY + "suspension", ("pilot", "rectifying"), "suspended", "指南五(一)"),
    Way("ministry", MINISTRY + "resumption", ("suspended",), "pilot", "指南五(一)"),
    Way(
        "organizer",
        UNIT + "withdrawal",
        (*RUNNING, "demonstration_applied"),
        "withdrawn",
        "指南五(一)",
    ),
    Way(
        "ministry",
        MINISTRY + "removal",
        (*RUNNING, "demonstration_applied"),
        "removed",
        "指南五(一)",
        ("L108",),
    ),
    Way("ministry", MINISTRY + "merger", PILOTS, "merged", "指南五(一)"),
    Way("ministry", MINISTRY + "transfer", PILOTS, SAME, "指南五(一)"),
    # 更名、换实施单位是事实，只要还在申报或者是试点、示范区就可以登记。
    Way(
        "unit", UNIT + "renaming", (*OPEN, *NOTICED, "not_designated", *PILOTS), SAME, "指南五(一)"
    ),
    Way(
        "unit", UNIT + "organizer", (*OPEN, *NOTICED, "not_designated", *PILOTS), SAME, "指南五(一)"
    ),
    # 指南五(三)：给予试点示范区域倾斜扶持。
    Way(
        "unit", "support", ("pilot", "rectifying", "expired", *HISTORY, *LATER), SAME, "指南五(三)"
    ),
)
REFUSED = {
    ("designation", "in_notice"): "L103",
    ("designation", "objection_open"): "L104",
    **{("correction:void", at): "L110" for at in STATES if at not in RECOMMENDED},
}
"""What the programme refuses for a reason of its own; everything else is out of order (L101)."""

LEADS = {(way.event, at): way.to if way.to != SAME else at for way in WAYS for at in way.states}
UNLESS = {(way.event, at): way.unless for way in WAYS for at in way.states}

# How each state is reached by legal steps, and a day on which it holds.
FILED = application("2018-04-02")
SEEN = (FILED, recommendation("2018-05-02", FILED))
REVIEWED = (*SEEN, dated("expert-review", "2018-06-01"))
RUN = public_notice("2018-12-24", "2019-01-08")
DISPUTED = public_notice("2018-12-24", "2019-01-08", objection("2019-01-03"))
PILOT = (*REVIEWED, RUN, designation("2019-02-15"))
APPLIED_AGAIN = (*PILOT, demonstration_application("2021-09-01"))
EARLY, LATE = "2019-03-01", "2022-03-01"
PATHS: dict[str, tuple[str, tuple[Paper, ...]]] = {
    "unrecorded": (EARLY, ()),
    "applied": (EARLY, (FILED,)),
    "retracted": (EARLY, (FILED, change("2018-04-20", "retraction", "unit"))),
    "recommended": (EARLY, SEEN),
    "recommendation_void": (EARLY, (*SEEN, voiding("2018-05-20"))),
    "reviewed": (EARLY, REVIEWED),
    "in_notice": ("2019-01-07", (*REVIEWED, RUN)),
    "objection_open": (EARLY, (*REVIEWED, DISPUTED)),
    "notice_over": (EARLY, (*REVIEWED, RUN)),
    "not_designated": (EARLY, (*REVIEWED, RUN, conclusion("2019-02-15"))),
    "pilot": (EARLY, PILOT),
    "undated": (EARLY, (imported("designation", None),)),
    "rectifying": (EARLY, (*PILOT, change("2019-02-20", "rectification"))),
    "suspended": (EARLY, (*PILOT, change("2019-02-20", "suspension"))),
    "withdrawn": (EARLY, (*PILOT, change("2019-02-20", "withdrawal", "unit"))),
    "removed": (EARLY, (*PILOT, change("2019-02-20", "removal"))),
    "merged": (EARLY, (*PILOT, change("2019-02-20", "merger"))),
    "expired": (LATE, PILOT),
    "period_over": (EARLY, (imported("designation", "2014-09-15"),)),
    "demonstration_applied": (LATE, APPLIED_AGAIN),
    "model_experience": (LATE, (*APPLIED_AGAIN, change("2021-12-01", "model_experience"))),
    "demonstration": (LATE, (*APPLIED_AGAIN, demonstration("2021-12-01"))),
}
