"""Writing questions: a folder of one's own, files in and out, suggestions, what is pending."""
