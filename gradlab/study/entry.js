// @ts-check
// Where a student writes a prediction: a form of the browser's own. What is committed
// goes to the kernel in one message, so a busy kernel never takes half a number.

/** @typedef {{box: number[], x: number[], y: number[], labels: string[]}} Axes */
/** @typedef {object} Model
 * @property {(name: string) => any} get
 * @property {(message: object) => void} send
 * @property {(event: string, listener: () => void) => void} on
 * @property {(event: string, listener: () => void) => void} off */
/** @typedef {{parts: Element[], read: () => string}} Entry */

let count = 0; // names of radio groups must differ in a page

/** @param {string} kind @param {string} words @returns {[HTMLLabelElement, HTMLInputElement]} */
function field(kind, words) {
  const label = document.createElement("label");
  const input = document.createElement("input");
  input.type = kind;
  label.append(`${words} `, input);
  return [label, input];
}

/** @param {string} called what a student gives @returns {Entry} */
function number(called) {
  const [label, input] = field("text", called);
  input.autocomplete = "off";
  input.placeholder = "a number";
  return { parts: [label], read: () => input.value };
}

/** @param {string} called what a student gives
 * @param {[string, string][]} options text and HTML of each @returns {Entry} */
function choice(called, options) {
  const name = `gradlab-choice-${count++}`;
  const set = document.createElement("fieldset");
  const legend = document.createElement("legend");
  legend.textContent = called;
  set.append(legend);
  const inputs = options.map(([value, html]) => {
    const [label, input] = field("radio", "");
    const words = document.createElement("span");
    words.innerHTML = html;
    Object.assign(input, { name, value });
    label.append(words);
    set.append(label);
    return input;
  });
  const read = () => inputs.find((input) => input.checked)?.value ?? "";
  return { parts: [set], read };
}

/** A picture for the mouse, two numbers for the keyboard, and a ring at the place.
 * @param {string} picture @param {Axes} axes @returns {Entry} */
function place(picture, { box: [left, top, width, height], x, y, labels }) {
  const sheet = document.createElement("div");
  sheet.innerHTML = picture;
  sheet.style.cursor = "crosshair";
  const svg = /** @type {SVGSVGElement} */ (sheet.querySelector("svg"));
  const ring = /** @type {Element} */ (svg.querySelector(".gradlab-guess"));
  const fields = [x, y].map((ends, k) => {
    const [label, input] = field("number", labels[k]);
    Object.assign(input, { min: ends[0], max: ends[1], step: (ends[1] - ends[0]) / 50 });
    return { label, input };
  });
  const value = () => fields.map(({ input }) => Number(input.value));
  const isSet = () => fields.every(({ input }) => input.value !== "");
  const draw = () => {
    const [across, up] = value();
    ring.setAttribute("visibility", isSet() ? "visible" : "hidden");
    ring.setAttribute("cx", `${left + (width * (across - x[0])) / (x[1] - x[0])}`);
    ring.setAttribute("cy", `${top + (height * (y[1] - up)) / (y[1] - y[0])}`);
  };
  sheet.addEventListener("click", (event) => {
    const matrix = svg.getScreenCTM()?.inverse();
    if (!matrix) return;
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix);
    const shares = [(at.x - left) / width, 1 - (at.y - top) / height];
    fields.forEach(({ input }, k) => {
      const [low, high] = [x, y][k];
      const share = Math.min(Math.max(shares[k], 0), 1);
      input.value = `${Number((low + share * (high - low)).toPrecision(3))}`;
    });
    draw();
  });
  fields.forEach(({ input }) => input.addEventListener("input", draw));
  const row = document.createElement("div");
  row.append("Click on the picture or write two numbers: ", ...fields.map((f) => f.label));
  draw();
  return { parts: [sheet, row], read: () => (isSet() ? value().join("; ") : "") };
}

/** @param {{ model: Model, el: HTMLElement }} shown */
function render({ model, el }) {
  /** @type {Record<string, () => Entry>} */
  const kinds = {
    number: () => number(model.get("called")),
    choice: () => choice(model.get("called"), model.get("options")),
    place: () => place(model.get("picture"), model.get("axes")),
  };
  const entry = kinds[model.get("kind")]();
  const form = document.createElement("form");
  const button = document.createElement("button");
  form.noValidate = true; // a browser's complaint about a step would keep a number back
  form.dataset.lmSuppressShortcuts = "true"; // keys are the field's, not JupyterLab's
  button.textContent = "Commit";
  form.append(...entry.parts, button);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!model.get("given")) model.send({ commit: entry.read() });
  });
  form.addEventListener("keydown", (event) => {
    const writes = event.target instanceof HTMLInputElement;
    if (event.key !== "Enter" || event.shiftKey || !writes) return;
    event.preventDefault(); // JupyterLab keeps the browser from doing it
    form.requestSubmit();
  });
  const settle = () => {
    if (!model.get("given")) return;
    const here = form.contains(document.activeElement);
    form.hidden = true; // what was given stands in the result
    el.tabIndex = -1;
    if (here) el.focus(); // the next Tab goes on from here
  };
  model.on("change:given", settle);
  settle();
  el.classList.add("gradlab-entry");
  el.append(form);
  return () => model.off("change:given", settle);
}

export default { render };
