// Starts the connection, says when it is lost, and brings the page back after a restart of the server.
const bar = document.getElementById("components-reconnect-modal");
const lost = ["components-reconnect-show", "components-reconnect-failed", "components-reconnect-rejected"];
const every = 1500;
const patience = 5000;
const longest = 60000;
const failures = "cosmo-first-failed";
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

async function poll(wasGone = false) {
  polling = true;
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

// Blazor tries a page's first connection only once: where the server died while the page was being loaded, nothing on it
// would ever work. Each page that fails again waits twice as long, so that a server that lets nobody in is not flooded.
async function firstFailed() {
  const before = Number(sessionStorage.getItem(failures));
  sessionStorage.setItem(failures, before + 1);
  bar.dataset.down = "true";
  polling = true;
  await new Promise(next => setTimeout(next, Math.min(every * 2 ** before, longest)));
  await poll(true);
}

function watched(connection) {
  const start = connection.start.bind(connection);
  connection.start = async () => {
    try {
      await start();
      sessionStorage.removeItem(failures);
    } catch (e) {
      if (bar.dataset.down !== "true") firstFailed();   // else Blazor is reconnecting and tries again
      throw e;
    }
  };
  return connection;
}

await Blazor.start({
  circuit: {
    configureSignalR: builder => {
      const build = builder.build.bind(builder);
      builder.build = () => watched(build());
    },
    reconnectionOptions: { maxRetries: 2400, retryIntervalMilliseconds: every },
  },
});
