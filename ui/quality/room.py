"""The Quality room on the screen: figures, what changed, what is lacking, golden questions.

The room is one gr.HTML whose script puts in place what its functions answer; they can be called by
anybody who can reach the page, and each checks the role and every field.
"""

from collections.abc import Awaitable, Callable
from typing import Any

import gradio as gr

from retriever.activity.log import ActivityLog
from retriever.errors import CandourError, QuestionError
from retriever.settings import PAGE_QUESTION_LIMIT_CHARS, Settings
from ui.access.roles import Role, require
from ui.desk import Desk
from ui.quality.asked import HEADS
from ui.quality.sections import Library, Sections
from ui.quality.writing import DAMAGED, GoldenWriter, Marked
from ui.static_files import static_text

Reply = dict[str, Any]
MOST_ROWS = 1_000_000


def quality_room(library: Library, desk: Desk, settings: Settings) -> None:
    """Build the room in the Blocks that is being built.

    Args:
        library: What knows the documents' names.
        desk: Where questions are handed in; what is asked here is not kept.
        settings: Where runs, questions and the activity log are.
    """
    sections = Sections(library, ActivityLog(settings.log_folder), settings)
    writer = GoldenWriter(desk, settings)
    gr.HTML(
        value=None,
        html_template=_skeleton(),
        js_on_load=static_text("quality.js"),
        apply_default_css=False,
        server_functions=[*lookers(sections), *writers(writer)],
        elem_id="quality",
    )


def lookers(sections: Sections) -> list[Callable[[object, gr.Request], Reply]]:
    """Return the functions that only read: `show_quality` and `show_outcomes`."""

    def show_quality(_: object, request: gr.Request) -> Reply:
        """Answer with every section's HTML, or `{"error": a sentence}`."""
        try:
            require(request, Role.EVALUATOR)
        except CandourError as error:
            return {"error": str(error)}
        return dict(sections.all())

    def show_outcomes(sent: object, request: gr.Request) -> Reply:
        """Answer `{"run", "first"}` with a stretch of a run's table."""
        try:
            require(request, Role.EVALUATOR)
            fields: dict[str, Any] = sent if isinstance(sent, dict) else {}
            run, first = fields.get("run"), fields.get("first")
            is_place = isinstance(first, int) and 0 <= first <= MOST_ROWS
            if not isinstance(run, str) or not is_place:
                raise QuestionError(DAMAGED)
            return dict(sections.questions(run, int(first or 0)))
        except CandourError as error:
            return {"error": str(error)}

    return [show_quality, show_outcomes]


def writers(writer: GoldenWriter) -> list[Callable[[object, gr.Request], Awaitable[Reply]]]:
    """Return the functions that write: `ask_golden`, `save_golden` and `dismiss_waiting`."""

    async def ask_golden(sent: object, request: gr.Request) -> Reply:
        """Answer a question's text with what may answer it."""
        try:
            require(request, Role.EVALUATOR)
            offers = await writer.offers(sent)
        except CandourError as error:
            return {"error": str(error)}
        told = [{"path": e.span.doc_id, "words": e.span.text, "place": e.place} for e in offers]
        return {"offers": told}

    async def save_golden(sent: object, request: gr.Request) -> Reply:
        """Save what `Marked.from_browser` reads."""
        try:
            require(request, Role.EVALUATOR)
            saved = await writer.save(Marked.from_browser(sent))
        except CandourError as error:
            return {"error": str(error)}
        return {"said": f"Saved as golden question {saved}."}

    async def dismiss_waiting(sent: object, request: gr.Request) -> Reply:
        """Let the question of this text wait no more."""
        try:
            require(request, Role.EVALUATOR)
            writer.dismiss(sent)
        except CandourError as error:
            return {"error": str(error)}
        return {"said": "Dismissed."}

    return [ask_golden, save_golden, dismiss_waiting]


def _skeleton() -> str:
    heads = "".join(f'<th scope="col" role="columnheader">{head}</th>' for head in HEADS)
    return f"""
<div class="quality">
  <h2 class="room-title" tabindex="-1">Quality</h2>
  <p class="quality-news" role="status"></p>
  <div class="quality-rooms" hidden>
  <section aria-labelledby="figures-title">
    <h3 id="figures-title">How good are the answers?</h3>
    <div data-section="figures"></div>
  </section>
  <section aria-labelledby="drift-title">
    <h3 id="drift-title">What changed with the last sync</h3>
    <div data-section="drift"></div>
  </section>
  <section aria-labelledby="waiting-title">
    <h3 id="waiting-title">Questions that wait to be judged</h3>
    <div data-section="waiting"></div>
  </section>
  <section aria-labelledby="gaps-title">
    <h3 id="gaps-title">What the library lacks</h3>
    <div data-section="gaps"></div>
  </section>
  <section aria-labelledby="golden-title">
    <h3 id="golden-title" tabindex="-1">Write a golden question</h3>
    <form class="golden" novalidate>
      <label for="golden-text">Question</label>
      <input id="golden-text" type="text" maxlength="{PAGE_QUESTION_LIMIT_CHARS}"
        autocomplete="off">
      <p class="golden-waited note"></p>
      <p><button type="submit" class="golden-ask">Ask the library</button></p>
      <fieldset class="golden-offers" hidden>
        <legend>Which words answer it?</legend>
        <div class="golden-list"></div>
        <p><button type="button" class="golden-save">Save</button></p>
      </fieldset>
      <p class="golden-news" role="status"></p>
    </form>
  </section>
  <section class="outcomes" aria-labelledby="outcomes-title" hidden>
    <h3 id="outcomes-title">Question by question</h3>
    <label for="outcomes-run">Run</label>
    <select id="outcomes-run"></select>
    <p class="outcomes-count note" role="status"></p>
    <table role="table" aria-labelledby="outcomes-title">
      <thead role="rowgroup"><tr role="row">{heads}</tr></thead>
      <tbody role="rowgroup"></tbody>
    </table>
    <p><button type="button" class="outcomes-more" hidden>Show more</button></p>
  </section>
  </div>
</div>
"""
