// The page for the site: what is wanted, what was taken, what has arrived. 现场采集页。
import * as camera from "./camera.js";
import * as clock from "./clock.js";
import { board, boardSaid, element, fill } from "./form.js";
import * as place from "./place.js";
import * as send from "./send.js";
import * as store from "./store.js";

const texts = JSON.parse(document.getElementById("texts").textContent);
const find = (id) => document.getElementById(id);
const form = find("set");
const say = (key, values = {}) => Object.entries(values).reduce((text, [name, value]) => text.replace(`{${name}}`, value), texts[key]);
const FRESH = 3 * 60 * 1000;
const AGAIN = 10 * 1000;
let known = null;
let fix = null;
let busy = false;

const section = () => known.sections.find((one) => one.id === form.elements.section.value);
const kind = () => section().kinds.find((one) => one.key === form.elements.kind.value);
const set = () => section().sets.find((one) => one.id === form.elements.which.value);

function tell(text, bad = false) {
  find("told").textContent = text;
  find("told").classList.toggle("warning", bad);
}

function sectionChosen() {
  const here = section();
  fill(form.elements.which, [["", texts.new_set], ...here.sets.map((one) => [one.id, `${one.name} · ${one.status}`])], form.elements.which.value);
  fill(form.elements.part, [["", texts.choose_part], ...here.parts.map((one) => [one.path, one.name])], form.elements.part.value);
  fill(form.elements.kind, here.kinds.map((one) => [one.key, one.name]), form.elements.kind.value || here.kinds[0]?.key);
  setChosen();
}

function setChosen() {
  const running = set();
  for (const name of ["part", "kind", "said", "process"]) form.elements[name].disabled = Boolean(running);
  if (running) form.elements.kind.value = running.kind;
  kindChosen();
}

function partChosen() {
  const part = section().parts.find((one) => one.path === form.elements.part.value);
  if (part && section().kinds.some((one) => one.key === part.kind)) form.elements.kind.value = part.kind;
  kindChosen();
}

function kindChosen() {
  const part = form.elements.part.selectedOptions[0];
  board(find("board"), kind(), {
    标段: section().code, 部位: form.elements.part.value ? part.textContent : "", 桩号: form.elements.said.value,
    工序: form.elements.process.value, 日期: new Date().toLocaleDateString("sv"),
  });
  draw();
}

// What is wanted of this set, with how many there are of each.
async function draw() {
  if (!known?.sections.length) return;
  const rows = await store.shots();
  const running = form.elements.which.value;
  const mine = rows.filter((one) => running && one.facts.set === running);
  const there = set()?.shots ?? [];
  find("shots").replaceChildren(
    ...kind().shots.map((shot) => {
      const count = there.filter((one) => one === shot.key).length + mine.filter((one) => one.facts.shot === shot.key && (one.state !== "arrived" || !there.includes(shot.key))).length;
      const label = count ? `${texts.taken} ${count}` : texts.missing;
      return element("li", { "data-shot": shot.key },
        element("span", { text: shot.name }), element("span", { class: count ? "badge done" : "badge orange", text: label }),
        element("button", { type: "button", class: "button", "aria-label": `${texts.take} ${shot.name}`, text: count ? texts.retake : texts.take, onclick: () => take(shot) }));
    }),
  );
  drawQueue(rows);
}

function drawQueue(rows) {
  const waiting = rows.filter((one) => one.state !== "arrived" && one.state !== "conflict").length;
  const conflict = rows.some((one) => one.state === "conflict");
  find("waiting").textContent = waiting ? say("waiting", { n: waiting }) : conflict ? texts.conflict : rows.length ? texts.all_sent : "";
  find("queue").replaceChildren(
    ...rows.sort((one, other) => other.facts.device_taken - one.facts.device_taken).slice(0, 200).map((one) => {
      const state = one.state === "arrived" ? `${texts.arrived} · ${say("record", { n: one.number })}` : texts[one.state];
      const colour = one.state === "arrived" ? "done" : one.state === "conflict" || one.state === "other" ? "red" : "";
      const line = element("li", { "data-state": one.state, "data-id": one.id },
        element("span", { text: `${one.name} · ${new Date(one.facts.device_taken).toLocaleTimeString()}` }),
        element("span", { class: `badge ${colour}`, text: state }));
      if (one.said) line.append(element("p", { class: "why", text: one.said }));
      if (one.state === "conflict" || one.state === "arrived") line.append(element("button", { type: "button", class: "plain", text: texts.remove, onclick: () => remove(one) }));
      return line;
    }),
  );
}

async function remove(one) {
  if (one.state !== "arrived" && !confirm(texts.sure)) return;
  await store.drop(one.id);
  draw();
}

