"""What the browser shows; beside `app` the only code that knows gradio."""
