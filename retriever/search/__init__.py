"""From a question to passages: understood, searched both ways, fused, read."""
