// @ts-check
// Explorers in a page without a kernel. `LivePicture` is that of JupyterLab; here are
// the two that it works with: controls of the browser's own, and a source of frames.

import { LivePicture, unpack } from "../../gradlab/explore/core/picture.js";

/** @typedef {import("../../gradlab/explore/core/sheet.js").Frame} Frame */
/** @typedef {{kind: string, label: string, words: string[]}} Spec */
/** The frames along one control, the others at rest.
 * @typedef {{axis: number, at: number[], frames: string, held?: Promise<(Frame | null)[]>}} Line */
/** @typedef {object} Data
 * @property {string} about
 * @property {string} name in which the browser keeps the goals that were reached
 * @property {import("../../gradlab/explore/core/goals.js").Goal[]} goals
 * @property {[number, number]} size
 * @property {number[]} start
 * @property {number} runs
 * @property {Spec[]} controls
 * @property {Line[]} lines
 * @property {Record<string, string>} stills */

/** A slider, a menu or a box to tick, with its label. */
class BrowserControl {
  /** @param {Spec} spec @param {number} start @param {Element} parent */
  constructor({ kind, label, words }, start, parent) {
    this.label = label;
    this.words = words;
    this.count = words.length;
    this.slides = kind === "Slider" || kind === "Steps";
    this.at = start;
    /** @type {Set<() => void>} */
    this.listeners = new Set();
    const box = document.createElement("label");
    this.said = document.createElement("output");
    this.show = kind === "Choice" ? this.menu(box, label)
      : this.slides ? this.range(box, label) : this.tick(box, label);
    parent.append(box);
    this.place(start);
  }

  /** @param {string} label */
  named(label) {
    const words = document.createElement("span");
    words.textContent = label;
    return words;
  }

  /** @param {Element} box @param {string} label */
  menu(box, label) {
    const field = document.createElement("select");
    field.append(...this.words.map((word) => new Option(word)));
    field.addEventListener("change", () => this.move(field.selectedIndex));
    field.setAttribute("aria-label", label);
    box.append(this.named(label), field);
    return () => { field.selectedIndex = this.at; };
  }

  /** @param {Element} box @param {string} label */
  range(box, label) {
    const field = document.createElement("input");
    Object.assign(field, { type: "range", min: 0, max: this.words.length - 1, step: 1 });
    field.addEventListener("input", () => this.move(Number(field.value)));
    field.setAttribute("aria-label", label);
    box.append(this.named(label), field, this.said);
    return () => {
      field.value = `${this.at}`;
      field.setAttribute("aria-valuetext", this.words[this.at]);
      this.said.textContent = this.words[this.at];
    };
  }

  /** @param {Element} box @param {string} label */
  tick(box, label) {
    const field = document.createElement("input");
    field.type = "checkbox";
    field.addEventListener("input", () => this.move(Number(field.checked)));
    box.className = "gradlab-tick";
    box.append(field, ` ${label}`);
    return () => { field.checked = Boolean(this.at); };
  }

  position() { return this.at; }

  /** @param {number} position */
  word(position) { return this.words[position]; }

  /** @param {number} position */
  move(position) {
    if (position === this.at) return;
    this.place(position);
    this.listeners.forEach((listener) => listener());
  }

  /** Go to a position that no listener hears of. @param {number} position */
  place(position) {
    this.at = position;
    this.show();
  }

  /** @param {() => void} listener */
  onMove(listener) {
    this.listeners.add(listener);
    return () => { this.listeners.delete(listener); };
  }
}

/** How far controls would have to go to stand where a line is; a choice counts most.
 * @param {Line} line @param {number[]} here @param {BrowserControl[]} controls */
function distance(line, here, controls) {
  return here.reduce((sum, p, k) => {
    if (k === line.axis || p === line.at[k]) return sum;
    const { slides, words } = controls[k];
    return sum + (slides ? Math.abs(p - line.at[k]) / words.length : 10);
  }, 0);
}

/** @param {Line} line @returns {Promise<(Frame | null)[]>} */
function framesOf(line) {
  const bytes = () => Uint8Array.from(atob(line.frames), (letter) => letter.charCodeAt(0));
  return line.held ??= unpack(bytes());
}

/** The frames along a control that moved. There are lines of them at some places of the
 * others, which go to the nearest.
 * @param {Data} data @param {number[]} centre @param {number[]} moved
 * @param {BrowserControl[]} controls */
async function nearest(data, centre, moved, controls) {
  const lines = data.lines.filter(({ axis }) => (moved.length ? moved.includes(axis) : !axis));
  /** @param {Line} line */
  const far = (line) => distance(line, centre, controls);
  const [line] = lines.sort((one, other) => far(one) - far(other));
  const { axis } = line;
  const base = line.at.map((p, k) => (k === axis ? centre[k] : p));
  controls.forEach((control, k) => { if (k !== axis) control.place(base[k]); });
  const frames = await framesOf(line);
  return { base, axes: controls.map((_, k) => (k === axis ? frames : [])) };
}

/** The goals that were reached in this browser. @param {string} name @returns {number[]} */
function held(name) {
  try {
    return JSON.parse(localStorage.getItem(`gradlab/${name}`) ?? "[]");
  } catch {
    return []; // a browser may keep nothing of a page from the disk
  }
}

/** @param {string} name @param {number} place */
function hold(name, place) {
  try {
    localStorage.setItem(`gradlab/${name}`, JSON.stringify([...held(name), place]));
  } catch {
    // the page says that it is reached; it is forgotten when the page closes
  }
}

/** @param {Element} place @param {Data} data */
async function start(place, data) {
  const root = document.createElement("div");
  root.className = "gradlab-live";
  const picture = document.createElement("div");
  const row = document.createElement("div");
  row.className = "gradlab-controls";
  const named = data.controls.filter(({ kind }) => kind !== "Toggle");
  const labels = named.map(({ label }) => label.length);
  row.style.setProperty("--gradlab-label", `${0.56 * Math.max(...labels) + 0.8}em`);
  const controls = data.controls.map((spec, k) => new BrowserControl(spec, data.start[k], row));
  const reset = document.createElement("button");
  reset.className = "gradlab-reset";
  reset.textContent = "Reset";
  row.append(reset);
  root.append(picture, row);
  place.replaceChildren(root);
  const here = data.lines.filter((line) => line.at.join() === data.start.join());
  const axes = await Promise.all(here.map(framesOf));
  const view = new LivePicture(picture, controls, {
    about: data.about,
    size: data.size,
    start: data.start,
    runs: data.runs,
    stills: () => data.stills,
    goals: data.goals,
    before: held(data.name),
    reached: (place) => hold(data.name, place),
    ask: (centre, moved) => {
      nearest(data, centre, moved, controls).then((around) => view.receive(around));
    },
  });
  reset.addEventListener("click", () => view.reset());
  view.receive({ base: data.start, axes });
  view.speak();
}

/** What a data file calls. @type {Window & {gradlabArrived?: (key: string, data: Data) => void}} */
const page = window;
page.gradlabArrived = (key, data) => {
  const place = document.getElementById(key);
  if (place) start(place, data);
};

/** Have the data fetched; a script, since a page from the disk may read nothing else.
 * @param {Element} place */
function fetchData({ id }) {
  const script = document.createElement("script");
  script.src = `${id}.js`;
  document.head.append(script);
}

const watch = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    watch.unobserve(target);
    fetchData(target);
  }
}, { rootMargin: "100px" });

document.querySelectorAll(".explorer").forEach((place) => {
  const inside = place.querySelector("script");
  if (inside) start(place, JSON.parse(inside.textContent ?? ""));
  else watch.observe(place);
});
