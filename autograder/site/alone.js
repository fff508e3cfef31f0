// Explorers in a page without a kernel. `render` is that of view.js, which stands above
// this file; here is what it meets in JupyterLab: a model, and controls to follow. The
// controls are the browser's own.

class Control {
  constructor({ kind, label, words }, start, parent) {
    Object.assign(this, { kind, label, words, position: start, listeners: new Set() });
    const box = document.createElement("label");
    box.append(kind === "Toggle" ? "" : `${label} `);
    this.field = kind === "Choice" ? this.menu() : this.input();
    box.append(this.field, kind === "Toggle" ? ` ${label}` : "");
    this.said = document.createElement("output");
    if (this.slides) box.append(this.said);
    parent.append(box);
    this.show();
  }

  get slides() { return this.kind === "Slider" || this.kind === "Steps"; }

  menu() {
    const field = document.createElement("select");
    field.append(...this.words.map((word) => new Option(word)));
    field.addEventListener("change", () => this.move(field.selectedIndex));
    return field;
  }

  input() {
    const field = document.createElement("input");
    field.type = this.slides ? "range" : "checkbox";
    if (this.slides) Object.assign(field, { min: 0, max: this.words.length - 1, step: 1 });
    const place = () => (this.slides ? Number(field.value) : Number(field.checked));
    field.addEventListener("input", () => this.move(place()));
    return field;
  }

  show() {
    if (this.slides) this.field.value = this.position;
    else if (this.kind === "Choice") this.field.selectedIndex = this.position;
    else this.field.checked = Boolean(this.position);
    this.said.textContent = this.words[this.position];
    if (this.slides) this.field.setAttribute("aria-valuetext", this.words[this.position]);
  }

  move(position) {
    if (position === this.position) return;
    this.position = position;
    this.show();
    this.listeners.forEach((listener) => listener());
  }

  // As an ipywidgets model: all positions are counted, so value and index are the same.
  get(name) {
    const model = this.slides ? "Slider" : this.kind;
    return { description: this.label, index: this.position, _model_name: model }[name];
  }

  set(_name, position) { this.move(Number(position)); }

  save_changes() {}

  on(_events, listener) { this.listeners.add(listener); }

  off(_events, listener) { this.listeners.delete(listener); }
}

function bytes(text) {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

function model(data, controls) {
  const listeners = new Set();
  const held = {
    ...data, alone: true, scales: controls.map(() => []),
    controls: controls.map((_, k) => `IPY_MODEL_${k}`), star: bytes(data.stars[0]),
  };
  return {
    get: (name) => held[name],
    on: (_event, listener) => listeners.add(listener),
    off: (_event, listener) => listeners.delete(listener),
    widget_manager: { get_model: async (k) => controls[k] },
    async hand(star) {
      held.star = bytes(star);
      await Promise.all([...listeners].map((listener) => listener()));
    },
  };
}

async function start(place) {
  const data = JSON.parse(place.querySelector("script").textContent);
  const root = document.createElement("div");
  root.className = "gradlab-live";
  const picture = document.createElement("div");
  const row = document.createElement("div");
  row.className = "gradlab-controls";
  const controls = data.controls.map((spec, k) => new Control(spec, data.start[k], row));
  const reset = document.createElement("button");
  reset.className = "gradlab-reset";
  reset.textContent = "Reset";
  row.append(reset);
  root.append(picture, row);
  place.replaceChildren(root);
  const held = model(data, controls);
  await render({ model: held, el: picture });
  for (const star of data.stars.slice(1)) await held.hand(star);
  if (data.stars.length > 1) await held.hand(data.stars[0]);
}

document.querySelectorAll(".explorer").forEach(start);
