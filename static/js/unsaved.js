/* Keeps what is typed on the server as insurance: a closed lid, an ended session or a lost network costs at most one field.
   Saving stays what the buttons do; without this script the page works the same. */
"use strict";

(() => {
  const form = document.querySelector("form[data-unsaved]");
  if (!form) return;
  const said = document.getElementById("kept");
  const ended = document.getElementById("ended");
  const token = form.elements.csrfmiddlewaretoken;
  const PAUSE = 2000; // milliseconds after the last key
  const MOST_AT_THE_END = 60000; // characters that a browser still sends while it closes a page
  let kept = typed();
  let inTrouble = false;
  let isLeaving = false;
  let timer = 0;

  function typed() {
    const boxes = new FormData(form);
    boxes.delete("csrfmiddlewaretoken");
    return new URLSearchParams([...boxes].filter(([, value]) => typeof value === "string")).toString();
  }

  function say(text) {
    said.hidden = !text;
    if (said.textContent !== text) said.textContent = text;
  }

  function ask(options) {
    return fetch(form.dataset.unsaved, { redirect: "manual", credentials: "same-origin", ...options });
  }

  function send(text) {
    const headers = { "X-CSRFToken": token.value, "Content-Type": "application/x-www-form-urlencoded" };
    return ask({ method: "POST", body: text, headers, keepalive: text.length < MOST_AT_THE_END });
  }

  /* After signing in again in another tab this page's token is old: ask for the new one, and send once more. */
  async function sent(text) {
    const refused = await send(text);
    if (refused.status !== 403) return refused;
    const answer = await ask({ method: "GET" });
    if (!answer.ok) return answer;
    token.value = await answer.text();
    return send(text);
  }

  async function keep() {
    clearTimeout(timer);
    const text = typed();
    if (text === kept || isLeaving) return true;
    const slow = setTimeout(() => say(said.dataset.saving), 400);
    try {
      const answer = await sent(text);
      ended.hidden = answer.status !== 401;
      inTrouble = answer.status === 401;
      if (answer.ok) kept = text;
      const isPlain = (answer.headers.get("Content-Type") || "").startsWith("text/plain");
      say(answer.status === 401 ? "" : isPlain ? await answer.text() : answer.ok ? "" : said.dataset.failed);
      return !inTrouble;
    } catch {
      inTrouble = true;
      say(said.dataset.failed);
      return false;
    } finally {
      clearTimeout(slow);
    }
  }

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(keep, PAUSE);
  });
  form.addEventListener("change", keep);
  document.addEventListener("visibilitychange", keep);
  window.addEventListener("focus", () => inTrouble && keep());
  window.addEventListener("online", () => inTrouble && keep());
  document.body.addEventListener("htmx:sendError", () => say(said.dataset.failed));
  document.body.addEventListener("htmx:responseError", ({ detail: { xhr } }) => {
    const isPlain = (xhr.getResponseHeader("Content-Type") || "").startsWith("text/plain");
    say(isPlain ? xhr.responseText : said.dataset.failed);
  });

  /* A save that cannot arrive would take the page away: try to keep the text first, and go only when that worked. */
  form.addEventListener("submit", async (event) => {
    if (!inTrouble) {
      isLeaving = true;
      return;
    }
    event.preventDefault();
    kept = "";
    if (await keep()) form.requestSubmit(event.submitter);
  });

  /* Leaving loses nothing unless the text could not be kept; only then ask. */
  window.addEventListener("beforeunload", (event) => {
    if (isLeaving || typed() === kept) return;
    if (inTrouble) event.preventDefault();
    else send(typed());
  });

  for (const link of document.querySelectorAll("a[hreflang]")) {
    link.addEventListener("click", async (event) => {
      if (typed() === kept) return;
      event.preventDefault();
      if (await keep()) location.assign(link.href);
    });
  }
})();
