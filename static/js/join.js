// Lets the chosen videos be dragged into their order; the buttons do the same without this.
const list = document.querySelector("[data-order]");

function place(item, x, y) {
  for (const other of list.children) {
    if (other === item) continue;
    const box = other.getBoundingClientRect();
    if (y < box.top || y > box.bottom) continue;
    if (x >= box.left && x <= box.right) {
      const before = x < box.left + box.width / 2;
      list.insertBefore(item, before ? other : other.nextElementSibling);
      return;
    }
  }
}

function buttons() {
  const items = [...list.children];
  items.forEach((item, at) => {
    const [up, down] = item.querySelectorAll("button");
    up.disabled = at === 0;
    down.disabled = at === items.length - 1;
  });
}

if (list) {
  let moving = null;
  list.addEventListener("dragstart", (event) => {
    moving = event.target.closest("li");
    moving?.classList.add("moving");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", "");
  });
  list.addEventListener("dragover", (event) => {
    if (!moving) return;
    event.preventDefault();
    place(moving, event.clientX, event.clientY);
  });
  list.addEventListener("dragend", () => {
    moving?.classList.remove("moving");
    moving = null;
    buttons();
  });
}
