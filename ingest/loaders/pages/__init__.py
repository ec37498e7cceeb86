"""Web pages: the article without its surroundings, and what the page says of itself."""
