// The form for one set of pictures: section, kind, part, place, and the shots its template wants. 表单。
export function option(value, label, chosen) {
  const made = new Option(label, value);
  made.selected = value === chosen;
  return made;
}

export function fill(select, rows, chosen) {
  select.replaceChildren(...rows.map(([value, label]) => option(value, label, chosen)));
}

export function element(name, { text, ...said } = {}, ...inside) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(said)) {
    if (key === "onclick") made.addEventListener("click", value);
    else if (value !== undefined) made.setAttribute(key, value);
  }
  if (text !== undefined) made.textContent = text;
  made.append(...inside);
  return made;
}

// Fields of the photo board, filled in where they are known.
export function board(home, kind, known) {
  const rows = kind.board.map((name) => {
    const before = home.querySelector(`input[data-name="${CSS.escape(name)}"]`)?.value;
    const input = element("input", { "data-name": name, id: `board-${name}`, maxlength: "60", autocomplete: "off" });
    input.value = before || known[name] || "";
    return element("p", {}, element("label", { for: `board-${name}`, text: name }), input);
  });
  home.replaceChildren(...rows);
}

export function boardSaid(home) {
  return Object.fromEntries([...home.querySelectorAll("input")].map((one) => [one.dataset.name, one.value.trim()]));
}
