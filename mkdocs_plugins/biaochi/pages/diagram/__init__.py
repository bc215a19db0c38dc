"""Drawings of processes: the flow of the steps, and the ladder of an escalation.

A drawing is SVG with plain attributes, the same bytes every time. The site colours it with classes; print takes it as it
stands, in black on white. Every text is measured and wrapped before its box is drawn.
"""

from biaochi.pages.diagram.flow import fits_a_phone, flow
from biaochi.pages.diagram.ladder import ladder

__all__ = ["fits_a_phone", "flow", "ladder"]
