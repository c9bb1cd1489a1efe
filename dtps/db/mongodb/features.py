"""What Django believes of the database."""

from dtps.db.mongodb.stock import features


class DatabaseFeatures(features.DatabaseFeatures):
    """Corrects one answer of the stock engine."""

    # Django then looks up the keys before an UPDATE across a join, which the stock engine refuses.
    update_can_self_select = False
