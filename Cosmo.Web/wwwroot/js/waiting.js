// Waiting times go on by themselves; the server draws a queue once, not every second. When one warns and when it is late
// is the department's: the server says both moments, and whoever has no target is never late.

function words(box, ms) {
  const minutes = Math.floor(ms / 60000);
  if (minutes < 1) return box.dataset.now;
  if (minutes < 60) return box.dataset.minutes.replace("{0}", minutes);
  if (minutes < 24 * 60) return box.dataset.hours.replace("{0}", Math.floor(minutes / 60)).replace("{1}", minutes % 60);
  return box.dataset.days.replace("{0}", Math.floor(minutes / 1440)).replace("{1}", Math.floor((minutes % 1440) / 60));
}

function tick() {
  for (const time of document.querySelectorAll("[data-waiting] time[data-since]")) {
    const waited = Date.now() - Number(time.dataset.since);
    const text = words(time.closest("[data-waiting]"), waited);
    if (time.textContent !== text) time.textContent = text;
    const { near, by } = time.dataset, now = Date.now();
    time.toggleAttribute("data-soon", Boolean(near) && now >= Number(near) && now < Number(by));
    time.toggleAttribute("data-late", Boolean(by) && now >= Number(by));
  }
}

// New rows are filled as soon as they are drawn.
new MutationObserver(tick).observe(document.body, { childList: true, subtree: true });
setInterval(tick, 1000);
tick();
