// A textarea with data-draft-key keeps its unsent text in the browser: typing never waits for the server,
// and a reload brings the text back.
const known = new WeakMap();
const prefix = "cosmo-draft:";

function grow(area) {
  area.style.blockSize = "auto";
  area.style.blockSize = `${Math.min(area.scrollHeight + 2, window.innerHeight * 0.4)}px`;
}

function keep(area) {
  const key = prefix + area.dataset.draftKey;
  if (area.value) sessionStorage.setItem(key, area.value);
  else sessionStorage.removeItem(key);
}

/**
 * Brings a textarea to life. `listener` is a DotNetObjectReference with [JSInvokable] SendAsync(string text); Enter calls it,
 * Shift+Enter starts a line. With data-enter="newline" it is the other way round: only Ctrl+Enter sends.
 */
export function attach(area, listener) {
  detach(area);
  const stored = sessionStorage.getItem(prefix + area.dataset.draftKey);
  if (stored !== null) area.value = stored;
  grow(area);

  const onInput = () => { keep(area); grow(area); };
  const onKey = event => {
    // While an input method composes a character, Enter belongs to it.
    if (event.key !== "Enter" || event.isComposing) return;
    const sends = event.ctrlKey || event.metaKey || (area.dataset.enter !== "newline" && !event.shiftKey);
    if (!sends) return;
    event.preventDefault();
    if (area.value.trim()) listener?.invokeMethodAsync("SendAsync", area.value);
  };
  area.addEventListener("input", onInput);
  area.addEventListener("keydown", onKey);
  known.set(area, { onInput, onKey });
}

export function detach(area) {
  const handlers = area && known.get(area);
  if (!handlers) return;
  area.removeEventListener("input", handlers.onInput);
  area.removeEventListener("keydown", handlers.onKey);
  known.delete(area);
}

export const get = area => area.value;

export function set(area, text) {
  area.value = text;
  keep(area);
  grow(area);
}

/** Forgets the text, for instance once it was sent. */
export function clear(area) {
  set(area, "");
}

export function focus(area) {
  area.focus();
  area.setSelectionRange(area.value.length, area.value.length);
}
