// Opens the source of a citation. Runs once, when the component is mounted; Gradio passes in
// `element` and `server`. Only a place (document, start, end, page) goes to the server.

const PREFIX = "#source?";
const dialog = element.querySelector("dialog");
const title = element.querySelector("#source-title");
const body = element.querySelector(".viewer-body");
const beside = window.matchMedia("(min-width: 900px)");
let opener = null;
let request = 0;
const ZOOMS = [1, 1.5, 2, 3];
let zoom = 0;

// A component that is mounted again must not leave its predecessor's listeners behind.
window.candourSourceViewer?.abort();
window.candourSourceViewer = new AbortController();
const { signal } = window.candourSourceViewer;

function placeOf(href) {
  const fields = new URLSearchParams(href.slice(PREFIX.length));
  const place = {
    doc_id: fields.get("doc_id") ?? "",
    start: Number(fields.get("start")),
    end: Number(fields.get("end")),
  };
  if (fields.has("page")) place.page = Number(fields.get("page"));
  return place;
}

function show() {
  if (dialog.open) return;
  if (beside.matches) dialog.show();
  else dialog.showModal();
  document.body.dataset.source = "open";
}

// An entry of its own, so that Back closes the source; the next one takes it over if Close did.
function addEntry(href) {
  if (!dialog.open && !history.state?.isSpent && !history.state?.isSource) {
    history.replaceState({ isBefore: true }, "");
    history.pushState(null, "");
  }
  history.replaceState({ isSource: true }, "", href);
}

function close() {
  if (!dialog.open) return;
  leave();
  const { room } = document.body.dataset;
  const spent = history.state?.isSource ? { isSpent: true } : history.state;
  history.replaceState(spent, "", `${location.pathname}${location.search}#${room ?? ""}`);
  giveFocusBack();
}

function leave() {
  request += 1;
  dialog.close();
  delete document.body.dataset.source;
}

function giveFocusBack() {
  markOpener(null);
  const back = opener && opener.isConnected ? opener : document.querySelector("#question textarea");
  opener = null;
  back?.focus();
}

function markOpener(link) {
  document.querySelectorAll("a[aria-current='true']").forEach((other) => {
    other.removeAttribute("aria-current");
  });
  link?.setAttribute("aria-current", "true");
}

function note(words) {
  const paragraph = document.createElement("p");
  paragraph.className = "note";
  paragraph.textContent = words;
  body.replaceChildren(paragraph);
}

async function open(href, link = null) {
  const mine = ++request;
  const turning = link && dialog.contains(link);
  if (link && !turning) {
    opener = link;
    markOpener(link);
  }
  addEntry(href);
  if (!turning) {
    title.textContent = "Source";
    note("Opening the source…");
    show();
    title.focus({ preventScroll: true });
    // The column has become narrower: what was clicked may have moved out of sight.
    opener?.scrollIntoView({ block: "nearest" });
  }
  dialog.setAttribute("aria-busy", "true");
  let source;
  try {
    source = await server.open_source(placeOf(href));
  } catch {
    source = { error: "The source could not be opened. Please try again." };
  }
  if (mine !== request) return;
  dialog.setAttribute("aria-busy", "false");
  if (!source || source.error) {
    note(source?.error ?? "The source could not be opened. Please try again.");
    return;
  }
  draw(source, turning ? link.dataset.turn : null);
}

function draw(source, turned) {
  title.textContent = source.title;
  const words = document.createElement("div");
  words.innerHTML = source.html; // escaped and gated on the server
  body.replaceChildren(words);
  if (source.picture) {
    const bar = pageBar(source.picture);
    if (source.picture.image) {
      const figure = pageFigure(source.picture);
      const behind = document.createElement("details");
      const summary = document.createElement("summary");
      summary.textContent = "Text of this page";
      behind.append(summary);
      const text = document.createElement("div");
      text.innerHTML = source.page_text; // escaped and gated on the server
      behind.append(text);
      body.append(bar, figure, behind);
    } else words.querySelector(".source-text").before(bar);
    if (turned) {
      const again = bar.querySelector(`[data-turn="${turned}"]`);
      (again ?? bar.querySelector("a"))?.focus({ preventScroll: true });
    }
  }
  // A wide table scrolls on its own, by keyboard too.
  for (const cells of body.querySelectorAll(".cells")) {
    if (cells.scrollWidth > cells.clientWidth) cells.tabIndex = 0;
  }
  reveal(turned ? body.querySelector(".page-bar") : null);
}

