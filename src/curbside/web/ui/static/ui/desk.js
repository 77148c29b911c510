// The desk's improvements on pages that work without: saving as one types, keys, quotes, text blocks.
"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const form = $("reply-form");
  const text = $("id_text");
  const keys = $("keys");
  const csrf = () => document.querySelector("[name=csrfmiddlewaretoken]").value;

  // ── Saving: at most SAVE_MS of typing can be lost; checks follow when one pauses. One request at a time.
  const SAVE_MS = 2500;
  const PAUSE_MS = 1200;
  let dirty = false, busy = false, checked = true, lastKey = 0, held = false;

  const take = (html) => {
    const parts = new DOMParser().parseFromString(html, "text/html");
    for (const id of ["saved", "checks", "conflict"]) {
      const fresh = parts.getElementById(id);
      if (fresh && $(id)) $(id).replaceWith(fresh);
    }
    held = $("conflict").childElementCount > 0;
  };

  const send = async (act) => {
    if (busy || held) return;
    busy = true;
    if (act === "check") checked = true;
    dirty = false;
    const body = new FormData(form);
    body.set("act", act);
    try {
      const answer = await fetch(form.action, { method: "POST", body, headers: { "HX-Request": "true" } });
      if (answer.ok || answer.status === 409) take(await answer.text());
      else dirty = true;
    } catch { dirty = true; }
    busy = false;
  };

  if (form && text) {
    text.addEventListener("input", () => { dirty = true; checked = false; lastKey = Date.now(); });
    setInterval(() => {
      if (!checked && Date.now() - lastKey > PAUSE_MS) send("check");
      else if (dirty) send("save");
    }, SAVE_MS / 2);
    addEventListener("pagehide", () => {
      if (!dirty || held) return;
      const body = new FormData(form);
      body.set("act", "save");
      navigator.sendBeacon(form.action, body);
    });
    form.addEventListener("submit", () => { dirty = false; checked = true; held = true; });
    if (!document.querySelector("[data-errors]") && location.hash === "#id_text") text.focus();
  }

  // ── Quoting what is selected in the question
  const quoting = document.querySelector("[data-quote]");
  const put = (words) => {
    text.focus();
    text.setRangeText(words, text.selectionStart, text.selectionEnd, "end");
    text.dispatchEvent(new Event("input"));
  };
  if (quoting && text) {
    quoting.hidden = false;
    quoting.addEventListener("mousedown", (event) => event.preventDefault());
    quoting.addEventListener("click", () => {
      const chosen = getSelection();
      const inside = chosen.rangeCount && $("question-text").contains(chosen.getRangeAt(0).commonAncestorContainer);
      if (!inside) return;
      const copy = chosen.getRangeAt(0).cloneContents();
      copy.querySelectorAll(".vh").forEach((hidden) => hidden.remove());
      const words = copy.textContent.trim();
      if (words) put("> " + words.replace(/\s*\n\s*/g, "\n> ") + "\n\n");
    });
  }

  // ── Text blocks by "/"
  const blocks = [...document.querySelectorAll("[data-block]")].map((button) => button.dataset);
  let menu = null, found = [], at = 0;
  const typed = () => /(^|\n)\/([^\s/]*)$/.exec(text.value.slice(0, text.selectionStart));
  const close = () => {
    if (!menu) return;
    menu.remove();
    menu = null;
    text.removeAttribute("aria-activedescendant");
    text.removeAttribute("aria-controls");
  };
  const show = () => {
    const now = typed();
    if (!now) return close();
    const word = now[2].toLowerCase();
    found = blocks.filter((b) => b.shortcut.toLowerCase().startsWith(word) || b.title.toLowerCase().includes(word));
    if (!found.length) return close();
    at = Math.min(at, found.length - 1);
    if (!menu) {
      menu = document.createElement("ul");
      menu.className = "block-menu";
      menu.id = "block-menu";
      menu.setAttribute("role", "listbox");
      menu.setAttribute("aria-label", $("blocks").querySelector("summary").textContent);
      text.before(menu);
      text.setAttribute("aria-controls", "block-menu");
    }
    menu.replaceChildren(...found.map((block, n) => {
      const item = document.createElement("li");
      item.id = "block-" + n;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", String(n === at));
      item.textContent = "/" + block.shortcut + "  " + block.title;
      item.addEventListener("mousedown", (event) => { event.preventDefault(); at = n; choose(); });
      return item;
    }));
    text.setAttribute("aria-activedescendant", "block-" + at);
  };
  const choose = () => {
    const block = found[at], now = typed();
    close();
    if (!now) return;
    text.setSelectionRange(text.selectionStart - now[2].length - 1, text.selectionStart);
    put(block.text + "\n");
    fetch(block.url, { method: "POST", headers: { "X-CSRFToken": csrf() } });
  };
  if (text && blocks.length) {
    text.addEventListener("input", show);
    text.addEventListener("blur", close);
  }
  if (text) text.addEventListener("keydown", (event) => {
    if (menu && ["ArrowDown", "ArrowUp", "Enter", "Escape"].includes(event.key)) {
      event.preventDefault();
      if (event.key === "Enter") return choose();
      if (event.key === "Escape") return close();
      at = (at + (event.key === "ArrowDown" ? 1 : found.length - 1)) % found.length;
      return show();
    }
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); $("sign").click(); }
    else if (event.key === "Escape") text.blur();
  });

  // ── Keys, unless switched off
  const rows = () => [...document.querySelectorAll("[data-row]")];
  let row = -1;
  const mark = (n) => {
    const all = rows();
    if (!all.length) return;
    row = Math.max(0, Math.min(n, all.length - 1));
    all.forEach((each, i) => each.classList.toggle("chosen", i === row));
    all[row].querySelector("a").focus();
  };
  const chosen = () => rows()[Math.max(row, 0)]?.querySelector("a");
  const claimFromList = () => {
    const link = chosen();
    if (!link) return;
    const sent = document.createElement("form");
    const token = document.createElement("input");
    Object.assign(sent, { method: "post", action: link.pathname + "claim/" });
    Object.assign(token, { type: "hidden", name: "csrfmiddlewaretoken", value: csrf() });
    sent.append(token);
    document.body.append(sent);
    sent.submit();
  };
  const open = (id) => {
    const box = $(id);
    if (!box) return;
    box.open = true;
    const field = box.querySelector("select, textarea, input:not([type=hidden])");
    if (field) field.focus();
  };
  const acts = {
    j: () => mark(row + 1),
    k: () => mark(row - 1),
    c: () => { const button = $("claim") || $("take-over"); if (button) button.click(); else claimFromList(); },
    Enter: () => chosen()?.click(),
    r: () => { if (text) text.focus(); },
    t: () => open("transfer"),
    e: () => { if ($("sign")) $("sign").click(); },
    "/": () => { if (text) { text.focus(); put((text.value && !text.value.endsWith("\n") ? "\n" : "") + "/"); show(); } },
    "?": () => keys.showModal(),
  };
  document.addEventListener("keydown", (event) => {
    if (!keys || keys.dataset.keys === "off" || keys.open || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input:not([type=checkbox]), textarea, select")) return;
    const act = acts[event.key];
    // Enter belongs to whatever has the focus: a link, a button, a tick.
    if (!act || (event.key === "Enter" && event.target !== document.body)) return;
    event.preventDefault();
    act();
  });

  // ── The list renews itself, but not under somebody's hand
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (!event.target.hasAttribute("data-poll")) return;
    const inUse = event.target.querySelector("input:checked, details[open]") || event.target.contains(document.activeElement);
    if (inUse) event.preventDefault();
  });
})();
