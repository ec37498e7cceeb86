"""From passages to an answer: what may be quoted, judged, chosen, cited, or refused."""
