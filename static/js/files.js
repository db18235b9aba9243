/* Lists the files that were chosen, with their sizes, before they are sent. Without it the browser says only how many. */
"use strict";

function sizeOf(file) {
  const [unit, bytes] = file.size < 1e6 ? ["kB", 1e3] : ["MB", 1e6];
  const digits = { maximumFractionDigits: 1 };
  return `${(file.size / bytes).toLocaleString(document.documentElement.lang, digits)} ${unit}`;
}

function line(file, box) {
  const item = document.createElement("li");
  item.textContent = `${file.name} · ${sizeOf(file)}`;
  if (file.size > Number(box.dataset.most)) {
    item.className = "error-message";
    item.textContent += ` · ${box.dataset.tooLarge}`;
  }
  return item;
}

for (const box of document.querySelectorAll('input[type="file"][data-most]')) {
  const list = document.createElement("ul");
  list.className = "note";
  list.setAttribute("role", "status");
  box.after(list);
  box.addEventListener("change", () => list.replaceChildren(...[...box.files].map((file) => line(file, box))));
}
