"""What was said before: small talk told from questions, follow-ups made to stand alone."""
