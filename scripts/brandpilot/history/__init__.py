"""The real history of the programme, from transcribed facts to records and notices.

`scripts/history/` holds what was read in public material: one CSV per kind of fact, with the
permanent id that each row belongs to, and `notices.toml` for what a notice says beyond the
columns. A blank cell is unknown and stays null. The import is repeatable: the same facts give
the same bytes, and a committed record that was changed by hand is never overwritten unasked.

The prose of a notice lies beside the facts (`scripts/history/notices/<id>.md`), so that a page
is wholly made from one place, also in an empty folder. The other way, an import that writes the
front matter around prose kept in `docs/notices`, would make its output depend on what it
overwrites, and no comparison of bytes could prove it.
"""

from brandpilot.history.importing import main, planned

__all__ = ["main", "planned"]
