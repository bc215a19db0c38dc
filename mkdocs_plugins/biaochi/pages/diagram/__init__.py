"""Drawings of processes: the flow of the steps, and the ladder of an escalation.

A drawing is SVG with plain attributes, the same bytes every time. The site colours it with classes; print takes it as it
stands, in black on white. Every text is measured and wrapped before its box is drawn.
"""

from biaochi.pages.diagram.drawing import on_screen
from biaochi.pages.diagram.flow import fits_a_phone, flow, flow_on_paper
from biaochi.pages.diagram.ladder import ladder
from biaochi.pages.diagram.paper import Room, on_paper

__all__ = ["Room", "fits_a_phone", "flow", "flow_on_paper", "ladder", "on_paper", "on_screen"]
