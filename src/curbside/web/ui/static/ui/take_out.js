// Words selected in a text go into the next empty pair of fields. Without this script they are typed.
"use strict";
(() => {
  const offer = document.querySelector("[data-take]");
  if (!offer) return;
  const said = offer.querySelector("[role=status]");
  const selected = () => {
    const selection = window.getSelection();
    if (!selection || selection.isCollapsed) return "";
    const from = selection.anchorNode.parentElement;
    return from && from.closest("[data-take-from]") ? selection.toString().trim().replace(/\s+/g, " ") : "";
  };
  let words = "";
  document.addEventListener("selectionchange", () => {
    words = selected() || words;
    if (words) offer.hidden = false;
  });
  offer.querySelector("button").addEventListener("click", () => {
    const row = document.querySelector("[data-empty]");
    if (!row || !words) return;
    const [out, put] = row.querySelectorAll("input");
    out.value = words.slice(0, out.maxLength);
    row.removeAttribute("data-empty");
    said.textContent = `“${out.value}”`;
    words = "";
    put.focus();
  });
})();
