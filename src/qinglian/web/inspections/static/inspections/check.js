/* The checklist where the line is bad: each item is saved by itself, under a token of its own; what did not arrive is sent
   again under the same token, so that it is saved once. 检查单：逐项保存，断网后自动再存。 */
const AGAIN = 15000;
const sentFiles = new WeakMap();
const itemOf = (event) => event.target.closest?.("form[data-item]");
const chosen = (form) => [...form.querySelectorAll("input[type=file]")].flatMap((one) => [...one.files]);

function renew(event) {
  const form = itemOf(event);
  if (form) form.elements.token.value = Array.from(crypto.getRandomValues(new Uint8Array(16)), (one) => one.toString(16).padStart(2, "0")).join("");
}
document.addEventListener("change", renew, true);

document.addEventListener("htmx:beforeRequest", (event) => {
  const form = itemOf(event);
  if (form) sentFiles.set(form, chosen(form));
});

document.addEventListener("htmx:beforeSwap", (event) => {
  if ([409, 422].includes(event.detail.xhr.status) && event.detail.target.classList.contains("state")) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
});

document.addEventListener("htmx:afterRequest", (event) => {
  const form = itemOf(event);
  if (!form) return;
  const arrived = event.detail.xhr.status >= 200 && event.detail.xhr.status < 500;
  form.toggleAttribute("data-unsaved", !arrived);
  if (!arrived) {
    const said = document.createElement("p");
    said.className = "errorlist";
    said.setAttribute("role", "alert");
    said.textContent = form.dataset.lost;
    form.querySelector(".state").replaceChildren(said);
    return;
  }
  const before = sentFiles.get(form) ?? [];
  const now = chosen(form);
  if (before.length === now.length && before.every((one, place) => one === now[place])) {
    form.querySelectorAll("input[type=file]").forEach((one) => { one.value = ""; });
  }
});

const again = () => document.querySelectorAll("form[data-unsaved]").forEach((form) => form.requestSubmit());
window.addEventListener("online", again);
setInterval(() => { if (navigator.onLine) again(); }, AGAIN);
window.addEventListener("beforeunload", (event) => {
  if (document.querySelector("form[data-unsaved]")) event.preventDefault();
});
