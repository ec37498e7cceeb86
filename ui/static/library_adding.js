// Adding, replacing and removing: files are sent one by one and each gets a ticket; the change is
// then asked for with the tickets, and its news are drawn as they come.

const drop = room.querySelector(".drop");
const files = room.querySelector(".files");
const replacement = room.querySelector(".replacement");
const addresses = room.querySelector("#addresses");
const newsSection = room.querySelector(".news");
const newsBar = newsSection.querySelector("progress");
const newsSummary = newsSection.querySelector(".news-summary");
const newsItems = newsSection.querySelector(".news-items");
const spokenNews = room.querySelector(".news-spoken");
const WORDS = {
  waiting: "Waiting",
  reading: "Being read",
  read: "Read",
  added: "Added",
  replaced: "Replaced",
  removed: "Deleted",
  unchanged: "Unchanged",
  skipped: "Skipped",
  failed: "Failed",
};
const ENDED = ["added", "replaced", "removed", "unchanged", "skipped", "failed"];
let notSent = [];
let told = new Set();

function busy(isNow) {
  isBusy = isNow;
  room.dataset.busy = String(isNow);
  // Not `disabled`: the button that has the focus must keep it.
  for (const each of room.querySelectorAll(".choose, .fetch")) {
    each.setAttribute("aria-disabled", String(isNow));
  }
}

// A server that went away says nothing of it here: while a change runs it is looked for.
const looking = setInterval(async () => {
  if (!isBusy) return;
  try {
    await fetch("healthz");
  } catch {
    if (!isBusy) return;
    newsSummary.textContent =
      "The connection to Candour is lost. When it is back, load the page again to see what was added.";
    say(newsSummary.textContent);
    newsBar.value = 0;
    busy(false);
  }
}, 4000);

function say(words) {
  spokenNews.append(make("p", "", words));
}

function begin(summary) {
  busy(true);
  notSent = [];
  told = new Set();
  newsSection.hidden = false;
  newsItems.replaceChildren();
  spokenNews.replaceChildren();
  newsBar.removeAttribute("value");
  newsSummary.textContent = summary;
  say(summary);
}

function deleteDocument(row) {
  if (isBusy) return;
  begin("Deleting…");
  trigger("change_library", { kind: "remove", doc_id: row.doc_id });
}

function drawItem(item) {
  const line = make("li", `news-item news-${item.word}`);
  line.append(make("strong", "", WORDS[item.word] ?? item.word), " ", foreign(item.name));
  if (item.reason) line.append(make("p", "row-note", item.reason));
  for (const warning of item.warnings ?? []) line.append(make("p", "row-note", warning));
  return line;
}

// Each file's end is said once, with its reason. Items keep their places.
function sayItems(items) {
  for (const [place, item] of items.entries()) {
    if (told.has(place) || !ENDED.includes(item.word)) continue;
    told.add(place);
    const more = [item.reason, ...(item.warnings ?? [])].filter(Boolean).join(" ");
    say(`${item.name}: ${WORDS[item.word]}. ${more}`);
  }
}

function drawNews() {
  const news = props.value;
  if (!news || !isBusy) return;
  const items = [...notSent, ...news.items];
  newsItems.replaceChildren(...items.map(drawItem));
  sayItems(items);
  const unsent = notSent.length ? ` ${notSent.length} not taken.` : "";
  newsSummary.textContent = news.summary + unsent;
  if (news.step === "indexing" && news.total) {
    newsBar.max = news.total;
    newsBar.value = news.done;
  } else newsBar.removeAttribute("value");
  if (news.step !== "done") return;
  newsBar.max = 1;
  newsBar.value = 1;
  say(newsSummary.textContent);
  busy(false);
  list();
}

function send(file, place, total) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", room.dataset.upload);
    request.setRequestHeader(room.dataset.nameHeader, encodeURIComponent(file.name));
    request.responseType = "json";
    const fail = (error) => resolve({ error });
    request.upload.addEventListener("progress", (event) => {
      newsBar.max = total;
      newsBar.value = place + (event.total ? event.loaded / event.total : 0);
    });
    request.addEventListener("load", () => resolve(request.response ?? { error: "It was refused." }));
    request.addEventListener("error", () => fail("It could not be sent. Please try again."));
    request.send(file);
  });
}

