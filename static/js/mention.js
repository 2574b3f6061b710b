/* Completes @handles in a prompt: a list of those whom one may use, by keys, pointer or touch. */

const MENTION = /(?:^|[\s("“«'])@([\w.]{0,60})$/u;

for (const field of document.querySelectorAll("[data-mentions]")) {
  const list = document.createElement("ul");
  const told = document.createElement("p");
  list.id = `${field.id}-mentions`;
  list.className = "mentions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", field.dataset.mentionsLabel);
  list.hidden = true;
  told.className = "vh";
  told.setAttribute("role", "status");
  field.after(list, told);
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", list.id);

  let at = -1;
  let asked = 0;
  let timer = 0;

  function close() {
    list.hidden = true;
    list.replaceChildren();
    field.removeAttribute("aria-activedescendant");
    at = -1;
  }

  function choose(index) {
    const options = [...list.children];
    at = (index + options.length) % options.length;
    options.forEach((option, number) => option.setAttribute("aria-selected", String(number === at)));
    field.setAttribute("aria-activedescendant", options[at].id);
    options[at].scrollIntoView({ block: "nearest" });
  }

  function begun() {
    if (field.selectionStart !== field.selectionEnd) return null;
    const found = MENTION.exec(field.value.slice(0, field.selectionStart));
    return found ? found[1] : null;
  }

  function take(mention) {
    const text = begun();
    if (text === null) return;
    const end = field.selectionStart;
    const start = end - text.length - 1;
    const space = /^[\s.,;:!?)]/u.test(field.value.slice(end)) ? "" : " ";
    field.setRangeText(`${mention}${space}`, start, end, "end");
    close();
    field.focus();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function show(people) {
    list.replaceChildren(
      ...people.map(({ mention, name, kind }, number) => {
        const option = document.createElement("li");
        const handle = document.createElement("strong");
        const said = document.createElement("span");
        option.id = `${list.id}-${number}`;
        option.setAttribute("role", "option");
        option.dataset.mention = mention;
        option.dataset.kind = kind;
        handle.textContent = mention;
        said.textContent = name === mention.slice(1) ? "" : name;
        option.append(handle, said);
        return option;
      }),
    );
    list.hidden = people.length === 0;
    told.textContent = people.length ? field.dataset.mentionsTold.replace("{n}", people.length) : "";
    if (people.length) choose(0);
    else close();
  }

  async function look() {
    const text = begun();
    if (text === null) {
      close();
      return;
    }
    const number = ++asked;
    try {
      const answer = await fetch(`${field.dataset.mentions}?q=${encodeURIComponent(text)}`);
      const people = answer.ok ? (await answer.json()).people : [];
      if (number === asked && begun() === text) show(people);
    } catch {
      close();
    }
  }

  field.addEventListener("input", () => {
    clearTimeout(timer);
    if (begun() === null) close();
    else timer = setTimeout(look, 120);
  });
  field.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown") choose(at + 1);
    else if (event.key === "ArrowUp") choose(at - 1);
    else if (event.key === "Escape") close();
    else if ((event.key === "Enter" && !event.ctrlKey && !event.metaKey) || event.key === "Tab") take(list.children[at].dataset.mention);
    else return;
    event.preventDefault();
  });
  field.addEventListener("blur", () => setTimeout(close, 150));
  list.addEventListener("pointerdown", (event) => {
    const option = event.target.closest("[role=option]");
    event.preventDefault();
    if (option) take(option.dataset.mention);
  });
}
