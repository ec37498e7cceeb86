// Below each whole answer: copy it, copy a link to its question, and questions to go on with. In
// one scope with transcript.js, before it; Gradio passes in `trigger` and `server`.

function toolButton(words, action) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "tool";
  button.textContent = words;
  button.addEventListener("click", action);
  return button;
}

// Without a secure connection there is no clipboard for scripts, but there is for a selection.
async function copy(words) {
  try {
    await navigator.clipboard.writeText(words);
    return true;
  } catch {
    const box = document.createElement("textarea");
    box.value = words;
    box.className = "for-screen-readers";
    document.body.append(box);
    box.select();
    const isDone = document.execCommand("copy");
    box.remove();
    return isDone;
  }
}

function copier(name, words, done) {
  const button = toolButton(name, async () => {
    const isDone = await copy(words());
    const said = isDone ? done : "It could not be copied: select the text and copy it.";
    button.focus({ preventScroll: true });
    button.textContent = isDone ? "Copied" : name;
    spoken.textContent = said;
    setTimeout(() => (button.textContent = name), 2500);
  });
  return button;
}

function linkTo(question) {
  return `${location.origin}${location.pathname}?q=${encodeURIComponent(question)}`;
}

function addTools(known, turn) {
  if (known.tools || !turn.plain) return;
  known.tools = document.createElement("div");
  known.tools.className = "turn-tools";
  known.tools.append(
    copier("Copy answer", () => turn.plain, "The answer was copied with its sources."),
    copier("Copy link", () => linkTo(turn.again), "A link to this question was copied."),
  );
  known.article.append(known.tools);
}

async function addFollowUps(known, turn) {
  if (known.hasFollowUps || !turn.cited.length || turn.progress !== "done") return;
  known.hasFollowUps = true;
  const asked = props.value.turns.map((each) => each.again);
  const sent = { cited: turn.cited, asked, filters: window.candourFilters ?? null };
  let questions;
  try {
    questions = await server.suggest(sent);
  } catch {
    questions = [];
  }
  if (!questions.length || !known.article.isConnected) return;
  const section = document.createElement("section");
  section.className = "follow-ups";
  section.setAttribute("aria-label", "Questions to go on with");
  const heading = document.createElement("h3");
  heading.className = "label";
  heading.textContent = "Go on with";
  const list = document.createElement("ul");
  for (const question of questions) {
    const item = document.createElement("li");
    item.append(toolButton(question, () => trigger("starter", { question })));
    list.append(item);
  }
  section.append(heading, list);
  known.article.append(section);
}
