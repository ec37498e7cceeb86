// The Quality room. Runs once, when it is mounted. The server's HTML is escaped where it is made; all
// that is made here is written as text.

const room = element.querySelector(".quality");
const news = room.querySelector(".quality-news");
const form = room.querySelector(".golden");
const text = room.querySelector("#golden-text");
const offers = room.querySelector(".golden-offers");
const list = room.querySelector(".golden-list");
const goldenNews = room.querySelector(".golden-news");
const outcomes = room.querySelector(".outcomes");
const runs = room.querySelector("#outcomes-run");
const rows = outcomes.querySelector("tbody");
const more = room.querySelector(".outcomes-more");
const UNREACHED = "Candour could not be reached. Load the page again, please.";
let asked = "";
let waited = ""; // the question that waits and is judged by the one that is written
let isShown = false;
let isSaving = false;
const latest = {};

// Answers with null where the same was asked again meanwhile: the newer reply is the one that counts.
async function call(name, sent) {
  const mine = (latest[name] ?? 0) + 1;
  latest[name] = mine;
  let answer;
  try {
    answer = await server[name](sent);
  } catch {
    answer = { error: UNREACHED };
  }
  return latest[name] === mine ? answer : null;
}

async function show() {
  if (!isShown) news.textContent = "Reading the runs…";
  const answer = await call("show_quality", null);
  if (!answer) return;
  news.textContent = answer.error ?? "";
  room.querySelector(".quality-rooms").hidden = Boolean(answer.error);
  if (answer.error) return;
  for (const part of room.querySelectorAll("[data-section]")) {
    if (part.innerHTML !== answer[part.dataset.section]) {
      part.innerHTML = answer[part.dataset.section];
    }
  }
  const chosen = runs.value;
  const newest = runs.options[0]?.value;
  runs.innerHTML = answer.runs;
  outcomes.hidden = !runs.options.length;
  const isKept = Array.from(runs.options).some((option) => option.value === chosen);
  if (isKept && chosen !== newest) runs.value = chosen;
  if (runs.value && runs.value !== chosen) await tabulate(0);
  isShown = true;
  room.dataset.shown = "true";
}

async function tabulate(first) {
  const answer = await call("show_outcomes", { run: runs.value, first });
  if (!answer) return;
  const count = outcomes.querySelector(".outcomes-count");
  count.textContent = answer.error ?? `${answer.until} of ${answer.all} questions, worst first`;
  if (answer.error) return;
  if (!first) rows.replaceChildren();
  rows.insertAdjacentHTML("beforeend", answer.rows);
  rows.dataset.until = answer.until;
  more.hidden = answer.until >= answer.all;
}

function option(kind, words, place) {
  const label = document.createElement("label");
  label.className = "offer";
  const box = document.createElement("input");
  box.type = "checkbox";
  box.dataset.kind = kind;
  const said = document.createElement("span");
  said.className = "offer-words";
  said.textContent = words;
  const beside = document.createElement("span");
  beside.append(said);
  if (place) {
    const where = document.createElement("bdi");
    where.className = "offer-place";
    where.textContent = place;
    beside.append(where);
  }
  label.append(box, beside);
  list.append(label);
  return box;
}

function judgeWaiting(question) {
  waited = question;
  const words = question ? `For the question that waits: ${question}` : "";
  room.querySelector(".golden-waited").textContent = words;
}

async function ask() {
  goldenNews.textContent = "Asking…";
  offers.hidden = true;
  asked = text.value.trim();
  const answer = await call("ask_golden", asked);
  if (!answer) return;
  goldenNews.textContent = answer.error ?? "";
  if (answer.error) return;
  list.replaceChildren();
  for (const offer of answer.offers) {
    const box = option("words", offer.words, offer.place);
    box.mark = [offer.path, offer.words];
  }
  option("unanswered", "Not answered here", "");
  offers.hidden = false;
  list.querySelector("input").focus();
}

list.addEventListener("change", (event) => {
  if (!event.target.checked) return;
  // "Not answered here" and words that answer exclude one another.
  for (const box of list.querySelectorAll("input")) {
    if (box.dataset.kind !== event.target.dataset.kind) box.checked = false;
  }
});

async function save() {
  if (isSaving) return;
  isSaving = true;
  const asking = latest.ask_golden;
  const boxes = Array.from(list.querySelectorAll("input:checked"));
  const chosen = boxes.filter((box) => box.mark).map((box) => box.mark);
  const unanswered = boxes.some((box) => box.dataset.kind === "unanswered");
  goldenNews.textContent = "Saving…";
  const answer = await call("save_golden", { text: asked, waited, chosen, unanswered });
  isSaving = false;
  // Whoever asks the next question already keeps it, and what is said of it.
  if (latest.ask_golden === asking) {
    goldenNews.textContent = answer.error ?? answer.said;
    if (answer.error) return;
    offers.hidden = true;
    text.value = "";
    judgeWaiting("");
    text.focus();
  }
  await show();
}

function judge(question, source) {
  text.value = question.slice(0, text.maxLength);
  judgeWaiting(source ? question : "");
  room.querySelector("#golden-title").scrollIntoView({ block: "start" });
  text.focus({ preventScroll: true });
  ask();
}

async function dismiss(question, item) {
  const answer = await call("dismiss_waiting", question);
  if (!answer) return;
  news.textContent = answer.error ?? answer.said;
  if (answer.error) return;
  const title = item.closest("section").querySelector("h3");
  title.tabIndex = -1;
  title.focus();
  await show();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  ask();
});
text.addEventListener("input", () => {
  if (!text.value.trim()) judgeWaiting("");
});
room.querySelector(".golden-save").addEventListener("click", save);
room.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-do]");
  if (!button) return;
  if (button.dataset.do === "dismiss") dismiss(button.dataset.text, button);
  else judge(button.dataset.text, button.closest("[data-section='waiting']"));
});
runs.addEventListener("change", () => tabulate(0));
more.addEventListener("click", async () => {
  await tabulate(Number(rows.dataset.until));
});

window.candourQuality?.abort();
window.candourQuality = new AbortController();
document.addEventListener(
  "candour:room",
  (event) => {
    if (event.detail === "quality") show();
  },
  { signal: window.candourQuality.signal },
);
if (document.body.dataset.room === "quality") show();
