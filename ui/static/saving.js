// Saves a file that the server made of this conversation. Gradio passes in `element`, `props` and
// `watch`.

const saved = element.querySelector(".saved");
let last = "";

watch("value", () => {
  const file = props.value;
  if (!file || file.made === last) return;
  last = file.made;
  saved.textContent = file.said;
  if (!file.data) return;
  const bytes = Uint8Array.from(atob(file.data), (each) => each.charCodeAt(0));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([bytes], { type: file.type }));
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
});
