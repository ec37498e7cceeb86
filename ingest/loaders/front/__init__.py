"""What a report says of itself on its first and last pages, one room a kind of fact."""
