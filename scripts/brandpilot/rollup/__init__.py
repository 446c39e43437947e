"""What adds up over dossiers for those who answer for them: supervision, support, a call's board."""

from brandpilot.rollup.board import Standing, board
from brandpilot.rollup.supervision import Supervised, supervision
from brandpilot.rollup.support import Supported, support

__all__ = ["Standing", "Supervised", "Supported", "board", "supervision", "support"]
