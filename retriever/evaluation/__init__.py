"""Measures retrieval and answers over folders of questions, against pinned floors."""
