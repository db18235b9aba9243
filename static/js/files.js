/* Lists the files that were chosen, with their sizes, before they are sent. Without it the browser says only how many. */
"use strict";

/* As documents/formatting.py says sizes: thousands and millions of bytes, with a comma in Spanish. */
function sizeOf(file, tiny) {
  if (file.size < 1000) return tiny;
  const thousands = Math.round(file.size / 1e3);
  const text = thousands < 1000 ? `${thousands} kB` : `${Number((file.size / 1e6).toFixed(1))} MB`;
  return document.documentElement.lang.startsWith("en") ? text : text.replace(".", ",");
}

function line(file, box) {
  const item = document.createElement("li");
  item.textContent = `${file.name} · ${sizeOf(file, box.dataset.tiny)}`;
  if (file.size > Number(box.dataset.most)) {
    item.className = "error-message";
    item.textContent += ` · ${box.dataset.tooLarge}`;
  }
  return item;
}

for (const box of document.querySelectorAll('input[type="file"][data-most]')) {
  const told = document.createElement("div");
  told.setAttribute("role", "status");
  const list = document.createElement("ul");
  list.className = "note";
  list.hidden = true; // an empty list says nothing
  told.append(list);
  box.after(told);
  box.addEventListener("change", () => {
    list.replaceChildren(...[...box.files].map((file) => line(file, box)));
    list.hidden = !box.files.length;
  });
}
