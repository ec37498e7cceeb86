// Filters: chips for what is set, fields to set more. The value goes with each question. Gradio
// passes in `element`, `props` and `server`. Values of documents are written as text.

const bar = element.querySelector(".filters");
const chips = bar.querySelector(".chips");
const panel = bar.querySelector("details");
const spoken = bar.querySelector(".filters-spoken");
const fields = Array.from(bar.querySelectorAll("[data-field]"));
const NAMES = Object.fromEntries(fields.map(({ dataset }) => [dataset.field, dataset.name]));
const chosen = Object.fromEntries(
  fields.map(({ dataset, type }) => [dataset.field, type === "date" ? "" : []]),
);
const words = new Map();

function isDay(field) {
  return !Array.isArray(chosen[field]);
}

function shownValue(field, value) {
  if (!isDay(field)) return words.get(`${field} ${value}`) ?? value;
  return new Date(`${value}T12:00:00`).toLocaleDateString("en-GB", {
    day: "numeric",
    month: "long",
    year: "numeric",
  });
}

function set(said) {
  const isAny = Object.values(chosen).some((value) => value.length);
  props.value = isAny ? structuredClone(chosen) : null;
  window.candourFilters = props.value;
  draw();
  spoken.textContent = said;
}

function remove(field, value) {
  if (isDay(field)) {
    chosen[field] = "";
    bar.querySelector(`input[data-field="${field}"]`).value = "";
  } else chosen[field] = chosen[field].filter((each) => each !== value);
  set(`Filter removed: ${NAMES[field]} ${shownValue(field, value)}`);
  (chips.querySelector("button") ?? panel.querySelector("summary")).focus();
}

function chip(field, value) {
  const item = document.createElement("li");
  const button = document.createElement("button");
  button.type = "button";
  const name = document.createElement("bdi");
  name.textContent = shownValue(field, value);
  const hidden = document.createElement("span");
  hidden.className = "for-screen-readers";
  hidden.textContent = "Remove filter: ";
  const cross = document.createElement("span");
  cross.setAttribute("aria-hidden", "true");
  cross.textContent = " ×";
  button.append(hidden, `${NAMES[field]}: `, name, cross);
  button.addEventListener("click", () => remove(field, value));
  item.append(button);
  return item;
}

function draw() {
  const items = [];
  for (const [field, value] of Object.entries(chosen)) {
    for (const each of isDay(field) ? [value].filter(Boolean) : value) items.push(chip(field, each));
  }
  chips.replaceChildren(...items);
  chips.hidden = !items.length;
}

function option(value, shown) {
  const made = document.createElement("option");
  made.value = value;
  made.textContent = shown;
  return made;
}

async function offer() {
  let choices;
  try {
    choices = await server.filter_choices(null);
  } catch {
    choices = { error: "The choices could not be had." };
  }
  if (choices.error) {
    spoken.textContent = choices.error;
    return;
  }
  for (const select of panel.querySelectorAll("select")) {
    const { field } = select.dataset;
    const values = choices[field];
    for (const [value, shown] of values) words.set(`${field} ${value}`, shown);
    select.replaceChildren(option("", values.length ? "Any" : "None known"));
    select.append(...values.map(([value, shown]) => option(value, shown)));
    select.disabled = !values.length;
  }
}

panel.addEventListener("toggle", () => {
  if (panel.open) offer();
});
for (const select of panel.querySelectorAll("select")) {
  select.addEventListener("change", () => {
    const { field } = select.dataset;
    const { value } = select;
    select.value = "";
    if (!value || chosen[field].includes(value)) return;
    chosen[field].push(value);
    set(`Filter set: ${NAMES[field]} ${shownValue(field, value)}`);
  });
}
for (const input of panel.querySelectorAll("input")) {
  input.addEventListener("change", () => {
    const { field } = input.dataset;
    chosen[field] = input.value;
    set(input.value ? `Filter set: ${NAMES[field]} ${shownValue(field, input.value)}` : "");
  });
}
draw();
