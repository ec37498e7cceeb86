// Draws "Was this answer useful?" under each complete answer that was kept, and sends the verdict.
// Runs once, when the component is mounted; Gradio passes in `element`, which holds
// the server's reasons and limit, and `server`. The controls stand beside
// the answer and not in it, so that the transcript's patching never touches them.

const { reasons, limit } = element.querySelector("[data-reasons]").dataset;
const REASONS = JSON.parse(reasons);

function make(tag, properties = {}, children = []) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

function reasonField(name) {
  const choices = REASONS.map(([value, words]) =>
    make("label", {}, [make("input", { type: "radio", name, value, required: true }), words]),
  );
  return make("fieldset", {}, [make("legend", { textContent: "What was wrong?" }), ...choices]);
}

function controls(article) {
  const useful = make("button", { type: "button", textContent: "Useful" });
  const wrong = make("button", { type: "button", textContent: "Not useful…" });
  const told = make("p", { className: "feedback-told" });
  told.setAttribute("role", "status");
  const more = make("textarea", { rows: 2, maxLength: Number(limit) });
  const cancel = make("button", { type: "button", textContent: "Cancel" });
  const form = make("form", { className: "feedback-reasons", hidden: true }, [
    reasonField(`reason-${article.id}`),
    make("label", { className: "feedback-more" }, ["Say more, if you like, but no names", more]),
    make("div", { className: "feedback-buttons" }, [
      make("button", { type: "submit", textContent: "Send" }),
      cancel,
    ]),
  ]);
  const choice = make("div", { className: "feedback-choice" }, [
    make("span", { textContent: "Was this answer useful?" }),
    useful,
    wrong,
  ]);

  function show(isOpen) {
    form.hidden = !isOpen;
    wrong.setAttribute("aria-expanded", String(isOpen));
    if (isOpen) form.querySelector("input").focus();
  }

  function mark(isUseful) {
    useful.setAttribute("aria-pressed", String(isUseful === true));
    wrong.setAttribute("aria-pressed", String(isUseful === false));
  }

  async function send(isUseful, reason, said) {
    told.textContent = "";
    let reply;
    try {
      const answer = article.dataset.recorded;
      reply = await server.send_verdict({ answer, useful: isUseful, reason, said });
    } catch {
      reply = { error: "This could not be sent. Please try again later." };
    }
    told.textContent = reply.said ?? reply.error;
    told.dataset.failed = String(Boolean(reply.error));
    if (reply.error) return;
    mark(isUseful);
    show(false);
    (isUseful ? useful : wrong).focus();
  }

  mark(null);
  show(false);
  useful.addEventListener("click", () => send(true, "", ""));
  wrong.addEventListener("click", () => show(form.hidden));
  cancel.addEventListener("click", () => {
    show(false);
    wrong.focus();
  });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    show(false);
    wrong.focus();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const chosen = form.querySelector("input:checked");
    send(false, chosen.value, more.value);
  });
  const whole = make("div", { className: "feedback" }, [choice, form, told]);
  whole.setAttribute("role", "group");
  whole.setAttribute("aria-label", "Was this answer useful?");
  whole.dataset.recorded = article.dataset.recorded;
  return whole;
}

function draw() {
  for (const article of document.querySelectorAll("#transcript article.turn")) {
    const { progress, recorded } = article.dataset;
    const present = article.querySelector(":scope > .feedback");
    const isWanted = progress === "done" && Boolean(recorded);
    if (present && (!isWanted || present.dataset.recorded !== recorded)) present.remove();
    else if (present) continue;
    if (isWanted) article.append(controls(article));
  }
}

window.candourFeedback?.disconnect();
window.candourFeedback = new MutationObserver(draw);
window.candourFeedback.observe(document.body, {
  subtree: true,
  attributes: true,
  attributeFilter: ["data-progress", "data-recorded"],
});
draw();
