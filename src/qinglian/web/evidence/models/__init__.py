"""Rows of evidence. 佐证材料的表。"""

from qinglian.web.evidence.models.concern import Bounds as Bounds
from qinglian.web.evidence.models.concern import Concern as Concern
from qinglian.web.evidence.models.concern import ConcernPaper as ConcernPaper
from qinglian.web.evidence.models.concern import ConcernStep as ConcernStep
from qinglian.web.evidence.models.concern import Sentence as Sentence
from qinglian.web.evidence.models.concern import Signature as Signature
from qinglian.web.evidence.models.concern import own_bodies as own_bodies
from qinglian.web.evidence.models.piece import Piece as Piece
from qinglian.web.evidence.models.piece import PieceFile as PieceFile
from qinglian.web.evidence.models.talk import Talk as Talk
from qinglian.web.evidence.models.talk import TalkDue as TalkDue
from qinglian.web.evidence.models.talk import TalkRule as TalkRule
from qinglian.web.evidence.models.use import Use as Use
from qinglian.web.evidence.models.use import UsePaper as UsePaper
from qinglian.web.evidence.models.use import UseStep as UseStep
