// What the inbox does in the browser alone: keys, scrolling of the thread, keeping unsent text.
import { isKept, wasKept } from "./composer.js";

const off = "cosmo-keys-off";
const keepEvery = 2000;
const keeping = new WeakMap();
let thread = null;

const typing = target => target.matches?.("input, textarea, select, [contenteditable]");
const singleKeys = () => localStorage.getItem(off) !== "yes";

function step(by) {
  const rows = [...document.querySelectorAll("[data-row]")];
  if (!rows.length) return;
  // The row that has the focus is further than the one the server has marked, while the keys are faster than the server.
  const focused = rows.indexOf(document.activeElement);
  const now = focused < 0 ? rows.findIndex(row => row.getAttribute("aria-current") === "true") : focused;
  const next = rows[Math.min(Math.max(now < 0 ? 0 : now + by, 0), rows.length - 1)];
  next.focus();
  next.click();
}

function compose(mode) {
  document.querySelector(`[data-mode="${mode}"]`)?.click();
  // The other text appears with the next render.
  requestAnimationFrame(() => setTimeout(() => document.querySelector("[data-composer] textarea")?.focus(), 60));
}

function press(selector) {
  const button = document.querySelector(selector);
  if (button?.checkVisibility()) button.click();
}

const keys = {
  j: () => step(1), ArrowDown: () => step(1), k: () => step(-1), ArrowUp: () => step(-1),
  r: () => compose("reply"), n: () => compose("note"),
  "/": () => document.querySelector("[data-inbox] input[type=search]")?.focus(),
  // The panel may be folded away; what is not shown is not pressed.
  s: () => press("[data-snooze]"), a: () => press("[data-hand-over]"), e: () => press("[data-close-as]"),
  "?": () => document.getElementById("inbox-keys")?.showPopover(),
};

// Keyboards of other scripts have no j; there the place of the key counts.
const places = { KeyJ: "j", KeyK: "k", KeyR: "r", KeyN: "n", KeyZ: "z", Slash: "/" };

function named(event) {
  if (event.key.length > 1 || /[ -~]/.test(event.key)) return event.key;
  return event.code === "Slash" && event.shiftKey ? "?" : places[event.code] ?? event.key;
}

function onKey(event) {
  if (!document.querySelector("[data-inbox]") || event.isComposing || event.defaultPrevented) return;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    // With a text in the composer the composer sends it; otherwise the shown draft leaves.
    const send = document.querySelector("[data-draft-send]");
    if (send && !send.disabled && !event.repeat && !(typing(event.target) && event.target.value)) {
      event.preventDefault();
      send.click();
    }
    return;
  }
  // What has not left yet comes back, unless there is something typed to undo.
  if (named(event) === "z" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !(typing(event.target) && event.target.value)) {
    const undo = [...document.querySelectorAll("[data-undo]")].at(-1);
    if (undo) {
      event.preventDefault();
      undo.click();
    }
    return;
  }
  if (event.key === "Escape" && !document.querySelector("[popover]:popover-open")) {
    const panel = document.querySelector("[data-panel=open] [data-close-panel]");
    if (typing(event.target)) event.target.blur();
    else if (panel?.checkVisibility()) panel.click();   // what lies over the conversation goes first
    else document.querySelector("[data-back]")?.checkVisibility() && document.querySelector("[data-back]").click();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || !singleKeys()) return;
  // In the thread the arrows scroll.
  if (event.key.startsWith("Arrow") && event.target.closest?.("[data-thread]")) return;
  const act = keys[named(event)];
  if (act) {
    event.preventDefault();
    act();
  }
}

document.addEventListener("keydown", onKey);
document.addEventListener("change", event => {
  if (event.target.matches?.("[data-keys-switch]"))
    event.target.checked ? localStorage.removeItem(off) : localStorage.setItem(off, "yes");
});
document.addEventListener("beforetoggle", event => {
  const box = event.target.querySelector?.("[data-keys-switch]");
  if (box) box.checked = singleKeys();
}, true);

export const isVisible = () => document.visibilityState === "visible";

/** Keeps the thread at its end while the reader is there, and at its place when earlier messages come in above. */
export function attachThread(listener) {
  detachThread();
  const box = document.querySelector("[data-thread]");
  if (!box) return;
  let atEnd = true, earlier = 0;
  const toEnd = () => { box.scrollTop = box.scrollHeight; };
  const onScroll = () => { atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 80; };
  const onClick = event => {
    if (event.target.closest("[data-earlier]")) earlier = box.scrollHeight - box.scrollTop;
  };
  const watch = new MutationObserver(() => {
    if (earlier) {
      box.scrollTop = box.scrollHeight - earlier;
      earlier = 0;
    } else if (atEnd) {
      toEnd();
    }
  });
  const size = new ResizeObserver(() => atEnd && toEnd());
  const onVisible = () => isVisible() && listener.invokeMethodAsync("LookedAsync");
  box.addEventListener("scroll", onScroll, { passive: true });
  box.addEventListener("click", onClick);
  watch.observe(box, { childList: true, subtree: true });
  size.observe(box);
  document.addEventListener("visibilitychange", onVisible);
  toEnd();
  thread = () => {
    box.removeEventListener("scroll", onScroll);
    box.removeEventListener("click", onClick);
    watch.disconnect();
    size.disconnect();
    document.removeEventListener("visibilitychange", onVisible);
  };
}

export function detachThread() {
  thread?.();
  thread = null;
}

/** Brings what was typed to the server, at most every two seconds. */
export function keepText(area, listener) {
  if (!area || keeping.has(area)) return;
  let timer = 0;
  keeping.set(area, true);
  const bring = async () => {
    timer = 0;
    if (!area.isConnected) return;
    const text = area.value;
    try {
      if (await listener.invokeMethodAsync("KeepAsync", text)) wasKept(area, text);
    } catch { /* the page is gone; the browser has the text */ }
  };
  const later = () => { timer ||= setTimeout(bring, keepEvery); };
  area.addEventListener("input", later);
  // A reload may have come before the last words were brought.
  if (area.value && !isKept(area, area.value)) later();
}
