"""What a schema cannot say. One visible list; one rule is one pure function with one code."""

from collections.abc import Iterator, Sequence

from brandpilot.checks import (
    across,
    calling,
    carried,
    changes,
    dates,
    experts,
    hygiene,
    identity,
    numbers,
    panels,
    paper,
    personal,
    plan,
    proofs,
    public_notice,
    recommending,
    referring,
    reporting,
    reviewing,
    roster,
    settings,
)
from brandpilot.checks.course import examine_courses
from brandpilot.checks.cross import CrossCheck
from brandpilot.checks.facts import Facts, facts_of, unread
from brandpilot.checks.quotes import as_it_stands, look_up, quoted
from brandpilot.checks.rule import Check, Law, Subject
from brandpilot.course import undone
from brandpilot.findings import Finding, Json, finding
from brandpilot.load import Document

_APPLICATION = frozenset(("application",))
_NOTICE = frozenset(("notice",))
_RECOMMENDATION = frozenset(("recommendation",))
_PAPER = frozenset(("paper-unit", "paper-ministry"))
_DATED = frozenset(
    (
        "application",
        "designation",
        "demonstration",
        "notice",
        "recommendation",
        "paper-unit",
        "paper-ministry",
        "closed",
        "status-change-unit",
        "status-change-ministry",
        "correction",
        "plan-revision",
        "support",
        "supervision",
        "annual-report",
        "demonstration-application",
        "expert-panel",
        "expert-review",
        "decision",
    )
)
_REPORT = frozenset(("annual-report",))
_MEASURED = _APPLICATION | {"annual-report", "demonstration-application"}
"""Kinds that give figures of indicators."""
_STATUS_CHANGE = frozenset(("status-change-unit", "status-change-ministry"))
_AMENDMENT = frozenset(("correction", "plan-revision"))
_REVISION = frozenset(("plan-revision",))
_SUPERVISION = frozenset(("supervision",))
_PANEL = frozenset(("expert-panel",))
_REVIEW = frozenset(("expert-review",))
_ROSTER = frozenset(("reviewers",))
_ALL = _DATED | _ROSTER | {"press-figures"}