function pageBar(picture) {
  const bar = document.createElement("nav");
  bar.className = "page-bar";
  bar.setAttribute("aria-label", "Pages");
  const where = document.createElement("span");
  where.className = "page-words";
  where.setAttribute("role", "status");
  where.textContent = picture.words;
  bar.append(turn(picture.previous, "previous", "Previous"), where);
  bar.append(turn(picture.next, "next", "Next"));
  if (picture.image) bar.append(zoomer());
  return bar;
}

function turn(href, direction, words) {
  const link = document.createElement(href ? "a" : "span");
  link.className = "turn-page";
  link.textContent = words;
  const more = document.createElement("span");
  more.className = "for-screen-readers";
  more.textContent = " page";
  link.append(more);
  if (href) {
    link.href = href;
    link.dataset.turn = direction;
  } else link.setAttribute("aria-hidden", "true");
  return link;
}

// Two buttons: further in, further out. What is marked stays in sight.
function zoomer() {
  const group = document.createElement("span");
  group.className = "zoom";
  const size = document.createElement("span");
  size.className = "for-screen-readers";
  size.setAttribute("role", "status");
  const button = (words, step) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = words;
    made.addEventListener("click", () => {
      zoom = Math.min(Math.max(zoom + step, 0), ZOOMS.length - 1);
      name();
      size.textContent = `${ZOOMS[zoom] * 100} per cent`;
      reveal();
    });
    return made;
  };
  const further = button("Zoom in", 1);
  const back = button("Zoom out", -1);
  // Not `disabled`: the button that has the focus must keep it.
  const name = () => {
    body.style.setProperty("--zoom", ZOOMS[zoom]);
    further.setAttribute("aria-disabled", String(zoom === ZOOMS.length - 1));
    back.setAttribute("aria-disabled", String(zoom === 0));
  };
  name();
  group.append(further, back, size);
  return group;
}

function pageFigure(picture) {
  const frame = document.createElement("div");
  frame.className = "page-frame";
  frame.tabIndex = 0;
  frame.setAttribute("role", "group");
  frame.setAttribute("aria-label", "Page image");
  const page = document.createElement("div");
  page.className = "page";
  const image = document.createElement("img");
  image.width = picture.width;
  image.height = picture.height;
  image.alt = picture.description;
  image.src = picture.image;
  page.append(image);
  for (const box of picture.boxes) {
    const mark = document.createElement("div");
    mark.className = "box";
    for (const side of ["left", "top", "width", "height"]) mark.style[side] = `${box[side]}%`;
    page.append(mark);
  }
  frame.append(page);
  return frame;
}

// Scrolls the panel alone, so that the conversation beside it stays where it is.
function reveal(target) {
  // Not the mark of "Before and after these words", which is folded away.
  const marks = Array.from(body.querySelectorAll(".box, mark"));
  const marked = target ?? marks.find((each) => each.checkVisibility());
  if (!marked) {
    body.scrollTop = 0;
    return;
  }
  const there = marked.getBoundingClientRect();
  const panel = body.getBoundingClientRect();
  const room = target ? 0 : panel.height / 3;
  // What fits is not moved: the quoted words at the top stay in sight.
  if (!target && there.top >= panel.top && there.bottom <= panel.bottom - 16) return;
  body.scrollTop += there.top - panel.top - room;
  const frame = body.querySelector(".page-frame");
  if (frame && zoom) {
    const view = frame.getBoundingClientRect();
    frame.scrollLeft += there.left - view.left - view.width / 4;
  }
}

document.addEventListener(
  "click",
  (event) => {
    const link = event.target.closest?.(`a[href^="${PREFIX}"]`);
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation();
    open(link.getAttribute("href"), link);
  },
  { capture: true, signal },
);
document.addEventListener(
  "keydown",
  (event) => {
    if (event.key !== "Escape" || !dialog.open) return;
    event.preventDefault();
    close();
  },
  { signal },
);
window.addEventListener(
  "popstate",
  ({ state }) => {
    if (state?.isSource) open(location.hash);
    else if (state?.isBefore && dialog.open) {
      leave();
      giveFocusBack();
    }
  },
  { signal },
);
dialog.addEventListener("cancel", (event) => {
  event.preventDefault();
  close();
});
element.querySelector(".viewer-close").addEventListener("click", close);
document.addEventListener("candour:emptied", close, { signal });
beside.addEventListener(
  "change",
  () => {
    if (!dialog.open) return;
    dialog.close();
    show();
  },
  { signal },
);
if (location.hash.startsWith(PREFIX)) {
  history.replaceState({ isSource: true }, "");
  open(location.hash);
}
