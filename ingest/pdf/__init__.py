"""From a PDF to blocks, page images and the boxes of a quote."""
