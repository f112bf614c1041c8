// Keeps the shell and its modules; asks the net first for the shell, so that a new one comes as soon as there is a net.
const NAME = `concealed-${EDITION}`;

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches.open(NAME)
      .then((cache) => cache.addAll(KEPT.map((one) => new Request(one, { cache: "reload" }))))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches.keys()
      .then((names) => Promise.all(names.filter((one) => one.startsWith("concealed-") && one !== NAME).map((one) => caches.delete(one))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  const shell = request.mode === "navigate" && new URL(request.url).pathname === new URL("./", self.registration.scope).pathname;
  const kept = KEPT.some((one) => new URL(one, self.registration.scope).href === request.url);
  if (!shell && !kept) return;
  event.respondWith(shell ? first(request) : held(request));
});

async function held(request) {
  return (await caches.match(request)) ?? fetch(request);
}

// A redirect to the sign-in page is shown as it is and never kept.
async function first(request) {
  try {
    const answer = await fetch(request);
    if (answer.ok && !answer.redirected) await (await caches.open(NAME)).put("./", answer.clone());
    return answer;
  } catch {
    return (await caches.match("./")) ?? Response.error();
  }
}
