/** `<sheet-editor>`: the smallest document element that autosave can work with: rows of a name and an amount. */

class SheetEditor extends HTMLElement {
  #value = { rows: [] };

  connectedCallback() {
    this.#value = JSON.parse(this.dataset.value || "null") ?? { rows: [] };
    this.addEventListener("input", ({ target }) => this.#edit(target));
    this.addEventListener("click", ({ target }) => this.#act(target.dataset.act, target.closest("[data-row]")?.dataset.row));
    this.#render();
  }

  get value() {
    return this.#value;
  }

  receive(value, paths) {
    this.dataset.received = paths.join(" ");
    this.#value = value;
    this.#render();
  }

  #edit(input) {
    const { row } = input.closest("[data-row]").dataset;
    this.#value.rows.find(({ id }) => id === row)[input.dataset.part] = input.value;
    this.#changed();
  }

  #act(act, row) {
    if (act === "add") {
      const id = `row-${Date.now().toString(36)}-${this.#value.rows.length}`;
      this.#value.rows.push({ id, position: `p${Date.now().toString(36)}`, name: "", amount: "" });
    } else if (act === "remove") {
      this.#value.rows = this.#value.rows.filter(({ id }) => id !== row);
    } else {
      return;
    }
    this.#render();
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new CustomEvent("autosave:change", { bubbles: true }));
  }

  #render() {
    const rows = this.#value.rows.map((row) => {
      const line = document.createElement("p");
      line.dataset.row = row.id;
      const parts = ["name", "amount"].map((part) => {
        const input = document.createElement("input");
        input.dataset.part = part;
        input.value = row[part];
        input.setAttribute("aria-label", part);
        return input;
      });
      line.append(...parts, button("remove"));
      return line;
    });
    this.replaceChildren(...rows, button("add"));
  }
}

function button(act) {
  const made = document.createElement("button");
  made.type = "button";
  made.dataset.act = act;
  made.textContent = act;
  return made;
}

customElements.define("sheet-editor", SheetEditor);
