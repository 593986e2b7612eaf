"""The long proofs: what a test shows with small counts is shown here in full."""
