"""Rows of evidence. 佐证材料的表。"""

from qinglian.web.evidence.models.piece import Piece as Piece
from qinglian.web.evidence.models.piece import PieceFile as PieceFile
from qinglian.web.evidence.models.use import Use as Use
from qinglian.web.evidence.models.use import UsePaper as UsePaper
from qinglian.web.evidence.models.use import UseStep as UseStep
