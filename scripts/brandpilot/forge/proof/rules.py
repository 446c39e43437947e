"""The rules of the proof: one visible list."""

from brandpilot.forge.proof import beyond, coverage, merges
from brandpilot.forge.proof.rule import ClaimRule, LineRule, MergeRule, ProofRule

RULES: tuple[ProofRule, ...] = (
    LineRule("R301", coverage.never_edited),
    MergeRule("R302", merges.as_decided),
    ClaimRule("R303", coverage.merge_on_main),
    MergeRule("R304", merges.head_merged),
    MergeRule("R305", merges.roster_of_then),
    LineRule("R306", coverage.recorded),
    MergeRule("R307", merges.approvers_entitled),
    LineRule("R308", coverage.by_request),
    MergeRule("R309", merges.merger_entitled),
    ClaimRule("R310", coverage.one_number_one_merge),
    ClaimRule("R311", beyond.evidence_as_hashed),
    ClaimRule("R312", beyond.as_evidence_says),
    LineRule("R313", coverage.recorded_soon),
    LineRule("R314", coverage.by_merges_only),
    LineRule("R315", coverage.nothing_slipped_in),
    LineRule("R316", coverage.in_its_form),
    MergeRule("R317", merges.unchanged_since),
    MergeRule("R318", merges.decided_by_this_merge),
    ClaimRule("R319", coverage.recorded_once),
    MergeRule("R320", merges.approved_at_all),
    MergeRule("R321", merges.timed_as_committed),
    ClaimRule("R323", beyond.evidence_at_hand),
    ClaimRule("R324", beyond.as_judged_now),
    MergeRule("R325", merges.merged_whole),
    ClaimRule("R326", beyond.as_the_forge_says),
    ClaimRule("R327", beyond.still_on_the_forge),
    MergeRule("R328", merges.judged_as_git_shows),
    LineRule("R322", coverage.objects_whole),  # last: the others note what they could not read
)
