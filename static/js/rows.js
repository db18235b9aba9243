/* One more row of boxes without a round trip. Without this script the button below sends the page and brings an empty row. */
"use strict";

(() => {
  const pattern = document.getElementById("row-pattern");
  const button = document.querySelector("[data-adds-row]");
  const count = document.querySelector("[data-counts-rows]");
  if (!pattern || !button || !count) return;

  button.hidden = false;
  button.addEventListener("click", () => {
    const row = pattern.content.firstElementChild.cloneNode(true);
    const place = Number(count.value);
    row.innerHTML = row.innerHTML.replaceAll("__place__", place).replaceAll("__number__", place + 1);
    row.id = `item-${place + 1}`;
    document.getElementById("rows").append(row);
    count.value = place + 1;
    row.querySelector("input").focus();
  });
})();
