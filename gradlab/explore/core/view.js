// @ts-check
// What JupyterLab has, as what a live picture works with: anywidget's model as a source
// of frames, ipywidgets' models as controls. A page without a kernel brings its own
// (autograder/site/alone.js).

import { LivePicture, unpack } from "./picture.js";

/** @typedef {import("./handles.js").Control} Control */
/** What anywidget's and ipywidgets' models have in common.
 * @typedef {object} Model
 * @property {(name: string) => any} get
 * @property {(name: string, value: unknown) => void} set
 * @property {() => void} save_changes
 * @property {(events: string, listener: (...heard: any[]) => void) => void} on
 * @property {(events: string, listener: (...heard: any[]) => void) => void} off
 * @property {(content: object) => void} send
 * @property {{get_model: (id: string) => Promise<Model>}} widget_manager */

/** An ipywidgets control; one with a scale counts in steps, another by its index.
 * @param {Model} model @param {string[]} words what its positions are called
 * @param {number[]} scale @returns {Control} */
function widgetControl(model, words, [low, step]) {
  const counts = step !== undefined;
  const chosen = model.get("index") !== undefined;
  return {
    slides: /Slider/.test(model.get("_model_name")),
    label: model.get("description"),
    count: words.length,
    word: (position) => words[position],
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
  const [words, scales] = [model.get("words"), model.get("scales")];
  const controls = models.map((one, k) => widgetControl(one, words[k], scales[k]));
  const labels = controls.filter(({ slides }) => slides).map(({ label }) => label);
  /** @type {Element} */
  let root = el;
  const view = new LivePicture(el, controls, {
    about: model.get("about"),
    size: model.get("size"),
    start: model.get("start"),
    runs: model.get("runs"),
    stills: () => model.get("stills"),
    goals: model.get("goals"),
    before: model.get("reached"),
    reached: (place) => model.send({ reached: place }),
    ask: (centre) => model.send({ centre }),
    one: (here) => model.send({ here }),
    plane: (pair, centre, begin) => model.send({ pair, around: centre, begin }),
    spoken: (text) => nameHandles(root, labels, text),
  });

  async function arrive() {
    const packed = model.get("frames");
    if (packed.byteLength) view.receive(await unpack(packed)); // else it is closed
  }

  /** @param {{kind?: string}} content @param {DataView<ArrayBuffer>[]} buffers */
  async function hear({ kind }, [packed]) {
    if (kind === "one") {
      const { here, frame, took } = await unpack(packed);
      view.receiveOne(here, frame, took);
    }
    if (kind === "plane") view.receivePlane(await unpack(packed));
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
    if (view.shown) view.speak(); // the frame came first, and found no handles to name
  });
  model.on("change:frames", arrive);
  model.on("msg:custom", hear);
  await arrive();
  view.speak();

  return () => {
    model.off("change:frames", arrive);
    model.off("msg:custom", hear);
    seen.disconnect();
    root.removeEventListener("click", reset);
    view.close();
  };
}

export default { render };
