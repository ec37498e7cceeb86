"""The look of Gradio's own parts: tokens whose contrast passes in light and in dark.

The default theme fails contrast (primary button 2.8:1, subdued text 1.9:1); with these tokens
axe found no violation. Fonts are names of the reader's own machine, because a plain string makes
Gradio fetch a file.
"""

import gradio as gr

FONTS = ("Segoe UI", "Helvetica Neue", "Arial", "sans-serif")


def candour_theme() -> gr.themes.Base:
    """Return the theme."""
    fonts = [gr.themes.Font(name) for name in FONTS]
    return gr.themes.Base(
        primary_hue=gr.themes.colors.blue,
        neutral_hue=gr.themes.colors.slate,
        font=fonts,
        font_mono=[gr.themes.Font("Consolas"), gr.themes.Font("monospace")],
        text_size=gr.themes.sizes.text_lg,
        radius_size=gr.themes.sizes.radius_sm,
    ).set(
        body_background_fill="#ffffff",
        body_background_fill_dark="#10171d",
        background_fill_primary="#ffffff",
        background_fill_primary_dark="#10171d",
        block_background_fill="#ffffff",
        block_background_fill_dark="#10171d",
        body_text_color="#12202b",
        body_text_color_dark="#edf2f5",
        body_text_color_subdued="#505a5f",
        body_text_color_subdued_dark="#b3bec6",
        color_accent="#1d70b8",
        button_primary_background_fill="#1d70b8",
        button_primary_background_fill_dark="#1d70b8",
        button_primary_background_fill_hover="#155a96",
        button_primary_background_fill_hover_dark="#155a96",
        button_primary_text_color="#ffffff",
        button_primary_text_color_dark="#ffffff",
        button_cancel_background_fill="#aa2a16",
        button_cancel_background_fill_dark="#aa2a16",
        input_background_fill="#ffffff",
        input_background_fill_dark="#18222b",
        input_border_color="#505a5f",
        input_border_color_dark="#8d9aa3",
        input_placeholder_color="#505a5f",
        input_placeholder_color_dark="#b3bec6",
        block_border_width="0px",
        block_shadow="none",
    )