CHECKS = (
    Check("C101", _APPLICATION, identity.credit_code),
    Check("C102", _ALL, identity.in_codelist),
    Check("C103", _APPLICATION, identity.division_of_its_year),
    Check("C104", _APPLICATION, identity.division_of_its_unit),
    Check("C105", _MEASURED, identity.indicator_named),
    Check("C106", _APPLICATION, identity.brand_aim_method),
    Check("C107", _MEASURED, identity.indicator_unit),
    Check("C201", _APPLICATION, dates.plan_in_order),
    Check("C202", _APPLICATION, dates.plan_as_long_as_called),
    Check("C203", _APPLICATION, dates.base_years_consecutive),
    Check("C204", _APPLICATION, dates.base_years_as_called),
    Check("C205", _APPLICATION, dates.milestone_in_plan),
    Check("C206", _APPLICATION, dates.target_in_plan),
    Check("C207", _MEASURED, dates.nothing_after_seal),
    Check("C208", _DATED, dates.not_in_future, asks_today=True),
    Check("C209", _APPLICATION, dates.accident_years),
    Check("C210", _NOTICE, dates.clocks_in_order),
    Check("C211", _NOTICE, dates.day_exists),
    Check("C212", _NOTICE, settings.range_in_order),
    Check("C213", _NOTICE, settings.limit_of_a_field),
    Check("C214", _NOTICE, settings.form_exists),
    Check("C215", _NOTICE, dates.day_of_every_year),
    Check("C216", _REPORT, reporting.within_year),
    Check("C217", _REPORT | _SUPERVISION, reporting.sealed_in_time),
    Check("C218", _STATUS_CHANGE, changes.term_after_decision),
    Check("C219", frozenset(("status-change-ministry",)), changes.heard_before_decision),
    Check("C220", _NOTICE, public_notice.days_in_order),
    Check("C221", _NOTICE, public_notice.as_long_as_called),
    Check("C222", _NOTICE, public_notice.calendar_knows),
    Check("C223", _NOTICE, public_notice.objection_in_order),
    Check("C224", _NOTICE, public_notice.objections_numbered),
    Check("C225", _NOTICE, public_notice.cluster_once),
    Check("C226", _REVISION, changes.accepted_before_effect),
    Check("C227", _REPORT, reporting.year_reported_once),
    Check("C301", _APPLICATION, numbers.share_of_economy),
    Check("C302", _APPLICATION, numbers.part_within_whole),
    Check("C303", _MEASURED, numbers.unit_slip),
    Check("C304", _APPLICATION, numbers.funds_sum),
    Check("C305", _APPLICATION, numbers.task_funds_sum),
    Check("C306", _MEASURED, numbers.share_within_limit),
    Check("C307", _APPLICATION, numbers.firms_within_cluster),
    Check("C308", _REPORT, reporting.share_as_status),
    Check("C309", _AMENDMENT | _REPORT, changes.changes_something),
    Check("C311", _REPORT, reporting.measure_as_task),
    Check("C312", _REPORT, reporting.evaluation_improves),
    Check("C313", _REPORT, reporting.incident_declared),
    Check("C401", _MEASURED, plan.each_present),
    Check("C402", _MEASURED, plan.each_once),
    Check("C403", _APPLICATION | _REPORT, plan.measure_of_its_task),
    Check("C404", _APPLICATION, plan.accident_occurred),
    Check("C405", _APPLICATION, plan.indicator_required),
    Check("C406", _APPLICATION, plan.target_has_baseline),
    Check("C407", _APPLICATION | _REPORT, plan.year_once),
    Check("C408", _MEASURED | _PANEL | _REVIEW | {"closed"}, plan.row_once),
    Check("C501", _ALL, personal.mobile_number),
    Check("C502", _ALL, personal.identity_number),
    Check("C503", _ALL, personal.mail_address),
    Check("C504", _ALL, personal.card_number),
    Check("C505", _ALL, personal.private_label),
    Check("C601", _ALL, hygiene.fullwidth),
    Check("C602", _ALL, hygiene.invisible),
    Check("C603", _ALL, hygiene.private_use),
    Check("C604", _ALL, hygiene.outer_space),
    Check("C605", _ALL, hygiene.lookalike),
    Check("C606", _ALL, hygiene.nothing_but_space),
    Check("C701", _APPLICATION, hygiene.within_limit),
    Check("C801", _RECOMMENDATION, recommending.of_its_own_unit),
    Check("C802", _RECOMMENDATION, recommending.in_time),
    Check("C803", _RECOMMENDATION, recommending.ranked_as_called),
    Check("C804", _PAPER, paper.enough_copies),
    Check("C805", frozenset(("paper-unit",)), paper.received_in_time),
    Check("C811", _PANEL, experts.as_drawn),
    Check("C812", _PANEL, experts.in_register),
    Check("C813", _PANEL, experts.not_after_declaring),
    Check("C814", _PANEL, experts.register_first),
    Check("C815", _PANEL, experts.from_another_region),
    Check("C816", _PANEL, experts.within_workload),
    Check("C817", _PANEL, experts.enough_experts),
    Check("C818", _PANEL, experts.rounds_in_order),
    Check("C819", _PANEL, experts.seed_used_once),
    Check("C820", _PANEL, experts.declared_of_a_cluster),
    Check("C821", _STATUS_CHANGE, changes.own_to_make),
    Check("C822", _AMENDMENT, changes.box_exists),
    Check("C823", _SUPERVISION, changes.dossier_once),
    Check("C824", _AMENDMENT, changes.new_value_fits),
    Check("C825", frozenset(("correction",)), changes.leaves_what_it_is),
    Check("C831", _REVIEW, reviewing.scored_by_rubric),
    Check("C832", _REVIEW, reviewing.score_within_maximum),
    Check("C833", _REVIEW, reviewing.aggregate_as_called),
    Check("C834", _REVIEW, reviewing.figures_of_scores),
    Check("C835", _REVIEW, reviewing.enough_scored),
    Check("R101", _ROSTER, roster.enough_reviewers, asks_today=True),
    Check("R102", _ROSTER, roster.one_role),
    Check("R103", _ROSTER, roster.listed_once),
    Check("R104", _ROSTER, roster.term_in_order),
    Check("R105", _ROSTER, roster.one_number_one_name),
    Check("R106", _ROSTER, roster.recused_is_reviewer),
    Check("R107", _ROSTER, roster.every_authority_once),
    Check("R108", _ROSTER, roster.office_mail),
    Check("R109", _ROSTER, roster.office_named),
    Check("R201", proofs.KINDS, proofs.irregular),
    Check("R203", proofs.KINDS, proofs.times_in_order),
    Check("R204", proofs.KINDS, proofs.approved_where_passed),
    Check("R206", proofs.KINDS, proofs.approved_by_others),
    Check("R207", _RECOMMENDATION, proofs.recommends),
)


