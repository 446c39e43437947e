"""The gate's rules: one visible list, one small pure function each."""

from brandpilot.forge.case import MERGED, OPEN, Case
from brandpilot.forge.kinds import ON_RECORDS, Kind
from brandpilot.forge.rules import approval, clocks, material, merging, people, scope
from brandpilot.forge.rules.rule import (
    EVERY,
    FAIL,
    PASS,
    PERSON,
    GateRule,
    Judged,
    judged,
)

_OPEN, _MERGED = frozenset((OPEN,)), frozenset((MERGED,))
_FILING, _RECORD, _ROSTER = (
    frozenset((Kind.FILING,)),
    frozenset((Kind.RECORD,)),
    frozenset((Kind.ROSTER,)),
)
_OFFICES = frozenset((Kind.UNIT, Kind.DECISION, Kind.EXPERT, Kind.ROSTER))
_REVIEWED = EVERY - {Kind.RECORD, Kind.MIXED}
_BY_ONE = _REVIEWED - {Kind.ROSTER}
_FILES = EVERY - {Kind.SOFTWARE, Kind.RECORD}
"""What people file. A record of a merge is written as it was, also where it shows what is wrong."""

RULES = (
    GateRule("G101", EVERY, scope.one_matter),
    GateRule("G102", EVERY, scope.one_dossier),
    GateRule("G103", EVERY, scope.all_files_seen),
    GateRule("G104", EVERY, scope.nothing_removed),
    GateRule("G105", EVERY, scope.nothing_frozen),
    GateRule("G106", _RECORD, scope.written_by_the_app),
    GateRule("G107", _RECORD, scope.as_harvested, _OPEN),
    GateRule("G108", EVERY, scope.no_draft, _OPEN),
    GateRule("G109", EVERY, scope.into_main),
    GateRule("G110", EVERY, scope.no_conflict, _OPEN),
    GateRule("G111", EVERY, scope.plain_files),
    GateRule("G112", _ROSTER, scope.owners_as_listed),
    GateRule("G201", _FILING, people.filed_by_organizer),
    GateRule("G202", _OFFICES, people.proposed_by_office),
    GateRule("G203", EVERY, people.office_addresses),
    GateRule("G204", _FILING, people.applicant_named),
    GateRule("G301", _FILING, clocks.filed_in_time),
    GateRule("G302", _FILING, clocks.decided_in_time),
    GateRule("G401", _FILES, material.without_errors),
    GateRule("G402", _FILING, material.only_what_was_returned),
    GateRule("G501", _BY_ONE, approval.approved),
    GateRule("G502", _REVIEWED, approval.approved_as_it_is),
    GateRule("G503", _REVIEWED, approval.not_returned),
    GateRule("G504", _FILING, approval.opinion_given),
    GateRule("G505", _FILING, approval.ranked_as_called),
    GateRule("G506", _FILING, approval.visited_as_called),
    GateRule("G507", ON_RECORDS, approval.fit_to_publish),
    GateRule("G508", _REVIEWED, approval.not_ones_own),
    GateRule("G509", _REVIEWED, approval.of_the_authority),
    GateRule("G510", _REVIEWED, approval.in_term),
    GateRule("G511", _REVIEWED, approval.not_recused),
    GateRule("G512", _REVIEWED, approval.by_number),
    GateRule("G513", _REVIEWED, approval.not_taken_back),
    GateRule("G514", _REVIEWED, approval.office_has_reviewers),
    GateRule("G515", _ROSTER, approval.approved_by_both),
    GateRule("G516", _FILING, approval.sections_known, _OPEN),
    GateRule("G701", EVERY, merging.owners_sound, _OPEN),
    GateRule("G702", EVERY, merging.gate_by_the_app),
    GateRule("G703", EVERY, merging.merged_on_green, _MERGED),
    GateRule("G801", EVERY, merging.merged_whole, _MERGED),
    GateRule("G802", EVERY, merging.merged_as_reviewed, _MERGED),
    GateRule("G803", EVERY - {Kind.MIXED}, merging.merged_by_office, _MERGED),
    GateRule("G804", EVERY, merging.merged_nothing_else, _MERGED),
    GateRule("G805", EVERY, merging.merged_under_office_address, _MERGED),
)


def judge(case: Case, rules: tuple[GateRule, ...] = RULES) -> tuple[Judged, ...]:
    """Let every rule that applies look at a case, in the order of the list."""
    return tuple(judged(rule, case) for rule in rules if rule.applies(case))


__all__ = ["FAIL", "PASS", "PERSON", "RULES", "GateRule", "Judged", "judge"]
