// Starts the connection, says when it is lost, and brings the page back after a restart of the server.
const bar = document.getElementById("components-reconnect-modal");
const lost = ["components-reconnect-show", "components-reconnect-failed", "components-reconnect-rejected"];
const every = 1500;
const patience = 5000;
let polling = false;

function look() {
  const state = lost.findLast(name => bar.classList.contains(name));
  bar.dataset.down = String(Boolean(state));
  // Rejected: the server is there but no longer knows this page.
  if (state === "components-reconnect-rejected") location.reload();
  else if (state && !polling) poll();
}

async function alive() {
  try {
    return (await fetch("/health/live", { cache: "no-store" })).ok;
  } catch {
    return false;
  }
}

async function poll() {
  polling = true;
  let wasGone = false;
  while (bar.dataset.down === "true") {
    const there = await alive();
    // Blazor tries by itself as well; reload only where it has given up or the server is a new one.
    if (there && (wasGone || bar.classList.contains("components-reconnect-failed")) && bar.dataset.down === "true")
      return location.reload();
    wasGone ||= !there;
    await new Promise(next => setTimeout(next, every));
  }
  polling = false;
}

// A tab that slept for hours may come back with a connection that only looks alive: nothing it shows would work.
document.addEventListener("visibilitychange", async () => {
  if (document.visibilityState !== "visible" || bar.dataset.down === "true") return;
  const silent = Symbol();
  const answer = await Promise.race([
    DotNet.invokeMethodAsync("Cosmo.Web", "StillHere").catch(() => null),   // refused: the bar is about to say so
    new Promise(next => setTimeout(next, patience, silent)),
  ]);
  if (answer === silent && bar.dataset.down !== "true") location.reload();
});

new MutationObserver(look).observe(bar, { attributes: true, attributeFilter: ["class"] });

await Blazor.start({
  circuit: { reconnectionOptions: { maxRetries: 2400, retryIntervalMilliseconds: every } },
});
