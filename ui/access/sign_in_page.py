"""The sign-in page as HTML: no script, one heading, labelled fields, an error that is announced."""

from html import escape

from ui.access.gate import SIGN_IN
from ui.static_files import static_text

PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<main>
<h1>Sign in to Candour</h1>
{error}<form method="post" action="{action}">
<label for="username">Name</label>
<input id="username" name="username" type="text" autocomplete="username" autocapitalize="none"
  spellcheck="false" required{described}>
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password"
  required{described}>
<input type="hidden" name="next" value="{wanted}">
<button type="submit">Sign in</button>
</form>
<p class="help">No account, or the password is lost? Ask who keeps Candour for you.</p>
</main>
</body>
</html>
"""
ERROR = '<p id="error" class="error" role="alert">{sentence}</p>\n'


def sign_in_page(wanted: str, error: str = "") -> str:
    """Return the page.

    Args:
        wanted: The path to go to afterwards.
        error: Why the last attempt failed; "" on the first.
    """
    title = "Sign in – Candour"
    return PAGE.format(
        title=f"Error: {title}" if error else title,
        style=static_text("sign_in.css"),
        error=ERROR.format(sentence=escape(error)) if error else "",
        described=' aria-describedby="error"' if error else "",
        action=SIGN_IN,
        wanted=escape(wanted),
    )
