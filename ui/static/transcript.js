// Draws the conversation. Runs once, when the component is mounted; Gradio passes in `element`,
// `props`, `trigger` and `watch`. The HTML in props.value was escaped and gated on the server.

const region = element.querySelector(".transcript");
const welcome = element.querySelector(".welcome");
const turns = element.querySelector(".turns");
const spoken = element.querySelector(".spoken");
const drawn = new Map();
let hasAsked = false;

function drawWelcome(value) {
  const questions = value.turns.length ? [] : value.starters;
  const key = JSON.stringify([value.turns.length > 0, questions]);
  if (welcome.dataset.key === key) return;
  welcome.dataset.key = key;
  welcome.replaceChildren();
  if (value.turns.length) return;
  const opening = document.createElement("h2");
  opening.className = "opening";
  opening.textContent = "What would you like to know?";
  welcome.append(opening);
  if (!questions.length) return;
  const heading = document.createElement("p");
  heading.className = "label";
  heading.textContent = "Questions this library answers";
  const list = document.createElement("ul");
  list.className = "starters";
  for (const question of questions) {
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = question;
    button.addEventListener("click", () => trigger("starter", { question }));
    item.append(button);
    list.append(item);
  }
  welcome.append(heading, list);
}

function drawTurn(turn) {
  let known = drawn.get(turn.id);
  if (!known) {
    const article = document.createElement("article");
    article.className = "turn";
    article.id = turn.id;
    const question = document.createElement("div");
    question.innerHTML = turn.question;
    const answer = document.createElement("div");
    answer.className = "answer";
    article.append(question, answer);
    turns.append(article);
    known = { article, question, answer, asked: turn.question, html: null, isNew: true };
    drawn.set(turn.id, known);
  }
  if (known.asked !== turn.question) {
    // The server was started again and counts anew: the same id is another question.
    known.asked = turn.question;
    known.question.innerHTML = turn.question;
    known.article.querySelectorAll(".turn-tools, .follow-ups").forEach((each) => each.remove());
    known.tools = null;
    known.hasFollowUps = false;
  }
  known.article.dataset.progress = turn.progress;
  known.article.dataset.recorded = turn.recorded;
  if (known.html === turn.answer) return known;
  known.html = turn.answer;
  patch(known.answer, turn.answer);
  addTools(known, turn);
  // What was typed goes back into the box, which grows: the reason must stay in sight.
  known.answer.querySelector(".note-error")?.scrollIntoView({ block: "nearest" });
  return known;
}

// While an answer is streamed its beginning stays as it is: only what differs is replaced, so
// that a link which has the focus keeps it.
function patch(target, html) {
  const wanted = document.createElement("div");
  wanted.innerHTML = html;
  patchChildren(target, wanted);
}

function patchChildren(target, wanted) {
  const old = Array.from(target.childNodes);
  const fresh = Array.from(wanted.childNodes);
  fresh.forEach((node, index) => {
    const present = old[index];
    if (!present) target.append(node);
    else if (present.isEqualNode(node)) return;
    else if (present.nodeName === node.nodeName && /^(OL|UL)$/.test(node.nodeName)) {
      patchChildren(present, node);
    } else present.replaceWith(node);
  });
  old.slice(fresh.length).forEach((node) => node.remove());
}

function draw() {
  const value = props.value;
  if (!value || !Array.isArray(value.turns)) return;
  // On a slow day the starters come after a quick reader's first question.
  if (value.is_opening && drawn.size) return;
  drawWelcome(value);
  const hadTurns = drawn.size > 0;
  const ids = new Set(value.turns.map((turn) => turn.id));
  for (const [id, known] of drawn) {
    if (!ids.has(id)) {
      known.article.remove();
      drawn.delete(id);
    }
  }
  region.setAttribute("aria-busy", String(value.busy));
  document.body.dataset.conversation = value.turns.length ? "begun" : "empty";
  document.body.dataset.busy = String(value.busy);
  for (const turn of value.turns) {
    const known = drawTurn(turn);
    if (known.isNew) {
      known.isNew = false;
      // The reader starts at the top of the new answer, not at its end.
      known.article.scrollIntoView({ block: "start" });
    }
  }
  const last = value.turns[value.turns.length - 1];
  if (last) addFollowUps(drawn.get(last.id), last);
  if (spoken.textContent !== value.spoken) spoken.textContent = value.spoken;
  if (hadTurns && !value.turns.length) document.dispatchEvent(new CustomEvent("candour:emptied"));
}

// A page that is loaded again gets a new session: the tab remembers the one before, and asks once
// for the conversation that it has left. The name stands in every value, for of values that come at
// the same time only the last is seen.
const SESSION = "candour:session";
const LINK = "candour:link";
let hasReopened = false;

function reopen() {
  const { session } = props.value ?? {};
  if (hasReopened || !session) return false;
  hasReopened = true;
  const before = sessionStorage.getItem(SESSION);
  sessionStorage.setItem(SESSION, session);
  if (!before || drawn.size) return false;
  trigger("reopen", { session: before });
  return true;
}

// A link with `?q=` asks its question, once, when the library's starters have come.
function askOfLink() {
  const question = new URLSearchParams(location.search).get("q")?.trim();
  if (hasAsked || !hasReopened || !question) return;
  // In a conversation that was reopened it is asked, unless this tab has asked it before.
  const isNew = props.value.is_reopened && sessionStorage.getItem(LINK) !== question;
  if (drawn.size && !isNew) return;
  hasAsked = true;
  sessionStorage.setItem(LINK, question);
  trigger("starter", { question });
}

function follow() {
  draw();
  if (!reopen()) askOfLink();
}

watch("value", follow);
// The library's starters may have come before this script was run.
follow();
