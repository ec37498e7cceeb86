// Shows the room that the address names. Runs once, when the masthead is mounted; Gradio passes in
// `element` and `server`.
// A room is `#NAME`, with what it wants to know after a `?`; `#source?...` is a place in a document
// and leaves the room as it is.

const links = Array.from(element.querySelectorAll("a[data-room]"));
const names = links.map((link) => link.dataset.room);

window.candourShell?.abort();
window.candourShell = new AbortController();
const { signal } = window.candourShell;

function named() {
  const name = location.hash.slice(1).split("?", 1)[0];
  return names.includes(name) ? name : null;
}

function enter(name) {
  document.body.dataset.room = name;
  for (const link of links) {
    if (link.dataset.room === name) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  const title = links.find((link) => link.dataset.room === name).textContent;
  document.title = `${title} – Candour`;
  document.dispatchEvent(new CustomEvent("candour:room", { detail: name }));
}

// To where the room begins; the address stays, for it names the room.
element.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault();
  const room = document.querySelector(`#room-${document.body.dataset.room}`);
  room.querySelector("h2[tabindex], #question textarea").focus();
});

// A link to a room that needs a role is shown to those who have it.
async function showLinks() {
  const shown = await server.shown_rooms(null);
  for (const link of links) link.closest("li").hidden = !shown.includes(link.dataset.room);
}

window.addEventListener(
  "hashchange",
  () => {
    // Back to the address without a room is back to the first one.
    const name = location.hash ? named() : names[0];
    if (!name || name === document.body.dataset.room) return;
    enter(name);
    window.scrollTo(0, 0);
    // As on a page of its own: whoever cannot see it is told where they are.
    document.querySelector(`#room-${name} h2[tabindex]`)?.focus({ preventScroll: true });
  },
  { signal },
);
enter(named() ?? document.body.dataset.room ?? names[0]);
showLinks();
