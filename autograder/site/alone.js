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
    this.place(position);
    this.listeners.forEach((listener) => listener());
  }

  place(position) {
    this.position = position;
    this.show();
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

// How far controls would have to go to stand where a line is; a choice counts most.
function distance(line, here, controls) {
  return here.reduce((sum, p, k) => {
    if (k === line.axis || p === line.at[k]) return sum;
    const { slides, words } = controls[k];
    return sum + (slides ? Math.abs(p - line.at[k]) / words.length : 10);
  }, 0);
}

// What answers in place of the kernel: the frames along the control that moved. There
// are lines of them at some places of the others, which go to the nearest.
function model(data, controls) {
  const listeners = new Set();
  const unpacked = async (line) => (line.held ??= await unpack(bytes(line.frames)));
  const held = {
    ...data, scales: controls.map(() => []), star: null,
    controls: controls.map((_, k) => `IPY_MODEL_${k}`),
  };
  const hand = (base, axes) => { held.star = { base, axes, byteLength: 1 }; };
  return {
    get: (name) => held[name],
    on: (_event, listener) => listeners.add(listener),
    off: (_event, listener) => listeners.delete(listener),
    widget_manager: { get_model: async (k) => controls[k] },
    async begin() {
      const here = data.start.join();
      const lines = data.lines.filter((line) => line.at.join() === here);
      hand(data.start, await Promise.all(lines.map(unpacked)));
    },
    async send({ centre, moved }) {
      const axis = Math.max(moved, 0);
      const far = (line) => distance(line, centre, controls);
      const [line] = data.lines.filter((one) => one.axis === axis)
        .sort((one, other) => far(one) - far(other));
      const at = line.at.map((p, k) => (k === axis ? centre[k] : p));
      controls.forEach((control, k) => k !== axis && control.place(at[k]));
      const frames = await unpacked(line);
      hand(at, controls.map((_, k) => (k === axis ? frames : [])));
      listeners.forEach((listener) => listener());
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
  await held.begin();
  await render({ model: held, el: picture });
}

document.querySelectorAll(".explorer").forEach(start);
