"""Review by merge: who may decide what, what still stands in the way, and what a merge decided."""
