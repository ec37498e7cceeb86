"""What the Ask room has beside the conversation: filters, follow-ups, the evidence pack."""