CROSS_CHECKS = (
    CrossCheck("R110", roster.recused_from_what_is_there, sees_all=True),
    CrossCheck("R202", proofs.one_request_one_story, sees_all=True),
    CrossCheck("R205", proofs.decided_file_is_there, sees_all=True),
    CrossCheck("X101", across.call_exists),
    CrossCheck("X102", across.cluster_once, sees_all=True),
    CrossCheck("X103", across.filed_once),
    CrossCheck("X104", across.credit_code_once),
    CrossCheck("X105", across.document_exists),
    CrossCheck("X106", across.superior_exists),
    CrossCheck("X107", across.number_once),
    CrossCheck("X108", across.batch_not_overfull),
    CrossCheck("X109", across.filed_in_year_of_call),
    CrossCheck("X110", across.called_by_own_unit),
    CrossCheck("X111", across.form_as_called),
    CrossCheck("X112", across.chain_without_circle),
    CrossCheck("X113", across.numbers_follow, sees_all=True),
    CrossCheck("X114", across.as_in_its_document),
    CrossCheck("X115", calling.as_filed),
    CrossCheck("X116", calling.own_call_first),
    CrossCheck("X117", calling.no_easier_than_superior),
    CrossCheck("X118", across.id_kept),
    CrossCheck("X119", across.imported_before_filing),
    CrossCheck("X201", recommending.rank_once),
    CrossCheck("X202", recommending.within_quota),
    CrossCheck("X203", referring.supervised_by_its_unit),
    CrossCheck("X205", referring.corrects_what_is_there, sees_all=True),
    CrossCheck("X206", as_it_stands),
    CrossCheck("X207", referring.leads_elsewhere),
    CrossCheck("X208", public_notice.cluster_exists),
    CrossCheck("X209", paper.compared_rightly),
    CrossCheck("X211", panels.clusters_as_recommended),
    CrossCheck("X212", panels.reviewed_by_those_drawn),
    CrossCheck("X213", panels.nobody_of_its_own),
    CrossCheck("X214", carried.last_as_reported),
    CrossCheck("X215", carried.target_as_planned),
    CrossCheck("X216", carried.indicator_kept),
    CrossCheck("X217", carried.compared_as_reported),
    CrossCheck("X218", panels.stood_back_on_record),
    CrossCheck("X219", public_notice.filed_under_its_call),
    CrossCheck("X220", panels.reviewed_after_the_draw),
    CrossCheck("X221", panels.scored_after_standing_back),
)


def examine(document: Document, sound: Json, law: Law) -> Iterator[Finding]:
    """Yield what the rules for one document find; `sound` is its data as the schema left it."""
    form = law.forms.get(document.schema)
    if form is None:
        return
    named = sound.get("call")  # a notice's own settings stand in a box of this name
    call = law.calls.get(named, {}) if isinstance(named, str) else {}
    subject = Subject.of(form, document, sound, call)
    for check in CHECKS:
        if form.kind in check.kinds:
            for node, values in check.rule(subject, law):
                yield document.finding(check.code, node, {"basis": form.basis(node), **values})


def examine_across(facts: Sequence[Facts], law: Law) -> Iterator[Finding]:
    """Yield what the rules across files find (X101–X221, R110, R202, R205), and what the courses of dossiers do."""
    void = undone(facts)
    counting = [file for file in facts if file.path not in void]
    for check in CROSS_CHECKS:
        for file, field, values in check.rule(facts if check.sees_all else counting, law):
            mark = file.marks.get(field, file.marks[()])
            yield finding(file.path, mark, check.code, field, **values)
    yield from examine_courses(facts, law)


__all__ = [
    "CHECKS",
    "CROSS_CHECKS",
    "Facts",
    "Law",
    "Subject",
    "examine",
    "examine_across",
    "facts_of",
    "look_up",
    "quoted",
    "unread",
]
