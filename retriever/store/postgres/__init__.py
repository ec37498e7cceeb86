"""The same index in PostgreSQL with pgvector: many processes and machines, one library."""
