"""Who may use the page and for what: roles, sign-in, sessions, a trusted proxy."""
