// Switches this browser on for notifications that come while no page is open, and keeps it so over sign-ins.
const kept = "cosmo-push";   // who switched it on here
const doors = "/notifications/push";
let listens = false;

// Called by every page: what a click on a notification asks for, and that this browser is still there.
export async function renew(member) {
  if (!supported())
    return;
  try {
    listen();
    const before = localStorage.getItem(kept);
    if (before === null || Notification.permission !== "granted")
      return;
    // Somebody else sits here now, or it was taken off the list: what comes for whoever it was is not theirs to see.
    if (before !== member || await hand(await subscribed(), false) === "push.removed")
      await forget();
  } catch (error) {
    console.info("Push:", error.message);   // the next page tries again
  }
}

// For the page with the switch: what is the case here, now and after each press. A press asks the browser at once, on its own.
export async function watch(panel, page, member) {
  panel.addEventListener("click", async event => {
    const button = event.target.closest("[data-push-switch]");
    if (!button || button.disabled)
      return;
    button.disabled = true;
    try {
      await page.invokeMethodAsync("LearnAsync", await (button.dataset.pushSwitch === "on" ? switchOn(member) : switchOff(member)));
    } finally {
      button.disabled = false;
    }
  });
  return look(member);
}

async function look(member) {
  if (!window.isSecureContext)
    return { state: "insecure" };
  if (!supported())
    return { state: isIphone() ? "install" : "unsupported" };
  if (Notification.permission === "denied")
    return { state: "blocked" };
  try {
    const subscription = await current();
    return subscription && localStorage.getItem(kept) === member ? { state: "on", endpoint: subscription.endpoint } : { state: "off" };
  } catch (error) {
    console.info("Push:", error.message);   // a browser that keeps nothing for sites
    return { state: "unsupported" };
  }
}

async function switchOn(member) {
  try {
    if (await Notification.requestPermission() !== "granted")
      return look(member);
    const refusal = await hand(await subscribed(), true);
    if (refusal)
      return { state: "off", refusal };
    localStorage.setItem(kept, member);
    return look(member);
  } catch (error) {
    console.info("Push:", error.message);
    return { state: "failed" };
  }
}

async function switchOff(member) {
  try {
    const endpoint = await forget();
    if (endpoint)
      await post(`${doors}/leave`, { endpoint });
  } catch (error) {
    console.info("Push:", error.message);   // its maker's service says that it is gone, when something is sent
  }
  return look(member);
}

// A key of another installation, or of one that was set up anew, opens nothing.
async function subscribed() {
  const { key } = await about();
  const wanted = Uint8Array.from(atob(key.replaceAll("-", "+").replaceAll("_", "/")), letter => letter.charCodeAt(0));
  await navigator.serviceWorker.register("/sw.js");
  const registration = await navigator.serviceWorker.ready;
  let subscription = await registration.pushManager.getSubscription();
  if (subscription && !same(subscription.options?.applicationServerKey, wanted)) {
    await subscription.unsubscribe();
    subscription = null;
  }
  return subscription ?? registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: wanted });
}

function same(key, wanted) {
  const bytes = new Uint8Array(key ?? []);
  return bytes.length === wanted.length && bytes.every((byte, at) => byte === wanted[at]);
}

// Null, or the code of why not.
async function hand(subscription, chosen) {
  const { endpoint, keys } = subscription.toJSON();
  return post(doors, { endpoint, ...keys, chosen });
}

async function forget() {
  localStorage.removeItem(kept);
  const subscription = await current();
  await subscription?.unsubscribe();
  return subscription?.endpoint;
}

const current = async () => (await navigator.serviceWorker.getRegistration("/"))?.pushManager.getSubscription();

async function about() {
  const answer = await fetch(doors, { redirect: "error" });
  if (!answer.ok)
    throw new Error(`${answer.status}`);
  return answer.json();
}

async function post(address, values) {
  const { field, token } = await about();
  const body = new FormData();
  for (const [name, value] of Object.entries({ [field]: token, ...values }))
    body.append(name, value);
  const answer = await fetch(address, { method: "POST", body, redirect: "error" });
  if (answer.ok)
    return null;
  if (answer.status === 409)
    return (await answer.json()).code;
  throw new Error(`${answer.status}`);
}

const supported = () => window.isSecureContext && "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;

// An iPhone pushes only to what stands on its home screen. An iPad calls itself a Mac, but is touched.
const isIphone = () => /iPhone|iPad/.test(navigator.userAgent) || (/Macintosh/.test(navigator.userAgent) && navigator.maxTouchPoints > 1);

function listen() {
  if (listens)
    return;
  listens = true;
  navigator.serviceWorker.addEventListener("message", event => {
    if (typeof event.data?.open === "string")
      Blazor.navigateTo(event.data.open);
  });
}