async function take(shot) {
  if (!form.elements.which.value && !form.elements.part.value && !form.elements.said.value.trim()) {
    tell(texts.need_place, true);
    return form.elements.said.focus();
  }
  const dialog = find("camera");
  find("shot-name").textContent = shot.name;
  dialog.showModal();
  const video = find("video");
  const ends = new AbortController();
  const listen = (id, event, act) => find(id).addEventListener(event, act, { signal: ends.signal });
  const done = () => { ends.abort(); camera.close(video); if (dialog.open) dialog.close(); };
  listen("camera", "close", done);
  listen("close-camera", "click", done);
  listen("shutter", "click", async () => { const at = moment(); const blob = await camera.snap(video); done(); await stored(shot, blob, "camera", at); });
  for (const [id, source] of [["phone-camera", "camera"], ["gallery", "gallery"]]) {
    listen(id, "change", async (event) => {
      const [file] = event.target.files;
      if (!file) return;
      const at = moment();
      // Some browsers offer the album here too: what was not made just now is an import, whatever button it came by.
      const fresh = source === "camera" && Math.abs(Date.now() - file.lastModified) < FRESH;
      const blob = fresh ? await camera.fromFile(file) : file;
      event.target.value = "";
      done();
      await stored(shot, blob, fresh ? "camera" : "gallery", at);
    });
  }
  const opened = await camera.open(video);
  // Closed meanwhile: the camera is not left running.
  if (!dialog.open) return camera.close(video);
  find("no-camera").hidden = opened;
  video.hidden = find("shutter").hidden = !opened;
}

const moment = () => clock.taken(known, section());

async function stored(shot, blob, source, at) {
  const fresh = !form.elements.which.value;
  const group = form.elements.which.value || crypto.randomUUID();
  const part = form.elements.part.selectedOptions[0];
  const facts = {
    ...at, source, set: group, kind: form.elements.kind.value, shot: shot.key, part: form.elements.part.value,
    said: form.elements.said.value.trim(), process: form.elements.process.value.trim(),
    place: place.declared(form, fix), board: boardSaid(find("board")),
  };
  const row = {
    id: crypto.randomUUID(), who: known.user.id, section: section().id, name: shot.name, blob,
    sha256: await camera.sha256(blob), state: "queued", facts,
  };
  try {
    await store.keep(row);
    if (fresh) {
      const name = facts.said || (facts.part ? part.textContent : "");
      section().sets.unshift({ id: group, name: [name, facts.process].filter(Boolean).join(" "), kind: facts.kind, status: texts.queued, shots: [] });
      await store.say("facts", known);
      form.elements.which.dataset.next = group;
    }
  } catch {
    return tell(texts.full, true);
  }
  if (fresh) {
    sectionChosen();
    form.elements.which.value = group;
    setChosen();
  }
  tell(say("stored", { id: row.id.slice(0, 8) }));
  await draw();
  sendAll();
}

async function sendAll() {
  if (busy) return;
  busy = true;
  try {
    await renew();
    reached(true);
    await send.all(known, draw);
    await renew();
  } catch (error) {
    if (error instanceof send.SignedOut) {
      reached(true);
      tell(texts.sign_in, true);
      find("sign-in").hidden = false;
    } else reached(false);
  } finally {
    busy = false;
    draw();
  }
}

// Fresh challenges and what is begun; sets that only this phone knows stay in the list.
async function renew() {
  const said = clock.mark(await send.facts());
  const waiting = (await store.shots()).filter((one) => one.state !== "arrived").map((one) => one.facts.set);
  for (const one of said.sections) {
    const before = known?.sections.find((other) => other.id === one.id)?.sets ?? [];
    one.sets.unshift(...before.filter((other) => waiting.includes(other.id) && !one.sets.some((there) => there.id === other.id)));
  }
  const first = !known;
  const chosen = known && Object.fromEntries(["section", "which", "kind", "part"].map((name) => [name, form.elements[name].value]));
  known = said;
  find("sign-in").hidden = true;
  await store.say("facts", known);
  show(first ? {} : chosen);
}

function show(chosen = {}) {
  find("who").textContent = known.user.name;
  form.hidden = !known.sections.length;
  if (form.hidden) return tell(texts.no_sections, true);
  fill(form.elements.section, known.sections.map((one) => [one.id, `${one.code} ${one.name}`]), chosen.section);
  sectionChosen();
  for (const name of ["which", "part", "kind"]) if (chosen[name] !== undefined) form.elements[name].value = chosen[name];
  setChosen();
}

// What the browser says of the net is often wrong (a router without a line behind it): what counts is whether we got through.
function reached(up) {
  find("net").textContent = up ? texts.online : texts.offline;
  find("net").classList.toggle("orange", !up);
}

async function again() {
  const waits = (await store.shots()).some((one) => one.state === "queued" && one.who === known?.user.id);
  if (waits || !known) sendAll();
}

async function locate() {
  for (const one of form.querySelectorAll("[data-place]")) one.hidden = one.dataset.place !== form.elements.place.value;
  if (form.elements.place.value !== "gnss") return;
  find("fix").textContent = texts.locating;
  fix = await place.satellite();
  find("fix").textContent = fix ? say("located", { n: fix.accuracy }) : texts.not_located;
}

async function begin() {
  navigator.serviceWorker?.register("sw.js", { scope: "./" }).catch(() => {});
  store.persist();
  for (const one of await store.shots()) if (one.state === "sending") await store.keep({ ...one, state: "queued" });
  const handlers = { section: sectionChosen, which: setChosen, part: partChosen, kind: kindChosen, said: kindChosen, place: locate };
  for (const [name, act] of Object.entries(handlers)) form.elements[name].addEventListener("change", act);
  form.addEventListener("submit", (event) => event.preventDefault());
  find("send").addEventListener("click", sendAll);
  addEventListener("online", sendAll);
  addEventListener("offline", () => reached(false));
  setInterval(again, AGAIN);
  known = (await store.said("facts")) ?? null;
  if (known) show();
  await sendAll();
  if (!known && find("sign-in").hidden) tell(texts.never, true);
  document.body.dataset.ready = "yes";
}

begin();
