// The table of documents. Runs once with the other library scripts, in one scope: Gradio passes in
// `element`, `props`, `trigger`, `watch` and `server`. All values are written as text.

const room = element.querySelector(".library");
const tbody = room.querySelector("tbody");
const search = room.querySelector("#documents-search");
const count = room.querySelector(".documents-count");
const more = room.querySelector(".more");
const wanted = { search: "", sort: "title", descending: false, offset: 0 };
let mayEdit = true;
let listing = 0;
let isBusy = false;

function make(tag, className, words) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (words !== undefined) made.textContent = words;
  return made;
}

// A document's own words keep their writing direction from leaking into ours.
function foreign(words) {
  return make("bdi", "", words);
}

function button(words, about, action) {
  const made = make("button", "row-action", words);
  made.type = "button";
  made.append(make("span", "for-screen-readers", ` ${about}`));
  made.addEventListener("click", () => action(made));
  return made;
}

function cell(label, ...content) {
  const made = make("td");
  made.setAttribute("role", "cell");
  made.dataset.label = label;
  made.append(...content);
  return made;
}

function badge(words, kind) {
  return make("span", `badge badge-${kind}`, words);
}

function titleCell(row) {
  const link = make("a", "source-title");
  link.href = row.href;
  link.append(foreign(row.title));
  const made = cell("Document", link);
  if (row.demonstration) made.append(" ", badge("Demonstration", "demonstration"));
  if (row.superseded_by) {
    const note = make("p", "row-note", "Superseded by ");
    note.append(foreign(row.superseded_by));
    made.append(" ", badge("Superseded", "superseded"), note);
  }
  const path = make("p", "row-path");
  path.append(foreign(row.path));
  made.append(path);
  for (const other of row.also_at) {
    const copy = make("p", "row-path", "The same words also at ");
    copy.append(foreign(other));
    made.append(copy);
  }
  if (row.warnings.length) {
    const details = make("details", "row-warnings");
    const number = row.warnings.length;
    details.append(make("summary", "", `${number} warning${number === 1 ? "" : "s"}`));
    const list = make("ul");
    for (const warning of row.warnings) list.append(make("li", "", warning));
    details.append(list);
    made.append(details);
  }
  return made;
}

function actionsCell(row) {
  const made = cell("What can be done");
  const actions = make("div", "row-actions");
  const download = make("a", "row-action", "Download");
  download.href = row.original;
  download.setAttribute("download", "");
  download.append(make("span", "for-screen-readers", ` ${row.title}`));
  actions.append(button("What was read", `of ${row.title}`, (from) => openReading(row, from)));
  actions.append(download);
  if (mayEdit) {
    actions.append(button("Replace", row.title, () => replaceDocument(row)));
    actions.append(button("Delete", row.title, () => askToDelete(row, actions)));
  }
  made.append(actions);
  return made;
}

// Deleting takes two steps: the second says what goes, and the focus is on the way back.
function askToDelete(row, actions) {
  const question = make("div", "row-confirm");
  question.setAttribute("role", "group");
  question.setAttribute("aria-label", `Delete ${row.title}?`);
  question.append(make("p", "", "Delete its file and all that was read of it, for good?"));
  const back = () => {
    question.replaceWith(actions);
    actions.querySelector("button:last-of-type").focus();
  };
  const keep = button("Keep it", row.title, back);
  const go = button("Delete for good", row.title, () => {
    back();
    search.focus();
    deleteDocument(row);
  });
  go.classList.add("danger");
  question.append(keep, go);
  question.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    back();
  });
  actions.replaceWith(question);
  keep.focus();
}

function tableRow(row) {
  const made = make("tr");
  made.setAttribute("role", "row");
  made.dataset.document = row.doc_id;
  made.append(titleCell(row), cell("Type", row.kind), cell("Authority", foreign(row.authority)));
  made.append(cell("Date", row.dated), cell("Pages", row.pages ? String(row.pages) : ""));
  made.append(actionsCell(row));
  return made;
}

function drawHeads() {
  for (const head of room.querySelectorAll("th button[data-sort]")) {
    const isSorted = head.dataset.sort === wanted.sort;
    const order = wanted.descending ? "descending" : "ascending";
    head.closest("th").setAttribute("aria-sort", isSorted ? order : "none");
  }
}

// Files of the folder that the last sync refused, with its reasons.
function drawNotRead(files) {
  const section = room.querySelector(".not-read");
  section.hidden = !files.length;
  section.querySelector("summary").textContent =
    `Not read: ${files.length} file${files.length === 1 ? "" : "s"} of the folder`;
  const items = files.map((file) => {
    const item = make("li", "news-item");
    item.append(foreign(file.path), make("p", "row-note", file.reason));
    return item;
  });
  section.querySelector("ul").replaceChildren(...items);
}

async function list(offset = 0) {
  const mine = ++listing;
  wanted.offset = offset;
  let answer;
  try {
    answer = await server.list_documents({ ...wanted });
  } catch {
    answer = { error: "The list could not be had. Load the page again, please." };
  }
  if (mine !== listing) return;
  if (answer.error) {
    count.textContent = answer.error;
    return;
  }
  mayEdit = answer.may_edit;
  room.querySelector(".adding").hidden = !mayEdit;
  // Where nothing has changed nothing is drawn: a row that asks "Delete?" goes on asking.
  const key = JSON.stringify([mayEdit, answer.rows]);
  const isSame = !offset && tbody.dataset.key === key;
  const rows = isSame ? [] : answer.rows.map(tableRow);
  tbody.dataset.key = offset ? "" : key;
  if (offset) tbody.append(...rows);
  else if (!isSame) tbody.replaceChildren(...rows);
  const total = `${answer.all} document${answer.all === 1 ? "" : "s"}`;
  count.textContent = answer.found === answer.all ? total : `${answer.found} of ${total}`;
  more.hidden = tbody.children.length >= answer.found;
  drawHeads();
  drawNotRead(answer.not_read);
  if (offset) rows[0]?.querySelector("a")?.focus();
}

let typing = 0;
search.addEventListener("input", () => {
  clearTimeout(typing);
  typing = setTimeout(() => {
    wanted.search = search.value;
    list();
  }, 200);
});
for (const head of room.querySelectorAll("th button[data-sort]")) {
  head.addEventListener("click", () => {
    wanted.descending = wanted.sort === head.dataset.sort ? !wanted.descending : false;
    wanted.sort = head.dataset.sort;
    list();
  });
}
more.addEventListener("click", () => list(tbody.children.length));
