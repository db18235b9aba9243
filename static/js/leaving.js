/* Asks before a page is left on which something was typed and not saved. Without this script the page works the same. */
"use strict";

(() => {
  const form = document.querySelector("form[data-asks-before-leaving]");
  if (!form) return;
  const wasRefused = form.dataset.asksBeforeLeaving === "unsaved"; // what stands in its boxes is kept nowhere
  const saved = typed();
  let isMeant = false;

  function typed() {
    return new URLSearchParams(new FormData(form)).toString();
  }

  form.addEventListener("submit", () => (isMeant = true));
  form.querySelector("a[data-leaves]")?.addEventListener("click", () => (isMeant = true));
  window.addEventListener("pageshow", () => (isMeant = false));
  window.addEventListener("beforeunload", (event) => {
    if (!isMeant && (wasRefused || typed() !== saved)) event.preventDefault();
  });
})();
