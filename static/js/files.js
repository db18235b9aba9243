/* Lists the files that were chosen, with their sizes, before they are sent. Without it the browser says only how many. */
"use strict";

const format = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 });

function line(file, box) {
  const item = document.createElement("li");
  item.textContent = `${file.name} · ${format.format(file.size / 1e6)} MB`;
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
