"""
Campaigns, who takes part, what each found, what was drawn, what was published, and counts. 专项整治。

There is no row for a case that was handled: `HandledCount` has numbers and nothing that could hold a word.
"""

from qinglian.web.campaigns.models.campaign import Campaign as Campaign
from qinglian.web.campaigns.models.campaign import CampaignField as CampaignField
from qinglian.web.campaigns.models.campaign import Field as Field
from qinglian.web.campaigns.models.campaign import FieldMatter as FieldMatter
from qinglian.web.campaigns.models.campaign import Topic as Topic
from qinglian.web.campaigns.models.counts import HandledCount as HandledCount
from qinglian.web.campaigns.models.notices import Notice as Notice
from qinglian.web.campaigns.models.parts import Answer as Answer
from qinglian.web.campaigns.models.parts import Found as Found
from qinglian.web.campaigns.models.parts import Part as Part
from qinglian.web.campaigns.models.parts import Reminder as Reminder
from qinglian.web.campaigns.models.samples import Sampled as Sampled
from qinglian.web.campaigns.models.samples import Sampling as Sampling
from qinglian.web.campaigns.models.steps import Paper as Paper
from qinglian.web.campaigns.models.steps import Step as Step
