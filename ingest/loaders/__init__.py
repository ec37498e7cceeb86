"""From one file to typed blocks and metadata: the table of loaders, text and web pages."""
