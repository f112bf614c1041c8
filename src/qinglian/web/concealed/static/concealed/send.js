// Send what waits, in pieces, and go on where it broke off; only what the server calls arrived is done. 送达。
import * as store from "./store.js";

export class SignedOut extends Error {}

async function json(address, options) {
  const answer = await fetch(address, { credentials: "same-origin", redirect: "follow", ...options });
  const kind = answer.headers.get("content-type") ?? "";
  if (answer.redirected || !kind.includes("json")) {
    if (answer.status >= 500) throw new TypeError("server");
    throw new SignedOut();
  }
  return [answer.status, await answer.json()];
}

export async function facts() {
  const [, said] = await json("facts/", { headers: { Accept: "application/json" } });
  return said;
}

function headers(csrf, kind) {
  return { "X-CSRFToken": csrf, "Content-Type": kind };
}

async function one(shot, known) {
  const home = `${encodeURIComponent(shot.section)}/send/`;
  const body = JSON.stringify({
    id: shot.id, who: shot.who, sha256: shot.sha256, size: shot.blob.size,
    facts: { ...shot.facts, device_sent: Date.now() },
  });
  let [status, said] = await json(home, { method: "POST", headers: headers(known.csrf, "application/json"), body });
  let still = 0;
  while (status === 200 && said.state === "waiting") {
    const begins = said.have;
    const part = shot.blob.slice(begins, begins + known.piece);
    [status, said] = await json(`${home}${shot.id}/${begins}/`, {
      method: "POST", headers: headers(known.csrf, "application/octet-stream"), body: part,
    });
    // A server that takes nothing further would be asked for ever.
    still = said.have === begins ? still + 1 : 0;
    if (still > 2) throw new TypeError("stuck");
  }
  return said;
}

// One after the other, in the order in which they were taken; `told` is called after each change. Ends early where there is no net or nobody is signed in.
export async function all(known, told) {
  const rows = (await store.shots()).sort((one, other) => one.facts.device_taken - other.facts.device_taken);
  for (const shot of rows) {
    if (shot.state === "arrived" || shot.state === "conflict") continue;
    if (shot.who !== known.user.id) {
      if (shot.state !== "other") await store.keep({ ...shot, state: "other" });
      continue;
    }
    await store.keep({ ...shot, state: "sending" });
    await told();
    let said;
    try {
      said = await one(shot, known);
    } catch (error) {
      await store.keep({ ...shot, state: "queued" });
      await told();
      throw error;
    }
    if (said.state === "arrived") {
      // The picture itself need not lie on the phone any more.
      const { blob, ...rest } = shot;
      await store.keep({ ...rest, state: "arrived", number: said.number, hash: said.hash });
    } else if (said.state === "later" || said.state === "damaged" || said.state === "unknown") {
      await store.keep({ ...shot, state: "queued" });
      await told();
      if (said.state === "later") return;
    } else {
      await store.keep({ ...shot, state: "conflict", said: said.said ?? said.state });
    }
    await told();
  }
}
