// Small improvements on pages that already work: counters, print, focus on the error summary.
"use strict";
(() => {
  const count = (area) => {
    const out = document.getElementById(area.id + "_count");
    if (!out) return;
    const left = Number(area.dataset.max) - area.value.length;
    out.textContent = (left < 0 ? out.dataset.over : out.dataset.left).replace("#", String(Math.abs(left)));
  };
  document.querySelectorAll("[data-counter]").forEach((out) => {
    const area = document.getElementById(out.dataset.counter);
    if (!area) return;
    area.dataset.max = out.dataset.max;
    area.addEventListener("input", () => count(area));
    count(area);
  });
  document.querySelectorAll("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });
  const errors = document.querySelector("[data-errors]");
  if (errors) errors.focus();
})();
