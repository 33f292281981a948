// Counts down by itself what the server drew once. By the age of the page, since a browser's clock may be wrong.
const ends = new WeakMap();

function tick() {
  for (const box of document.querySelectorAll("[data-countdown]")) {
    if (!ends.has(box)) ends.set(box, performance.now() + Number(box.dataset.countdown) * 1000);
    const seconds = Math.max(0, Math.ceil((ends.get(box) - performance.now()) / 1000));
    const text = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    const left = box.querySelector("[data-left]");
    if (left && left.textContent !== text) left.textContent = text;
    box.toggleAttribute("data-over", seconds === 0);
  }
}

new MutationObserver(tick).observe(document.body, { childList: true, subtree: true });
setInterval(tick, 1000);
tick();
