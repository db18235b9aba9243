/* Tables of boxes: arrow keys and Enter move from box to box, a block copied from a spreadsheet fills the boxes from the one
   in which it is pasted. Numbers stay as they were copied: the server reads them. */
"use strict";

(() => {
  const grids = document.querySelector("[data-too-big]");
  if (!grids) return;
  const refusal = document.getElementById("not-pasted");
  const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], Enter: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

  function rowsOf(box) {
    const rows = [...box.closest("table").querySelectorAll("tbody tr")];
    return rows.map((row) => [...row.querySelectorAll("td > input")]).filter((boxes) => boxes.length);
  }

  function placeOf(box, rows) {
    const row = rows.findIndex((boxes) => boxes.includes(box));
    return [row, row < 0 ? -1 : rows[row].indexOf(box)];
  }

  /* Sideways only from the end of the text, so that a digit in the middle can still be reached. */
  function isAtEdge(box, key) {
    const isAll = box.selectionStart === 0 && box.selectionEnd === box.value.length;
    if (key === "ArrowLeft") return isAll || box.selectionEnd === 0;
    if (key === "ArrowRight") return isAll || box.selectionStart === box.value.length;
    return true;
  }

  function move(event) {
    const step = STEPS[event.key];
    const box = event.target;
    if (!step || !box.matches(".entry-grid td > input") || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Enter") event.preventDefault(); // it would press the first button of the form
    if (!isAtEdge(box, event.key)) return;
    const rows = rowsOf(box);
    const [row, column] = placeOf(box, rows);
    let next = rows[row + step[0]]?.[column + step[1]];
    if (!next && event.key === "Enter") next = rows[0][column + 1]; // on to the top of the next column
    if (!next) return;
    event.preventDefault();
    next.focus();
    next.select();
  }

  function cellsOf(text) {
    const lines = text.replace(/\r\n?/g, "\n").replace(/\n$/, "").split("\n");
    return lines.map((line) => line.split("\t").map((cell) => cell.trim()));
  }

  function refuse(block, rows, columns) {
    const widest = Math.max(...block.map((line) => line.length));
    const numbers = { rows: block.length, columns: widest, freeRows: rows, freeColumns: columns };
    refusal.textContent = grids.dataset.tooBig.replace(/\{(\w+)\}/g, (_, name) => numbers[name]);
    refusal.hidden = false;
  }

  function paste(event) {
    const box = event.target;
    if (!box.matches(".entry-grid td > input")) return;
    const block = cellsOf(event.clipboardData.getData("text"));
    refusal.hidden = true;
    if (block.length === 1 && block[0].length === 1) return;
    event.preventDefault();
    const rows = rowsOf(box);
    const [top, left] = placeOf(box, rows);
    const below = rows.slice(top);
    const fits = block.length <= below.length && block.every((line, n) => line.length <= below[n].length - left);
    if (!fits) {
      refuse(block, below.length, below[0].length - left);
      return;
    }
    block.forEach((line, n) => line.forEach((text, m) => (below[n][left + m].value = text)));
    box.dispatchEvent(new Event("input", { bubbles: true }));
    box.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /* What is being typed in is never replaced by an older version of itself. */
  document.body.addEventListener("htmx:oobBeforeSwap", (event) => {
    if (event.detail.target.contains(document.activeElement)) event.preventDefault();
  });
  grids.addEventListener("keydown", move);
  grids.addEventListener("paste", paste);
})();
