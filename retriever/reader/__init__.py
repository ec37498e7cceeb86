"""The reader: reads a question with the head of the list, passages and sentences."""
