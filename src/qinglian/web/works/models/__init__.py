"""Tables of works. 工程的数据表。"""

from qinglian.web.works.models.nodes import Node, NodePaper
from qinglian.web.works.models.places import (
    Alignment,
    Break,
    Layer,
    Located,
    OperatingPiece,
    Part,
)
from qinglian.web.works.models.projects import Participant, Party, Project, Section

__all__ = [
    "Alignment",
    "Break",
    "Layer",
    "Located",
    "Node",
    "NodePaper",
    "OperatingPiece",
    "Part",
    "Participant",
    "Party",
    "Project",
    "Section",
]
