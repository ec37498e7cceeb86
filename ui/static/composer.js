// Counts the question's characters near the limit. The server enforces the limit; this only tells.
// The box and the buttons are Gradio's and may be mounted after this script runs.

const count = element.querySelector(".count");
const limit = Number(count.dataset.limit);

function tell() {
  const box = document.querySelector("#question textarea");
  const length = box ? Array.from(box.value.trim()).length : 0;
  const left = limit - length;
  let words = "";
  if (left < 0) words = `${-left} character${left === -1 ? "" : "s"} too many`;
  else if (length >= limit * 0.8) words = `${left} character${left === 1 ? "" : "s"} left`;
  if (count.textContent !== words) count.textContent = words;
  count.dataset.over = String(left < 0);
}

window.candourComposer?.abort();
window.candourComposer = new AbortController();
const { signal } = window.candourComposer;

document.addEventListener(
  "input",
  (event) => {
    if (event.target.closest?.("#question")) tell();
  },
  { signal },
);

// The box sticks to the screen's end: what the focus goes to must stop above it.
const sizes = new ResizeObserver(([{ target }]) => {
  const isOver = getComputedStyle(target).position === "sticky";
  document.documentElement.style.scrollPaddingBottom = isOver ? `${target.offsetHeight}px` : "";
});
const composer = document.querySelector("#composer");
if (composer) sizes.observe(composer);
signal.addEventListener("abort", () => sizes.disconnect());

// The server empties the box or gives the words back without an input event.
const polling = setInterval(tell, 500);
signal.addEventListener("abort", () => clearInterval(polling));

document.addEventListener(
  "click",
  (event) => {
    if (!event.target.closest?.("#ask, #stop, #anew, .starters button")) return;
    document.querySelector("#question textarea")?.focus({ preventScroll: true });
  },
  { signal },
);

// "Edit" beside what was searched for puts it into the box, to be changed and asked again.
document.addEventListener(
  "click",
  (event) => {
    const searched = event.target.closest?.(".edit")?.closest(".searched");
    const box = document.querySelector("#question textarea");
    if (!searched || !box) return;
    box.value = searched.querySelector(".searched-query").textContent.trim();
    box.dispatchEvent(new Event("input", { bubbles: true }));
    box.focus();
    box.setSelectionRange(box.value.length, box.value.length);
  },
  { signal },
);
