// A textarea with data-draft-key keeps its unsent text in the browser: typing never waits for the server,
// and a reload brings the text back.
const known = new WeakMap();
const prefix = "cosmo-draft:";
const kept = "cosmo-kept:";

function grow(area) {
  area.style.blockSize = "auto";
  area.style.blockSize = `${Math.min(area.scrollHeight + 2, window.innerHeight * 0.4)}px`;
}

function keep(area) {
  const key = prefix + area.dataset.draftKey;
  if (area.value) sessionStorage.setItem(key, area.value);
  else sessionStorage.removeItem(key);
  sessionStorage.removeItem(kept + area.dataset.draftKey);
}

// For all of them at once: what is typed into one that has only just been drawn is kept as well.
document.addEventListener("input", event => {
  if (event.target.dataset?.draftKey) keep(event.target);
});

/**
 * Brings a textarea to life. `listener` is a DotNetObjectReference with [JSInvokable] SendAsync(string text); Enter calls it,
 * Shift+Enter starts a line. With data-enter="newline" it is the other way round: only Ctrl+Enter sends. `initial` is
 * what the server has kept of it, null where it keeps nothing or the browser's text goes before.
 */
export function attach(area, listener, initial = null) {
  detach(area);
  const stored = sessionStorage.getItem(prefix + area.dataset.draftKey);
  // What was typed before this script came is newer than anything stored; what the server has may have been changed elsewhere.
  if (area.value !== (initial ?? "")) keep(area);
  else if (stored !== null && (initial === null || !isKept(area, stored))) area.value = stored;
  else if (area.value) wasKept(area, area.value);
  grow(area);

  const onInput = () => grow(area);
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

/** The server has this text now. */
export function wasKept(area, text) {
  if (area.value === text) sessionStorage.setItem(kept + area.dataset.draftKey, text);
}

export const isKept = (area, text) => sessionStorage.getItem(kept + area.dataset.draftKey) === text;

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

/** Takes the focus that was lost with a button that is gone. Not where it would bring up a keyboard on the screen. */
export function catchFocus(area) {
  if (document.activeElement === document.body && matchMedia("(hover: hover)").matches) focus(area);
}
