"""What the aggregator does with the keys that nobody else holds, one idea per file."""
