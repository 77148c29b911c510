// Share a page by the device's own sheet; where there is none, copy its link. Nothing is sent anywhere.
"use strict";
document.querySelectorAll("[data-share]").forEach((button) => {
  const url = button.dataset.share;
  const done = document.getElementById(button.getAttribute("aria-describedby"));
  if (!navigator.share && !navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      if (navigator.share) await navigator.share({ title: button.dataset.title, url });
      else {
        await navigator.clipboard.writeText(url);
        done.textContent = button.dataset.copied;
      }
    } catch (error) {
      if (error.name !== "AbortError") done.textContent = url;
    }
  });
});
