"""
Papers, their versions and steps, masters, batches, signed sheets. 文书、版本、母版、批次、签字件。
"""

from qinglian.web.documents.models.batches import Batch as Batch
from qinglian.web.documents.models.batches import BatchFile as BatchFile
from qinglian.web.documents.models.document import Countersign as Countersign
from qinglian.web.documents.models.document import Document as Document
from qinglian.web.documents.models.document import Step as Step
from qinglian.web.documents.models.document import Version as Version
from qinglian.web.documents.models.masters import Master as Master
from qinglian.web.documents.models.sheets import Sheet as Sheet
