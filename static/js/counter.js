/* Says how many characters are left while a text is typed. The server wrote the number that was right when the page was sent. */
"use strict";

for (const note of document.querySelectorAll("[data-counts]")) {
  const box = document.getElementById(note.dataset.counts);
  box?.addEventListener("input", () => {
    const left = box.maxLength - box.value.length;
    note.textContent = (left === 1 ? note.dataset.one : note.dataset.many).replace("{n}", left);
  });
}
