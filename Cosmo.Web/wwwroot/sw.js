// Shows what is pushed to this browser, also while no page is open. It has no part in loading pages.
const doors = "/notifications/push";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", event => event.waitUntil(self.clients.claim()));
self.addEventListener("push", event => event.waitUntil(show(event.data)));
self.addEventListener("notificationclick", event => {
  event.notification.close();
  event.waitUntil(open(event.notification.data?.path));
});
self.addEventListener("pushsubscriptionchange", event => event.waitUntil(change(event)));

async function show(data) {
  const told = read(data);
  const tag = told.tag ?? "cosmo";
  // A page that is being looked at has rung already. Browsers let a message pass in silence while a page of its site is in view
  // (userVisibleOnly), except Safari, which takes the permission away after three.
  if (told.page && !isSafari() && (await pages()).some(page => page.focused))
    return;
  const before = await self.registration.getNotifications({ tag });
  await self.registration.showNotification(told.title ?? "Cosmo", {
    body: told.body ?? "",
    tag,
    // News of a ticket rings although its line is there already; the same message that comes twice does not.
    renotify: !before.some(one => one.data?.id === told.id),
    icon: "/icon-192.png",
    lang: told.language ?? "",
    dir: "auto",
    data: { id: told.id, path: told.path },
  });
}

// Something has to be shown whatever came.
function read(data) {
  try {
    return data?.json() ?? {};
  } catch (error) {
    console.info("Push:", error.message);
    return {};
  }
}

const pages = () => self.clients.matchAll({ type: "window", includeUncontrolled: true });

const isSafari = () => /Safari\//.test(navigator.userAgent) && !/Chrom(e|ium)\//.test(navigator.userAgent);

// A page that is open goes there by itself, so that nothing typed on it is lost; the pages of the account cannot.
async function open(path) {
  const address = new URL(path ?? "", self.registration.scope);
  if (address.origin !== self.location.origin)
    return;
  const all = await pages();
  const there = all.find(page => new URL(page.url).pathname === address.pathname);
  const near = there ?? all.find(page => !/^\/(account|setup)(\/|$)/.test(new URL(page.url).pathname));
  if (!near) {
    await self.clients.openWindow(address.href);
    return;
  }
  if (!there)
    near.postMessage({ open: address.pathname });
  await near.focus();
}

// The browser's maker gave it another address. Without the old one nobody knows whose it was: the next page says it then.
async function change({ oldSubscription, newSubscription }) {
  if (!oldSubscription)
    return;
  const answer = await fetch(doors, { redirect: "error" });
  if (!answer.ok)
    return;   // nobody is signed in
  const { field, token } = await answer.json();
  const subscription = newSubscription ?? await self.registration.pushManager.subscribe(oldSubscription.options);
  const { endpoint, keys } = subscription.toJSON();
  const body = new FormData();
  for (const [name, value] of Object.entries({ [field]: token, endpoint, ...keys, chosen: "false", replaces: oldSubscription.endpoint }))
    body.append(name, value);
  await fetch(doors, { method: "POST", body, redirect: "error" });
}
