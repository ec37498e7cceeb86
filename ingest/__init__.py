"""From files to the index: loaders, chunker, sync, and pictures of PDF pages.

Re-exports nothing: the parser's process imports from here too, and would load the whole store.
"""

__all__: list[str] = []
