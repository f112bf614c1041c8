"""What the clock does by itself: go on with batches whose worker was killed."""

from qinglian.web.documents.services.batches import batches_resume

EVERY_MINUTE = [batches_resume]
