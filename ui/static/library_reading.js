// "What was read": a dialog over the library with a document's facts, blocks and left-out lines.

const reading = room.querySelector("dialog.reading");
const readingBody = reading.querySelector(".reading-body");
const readingTitle = reading.querySelector("#reading-title");
let readingFrom = null;

async function openReading(row, from) {
  readingFrom = from;
  readingTitle.textContent = row.title;
  readingBody.replaceChildren(make("p", "note", "Reading the file again…"));
  reading.setAttribute("aria-busy", "true");
  reading.showModal();
  readingTitle.focus();
  let answer;
  try {
    answer = await server.read_document(row.doc_id);
  } catch {
    answer = { error: "This could not be had. Please try again." };
  }
  reading.setAttribute("aria-busy", "false");
  if (answer.error) readingBody.replaceChildren(make("p", "note", answer.error));
  else readingBody.innerHTML = answer.html; // escaped and gated on the server
}

reading.addEventListener("close", () => {
  if (readingFrom?.isConnected) readingFrom.focus();
});
reading.querySelector(".reading-close").addEventListener("click", () => reading.close());
