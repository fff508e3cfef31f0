// @ts-check
// The live picture of an explorer: a still part, drawn once by matplotlib, and above it
// the frame of the position at which the controls stand. Frames are made beforehand,
// along each control with the others at rest, so a move needs nobody but the browser.
// When the hand rests, the frames around the new position are asked for.
// `LivePicture` knows controls and a source of frames. `render` makes both of what
// JupyterLab has; a page without a kernel brings its own (autograder/site/alone.js).

/** @typedef {[overlay: string, readout: string, settings: string, still: string]} Frame */
/** Frames along each control through one position; null where there was no time.
 * @typedef {{base: number[], axes: (Frame | null)[][]}} Around */
/** What a hand moves, in counted positions; `onMove` returns what ends it.
 * @typedef {object} Control
 * @property {boolean} slides
 * @property {() => number} position
 * @property {(position: number) => void} move
 * @property {(listener: () => void) => () => void} onMove */
/** Where frames come from.
 * @typedef {object} Source
 * @property {string} about
 * @property {[number, number]} size in CSS pixels
 * @property {number[]} start the positions that Reset returns to
 * @property {() => Record<string, string>} stills data URIs by key
 * @property {(centre: number[], moved: number) => void} ask
 * @property {(text: string) => void} [spoken] told what a screen reader is told */
/** What anywidget's and ipywidgets' models have in common.
 * @typedef {object} Model
 * @property {(name: string) => any} get
 * @property {(name: string, value: unknown) => void} set
 * @property {() => void} save_changes
 * @property {(events: string, listener: () => void) => void} on
 * @property {(events: string, listener: () => void) => void} off
 * @property {(content: object) => void} send
 * @property {{get_model: (id: string) => Promise<Model>}} widget_manager */

const REST = 120; // milliseconds without a move until the hand counts as at rest
const SPEAK = 300; // milliseconds of rest until a screen reader is told the numbers
const KEPT = 12; // positions whose frames are remembered
const REPEATS = 5; // questions for what a slow function left out, without a move
const ANSWER = 10_000; // milliseconds until a question counts as lost

/** @param {BufferSource} packed @returns {Promise<any>} */
async function unpack(packed) {
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Response(stream).json();
}

/** @param {number[]} one @param {number[]} other */
const same = (one, other) => one.join() === other.join();

/** The frame of a position on the one axis that leads there, null if none does. Where
 * the student's function is slow a slider shows the nearest frame, which says where it is.
 * @param {Around} around @param {number[]} position @param {Control[]} controls */
function find({ base, axes }, position, controls) {
  const moved = position.flatMap((p, k) => (p === base[k] ? [] : [k]));
  if (moved.length > 1) return null;
  const k = moved[0] ?? axes.findIndex((axis) => axis.length);
  const axis = axes[k];
  const reach = controls[k].slides ? axis.length : 1;
  for (let far = 0; far < reach; far++) {
    const frame = axis[position[k] - far] ?? axis[position[k] + far];
    if (frame) return frame;
  }
  return null;
}

/** @param {string} tag @param {string} className @param {Element} parent
 * @param {Record<string, string>} [attributes] */
function element(tag, className, parent, attributes = {}) {
  const made = document.createElement(tag);
  made.className = className;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  parent.append(made);
  return made;
}

/** What a screen reader and the mouse meet: picture, readout, settings. */
class Sheet {
  /** @param {HTMLElement} el @param {[number, number]} size */
  constructor(el, [width, height]) {
    this.el = el;
    el.classList.add("gradlab-view");
    this.picture = element("div", "gradlab-picture", el, { role: "img" });
    const sizes = { width: `${width}`, height: `${height}` };
    this.still = element("img", "", this.picture, { alt: "", ...sizes });
    this.svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    this.svg.setAttribute("viewBox", `0 0 ${10 * width} ${10 * height}`);
    this.svg.setAttribute("aria-hidden", "true");
    this.picture.append(this.svg);
    const words = element("div", "gradlab-words", el);
    this.readout = element("p", "gradlab-readout", words, { "aria-hidden": "true" });
    this.spoken = element("p", "gradlab-spoken", words, { role: "status" });
    const settings = element("p", "gradlab-settings", words);
    this.copy = element("button", "gradlab-copy", settings, { type: "button" });
    this.copy.textContent = "Copy these settings";
    this.code = element("code", "", settings);
    this.copy.addEventListener("click", () => this.copySettings());
  }

  async copySettings() {
    await navigator.clipboard?.writeText(this.code.textContent ?? "");
    this.copy.textContent = "Copied";
    setTimeout(() => { this.copy.textContent = "Copy these settings"; }, 1500);
  }

  /** @param {Frame} frame @param {string | undefined} still */
  show([overlay, readout, settings], still) {
    this.svg.innerHTML = overlay;
    if (still && this.still.getAttribute("src") !== still) this.still.setAttribute("src", still);
    this.readout.textContent = readout;
    this.code.textContent = settings;
  }

  /** @param {string} about @returns {string} what is read out */
  speak(about) {
    const text = this.readout.textContent ?? "";
    this.picture.setAttribute("aria-label", `${about} ${text}`);
    this.spoken.textContent = text;
    return text;
  }
}

/** Follows controls: shows the frame of their position, and asks for those around it. */
class LivePicture {
  /** @param {HTMLElement} el @param {Control[]} controls @param {Source} source */
  constructor(el, controls, source) {
    this.sheet = new Sheet(el, source.size);
    this.controls = controls;
    this.source = source;
    /** @type {Around[]} */
    this.known = []; // the latest first
    /** @type {Frame | null} */
    this.shown = null;
    this.moved = -1; // the control that moved last
    this.asked = -ANSWER; // when the question that has no answer yet was put
    this.repeats = REPEATS;
    this.resting = 0;
    this.speaking = 0;
    this.ends = controls.map((control, k) => control.onMove(() => this.follow(k)));
  }