// What is on its way is lost with the tab: the browser asks before it closes it.
function warn(event) {
  event.preventDefault();
}

async function sendAll(chosen) {
  const tickets = [];
  window.addEventListener("beforeunload", warn);
  for (const [place, file] of chosen.entries()) {
    newsSummary.textContent = `Sending ${place + 1} of ${chosen.length}.`;
    let answer = { error: `It is over the limit of ${room.dataset.mb} MB: split it.` };
    if (file.size <= Number(room.dataset.mb) * 1024 * 1024) {
      answer = await send(file, place, chosen.length);
    }
    if (answer.ticket) tickets.push(answer.ticket);
    else {
      // `detail` is what the gate says, as where a session has ended.
      const reason = answer.error ?? answer.detail;
      notSent.push({ name: file.name, word: "failed", reason, warnings: [] });
    }
  }
  window.removeEventListener("beforeunload", warn);
  return tickets;
}

function endUnsent() {
  newsItems.replaceChildren(...notSent.map(drawItem));
  sayItems(notSent);
  newsSummary.textContent = "Nothing was added.";
  newsBar.max = 1;
  newsBar.value = 1;
  say("Nothing was added.");
  busy(false);
}

async function addFiles(chosen) {
  if (!chosen.length || isBusy) return;
  begin(`Sending ${chosen.length} file${chosen.length === 1 ? "" : "s"}.`);
  const most = Number(room.dataset.files);
  const tickets = await sendAll(chosen.slice(0, most));
  for (const file of chosen.slice(most)) {
    const reason = `Only ${most} files are taken at once: add it again.`;
    notSent.push({ name: file.name, word: "skipped", reason, warnings: [] });
  }
  if (tickets.length) trigger("change_library", { kind: "add", tickets });
  else endUnsent();
}

function replaceDocument(row) {
  if (isBusy) return;
  replacement.value = "";
  replacement.onchange = async () => {
    const chosen = Array.from(replacement.files);
    if (!chosen.length) return;
    begin(`Replacing ${row.title}.`);
    const tickets = await sendAll(chosen);
    if (tickets.length) trigger("change_library", { kind: "replace", doc_id: row.doc_id, tickets });
    else endUnsent();
  };
  replacement.click();
}

room.querySelector(".choose").addEventListener("click", () => {
  if (!isBusy) files.click();
});
files.addEventListener("change", () => {
  const chosen = Array.from(files.files);
  files.value = "";
  addFiles(chosen);
});
room.querySelector(".fetch").addEventListener("click", () => {
  const lines = addresses.value.split(/\s+/).filter(Boolean);
  if (isBusy) return;
  if (!lines.length) {
    addresses.focus();
    return;
  }
  begin("Waiting for its turn…");
  const most = Number(room.dataset.addresses);
  addresses.value = lines.slice(most).join("\n");
  trigger("change_library", { kind: "add", addresses: lines.slice(0, most) });
});

for (const name of ["dragenter", "dragover"]) {
  room.addEventListener(name, (event) => {
    event.preventDefault();
    drop.dataset.over = "true";
  });
}
for (const name of ["dragleave", "drop"]) {
  room.addEventListener(name, (event) => {
    event.preventDefault();
    delete drop.dataset.over;
  });
}
// Anywhere in the room: a file that misses the frame must not be opened by the browser instead.
room.addEventListener("drop", (event) => {
  if (mayEdit) addFiles(Array.from(event.dataTransfer.files));
});

watch("value", drawNews);

window.candourLibrary?.abort();
window.candourLibrary = new AbortController();
window.candourLibrary.signal.addEventListener("abort", () => clearInterval(looking));
document.addEventListener(
  "candour:room",
  (event) => {
    if (event.detail === "library") list();
  },
  { signal: window.candourLibrary.signal },
);
if (document.body.dataset.room === "library") list();
