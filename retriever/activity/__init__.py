"""What staff asked and said of the answers: kept for some days, then erased for good."""
