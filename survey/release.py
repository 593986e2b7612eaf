"""Decide every round that is due: the verb of the aggregator."""
