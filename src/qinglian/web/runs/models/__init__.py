"""
Uploads, batches, runs and what they found. 上传、批次、运行、疑点。

The rows themselves lie in the lake, a folder (`engine.lake`); here is who brought them, by whose leave, what
was asked of them and what came out. A run keeps each rule card as it stood: what a page says of a signal never
changes with the card.
"""

from qinglian.web.runs.models.change import Change as Change
from qinglian.web.runs.models.change import Tried as Tried
from qinglian.web.runs.models.correction import Correction as Correction
from qinglian.web.runs.models.correction import WrongRow as WrongRow
from qinglian.web.runs.models.data import Batch as Batch
from qinglian.web.runs.models.data import Handover as Handover
from qinglian.web.runs.models.data import Upload as Upload
from qinglian.web.runs.models.data import UseRegister as UseRegister
from qinglian.web.runs.models.run import Asked as Asked
from qinglian.web.runs.models.run import Plan as Plan
from qinglian.web.runs.models.run import Run as Run
from qinglian.web.runs.models.run import Signal as Signal
