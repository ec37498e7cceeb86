"""Where documents, passages and embeddings are held, and searched by vector and by word."""
