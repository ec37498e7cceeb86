"""Brings pages, feeds and GOV.UK documents into the corpus by their addresses."""
