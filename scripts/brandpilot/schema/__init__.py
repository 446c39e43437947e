"""Documents against their forms: JSON Schema 2020-12 as law, findings in the form's own words."""

from brandpilot.schema.forms import EACH, Form, read_forms
from brandpilot.schema.judge import Judgement, judge

__all__ = ["EACH", "Form", "Judgement", "judge", "read_forms"]
