"""A language model's answer, by setting: asked with the passages, and checked sentence by sentence."""
