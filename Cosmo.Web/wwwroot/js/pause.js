// A field with data-pause tells its text when somebody stops typing, not at every key: typing never waits for the server.
// Leaving the field or the form tells it at once, as browsers do.
const quiet = 400;   // milliseconds
const waiting = new WeakMap();

document.addEventListener("input", event => {
  const field = event.target;
  if (field.dataset?.pause === undefined) return;
  clearTimeout(waiting.get(field));
  waiting.set(field, setTimeout(() => {
    if (field.isConnected && !event.isComposing) field.dispatchEvent(new Event("change", { bubbles: true }));
  }, quiet));
});
