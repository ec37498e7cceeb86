"""Tables of PDF pages: drawn ones by their rulings, others by white space; rows over pages."""
