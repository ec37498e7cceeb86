"""A language model's answer, by setting: asked with the passages, checked sentence by sentence."""