  position() { return this.controls.map((control) => control.position()); }

  /** @param {number} moved the control that did */
  follow(moved) {
    this.moved = moved;
    this.repeats = REPEATS;
    this.draw();
  }

  draw() {
    const here = this.position();
    const frames = this.known.map((around) => find(around, here, this.controls));
    const frame = frames.find((found) => found);
    if (frame && frame !== this.shown) this.show(frame);
    this.sheet.el.classList.toggle("gradlab-waiting", !frame);
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.rest(), frame ? REST : 0);
  }

  /** @param {Frame} frame */
  show(frame) {
    this.shown = frame;
    this.sheet.show(frame, this.source.stills()[frame[3]]);
    clearTimeout(this.speaking);
    this.speaking = setTimeout(() => this.speak(), SPEAK);
  }

  speak() {
    const text = this.sheet.speak(this.source.about);
    this.source.spoken?.(text);
  }

  /** Ask for the frames around where the hand rests; one question at a time. */
  rest() {
    const here = this.position();
    const around = this.known.find(({ base }) => same(base, here));
    if (around) {
      this.known = [around, ...this.known.filter((other) => other !== around)];
      if (this.isWhole(around)) return;
    }
    if (this.repeats === 0 || performance.now() < this.asked + ANSWER) return;
    if (around) this.repeats -= 1;
    this.asked = performance.now();
    this.source.ask(here, this.moved);
  }

  /** Whether there was time for all frames, and stills. @param {Around} around */
  isWhole({ axes }) {
    const stills = this.source.stills();
    return axes.flat().every((frame) => frame && frame[3] in stills);
  }

  /** @param {Around} around the answer to a question */
  receive(around) {
    const others = this.known.filter(({ base }) => !same(base, around.base));
    this.known = [around, ...others].slice(0, KEPT);
    this.asked = -ANSWER;
    this.shown = null; // its still part may have come with these frames
    this.draw();
  }

  reset() { this.controls.forEach((control, k) => control.move(this.source.start[k])); }

  close() {
    this.ends.forEach((end) => end());
    clearTimeout(this.resting);
    clearTimeout(this.speaking);
    this.known = []; // ipywidgets' sliders keep what stood beside them
    this.sheet.el.replaceChildren();
  }
}

/** An ipywidgets control; one with a scale counts in steps, another by its index.
 * @param {Model} model @param {number[]} scale @returns {Control} */
function widgetControl(model, [low, step]) {
  const counts = step !== undefined;
  const chosen = model.get("index") !== undefined;
  return {
    slides: /Slider/.test(model.get("_model_name")),
    position() {
      if (counts) return Math.round((model.get("value") - low) / step);
      return chosen ? model.get("index") : Number(model.get("value"));
    },
    move(position) {
      if (counts) model.set("value", low + position * step);
      else if (chosen) model.set("index", position);
      else model.set("value", Boolean(position));
      model.save_changes();
    },
    onMove(listener) {
      model.on("change:value change:index", listener);
      return () => model.off("change:value change:index", listener);
    },
  };
}

/** ipywidgets gives a slider's handle neither a name nor a spoken value.
 * @param {Element} root @param {string[]} labels of the sliders @param {string} spoken */
function nameHandles(root, labels, spoken) {
  root.querySelectorAll(".noUi-handle").forEach((handle, k) => {
    handle.setAttribute("aria-label", labels[k] ?? "");
    handle.setAttribute("aria-valuetext", spoken);
  });
  root.querySelectorAll(".widget-readout").forEach((field, k) => {
    field.setAttribute("aria-label", `${labels[k]}, a number`);
    const edited = field instanceof HTMLElement && field.isContentEditable;
    if (edited) field.setAttribute("role", "textbox");
  });
}

/** @param {{model: Model, el: HTMLElement}} place */
async function render({ model, el }) {
  /** @type {string[]} */
  const ids = model.get("controls").map((/** @type {string} */ id) => id.replace("IPY_MODEL_", ""));
  const models = await Promise.all(ids.map((id) => model.widget_manager.get_model(id)));
  const controls = models.map((one, k) => widgetControl(one, model.get("scales")[k]));
  const sliders = models.filter((_, k) => controls[k].slides);
  const labels = sliders.map((slider) => slider.get("description"));
  /** @type {Element} */
  let root = el;
  const view = new LivePicture(el, controls, {
    about: model.get("about"),
    size: model.get("size"),
    start: model.get("start"),
    stills: () => model.get("stills"),
    ask: (centre) => model.send({ centre }),
    spoken: (text) => nameHandles(root, labels, text),
  });

  async function arrive() {
    const packed = model.get("frames");
    if (packed.byteLength) view.receive(await unpack(packed)); // else it is closed
  }

  /** @param {Event} event heard first here, so that it works without a kernel */
  function reset({ target }) {
    if (target instanceof Element && target.closest(".gradlab-reset")) view.reset();
  }

  const seen = new MutationObserver(() => view.speak()); // new handles have no names
  requestAnimationFrame(() => {
    root = el.closest(".gradlab-live") ?? el;
    root.addEventListener("click", reset);
    seen.observe(root, { childList: true });
  });
  model.on("change:frames", arrive);
  await arrive();
  view.speak();

  return () => {
    model.off("change:frames", arrive);
    seen.disconnect();
    root.removeEventListener("click", reset);
    view.close();
  };
}

export { LivePicture, unpack };
export default { render };
