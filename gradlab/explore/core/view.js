// The live picture of an explorer: a still part, drawn once by matplotlib, and above it
// the frame of the position at which the controls stand. Frames are made by the kernel
// beforehand ("star": all positions along each control, the others at rest), so a move
// needs nobody but the browser. When the hand rests, the next star is asked for.

const REST = 120; // milliseconds without a move until the hand counts as at rest
const SPEAK = 300; // milliseconds of rest until a screen reader is told the numbers
const KEPT = 12; // stars to remember

async function unpack(view) {
  if (view.axes) return view; // a page without a kernel has it at hand
  const stream = new Blob([view]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Response(stream).json();
}

function element(tag, className, parent, attributes = {}) {
  const made = document.createElement(tag);
  made.className = className;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  parent.append(made);
  return made;
}

// What a screen reader and the mouse meet: picture, readout, settings.
function build(el, [width, height]) {
  el.classList.add("gradlab-view");
  const picture = element("div", "gradlab-picture", el, { role: "img" });
  const still = element("img", "", picture, { alt: "", width, height });
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", `0 0 ${10 * width} ${10 * height}`);
  svg.setAttribute("aria-hidden", "true");
  picture.append(svg);
  const words = element("div", "gradlab-words", el);
  const readout = element("p", "gradlab-readout", words, { "aria-hidden": "true" });
  const spoken = element("p", "gradlab-spoken", words, { role: "status" });
  const settings = element("p", "gradlab-settings", words);
  const copy = element("button", "gradlab-copy", settings, { type: "button" });
  copy.textContent = "Copy these settings";
  const code = element("code", "", settings);
  copy.addEventListener("click", async () => {
    await navigator.clipboard?.writeText(code.textContent);
    copy.textContent = "Copied";
    setTimeout(() => { copy.textContent = "Copy these settings"; }, 1500);
  });
  return { picture, still, svg, words, readout, spoken, code };
}

function placeOf(control, scale) {
  if (!scale.length) {
    const index = control.get("index");
    return index === undefined ? Number(control.get("value")) : index;
  }
  return Math.round((control.get("value") - scale[0]) / scale[1]);
}

function moveTo(control, scale, position) {
  if (scale.length) control.set("value", scale[0] + position * scale[1]);
  else if (control.get("index") === undefined) control.set("value", Boolean(position));
  else control.set("index", position);
  control.save_changes();
}

const isSlider = (control) => /Slider/.test(control.get("_model_name"));

// The frame of a position on the one axis that leads there, null if none does. Where the
// student's function is slow a slider shows the nearest frame, which says where it is.
function find(star, position, controls) {
  const moved = position.flatMap((p, k) => (p === star.base[k] ? [] : [k]));
  if (moved.length > 1) return null;
  const k = moved[0] ?? star.axes.findIndex((axis) => axis.length);
  const axis = star.axes[k];
  const wanted = position[k];
  const reach = isSlider(controls[k]) ? axis.length : 1;
  for (let far = 0; far < reach; far++) {
    const frame = axis[wanted - far] ?? axis[wanted + far];
    if (frame) return frame;
  }
  return null;
}

// Whether the kernel has had the time for all frames and the still parts behind them.
function isWhole(star, stills) {
  return star.axes.flat().every((frame) => frame && frame[3] in stills);
}

// ipywidgets gives a slider's handle neither a name nor a spoken value.
function nameHandles(root, controls, spoken) {
  const sliders = controls.filter(isSlider);
  root.querySelectorAll(".noUi-handle").forEach((handle, k) => {
    handle.setAttribute("aria-label", sliders[k]?.get("description") ?? "");
    handle.setAttribute("aria-valuetext", spoken);
  });
  root.querySelectorAll(".widget-readout").forEach((field, k) => {
    field.setAttribute("aria-label", `${sliders[k]?.get("description")}, a number`);
    if (field.isContentEditable) field.setAttribute("role", "textbox");
  });
}

async function render({ model, el }) {
  const parts = build(el, model.get("size"));
  const ids = model.get("controls").map((reference) => reference.slice("IPY_MODEL_".length));
  const controls = await Promise.all(ids.map((id) => model.widget_manager.get_model(id)));
  const scales = model.get("scales");
  const stars = [];
  let shown = null;
  let asked = false;
  let patience = 5;
  let resting = 0;
  let speaking = 0;
  const root = () => el.closest(".gradlab-live") ?? el;
  const position = () => controls.map((control, k) => placeOf(control, scales[k]));

  function draw(frame) {
    shown = frame;
    const [marks, readout, settings, key] = frame;
    parts.svg.innerHTML = marks;
    const still = model.get("stills")[key];
    if (still && parts.still.src !== still) parts.still.src = still;
    parts.readout.textContent = readout;
    parts.code.textContent = settings;
    clearTimeout(speaking);
    speaking = setTimeout(speak, SPEAK);
  }

  function speak() {
    parts.picture.setAttribute("aria-label", `${model.get("about")} ${parts.readout.textContent}`);
    parts.spoken.textContent = parts.readout.textContent;
    nameHandles(root(), controls, parts.readout.textContent);
  }

  function follow() {
    const here = position();
    const frame = stars.map((star) => find(star, here, controls)).find(Boolean);
    if (frame && frame !== shown) draw(frame);
    el.classList.toggle("gradlab-waiting", !frame);
    clearTimeout(resting);
    resting = setTimeout(rest, frame ? REST : 0);
  }

  // Ask for the frames around where the hand rests; one question at a time.
  function rest() {
    const here = position();
    const known = stars.findIndex((star) => star.base.every((p, k) => p === here[k]));
    if (known >= 0) stars.unshift(...stars.splice(known, 1));
    if (known >= 0 && isWhole(stars[0], model.get("stills"))) return;
    if (!asked && patience > 0) {
      asked = true;
      patience -= known >= 0; // asks again for what a slow function left out
      model.send({ centre: here, moved: controls.indexOf(moved) });
    }
  }

  let moved = null;
  const listeners = controls.map((control) => {
    const listener = () => { moved = control; patience = 5; follow(); };
    control.on("change:value change:index", listener);
    return listener;
  });

  async function arrive() {
    if (!model.get("star").byteLength) return; // the kernel has closed it
    const star = await unpack(model.get("star"));
    const same = (other) => other.base.every((p, k) => p === star.base[k]);
    stars.splice(0, stars.length, star, ...stars.filter((other) => !same(other)));
    stars.length = Math.min(stars.length, KEPT);
    asked = false;
    shown = null; // its still part may have come with this star
    follow();
  }
  model.on("change:star", arrive);

  // In the browser first, so that it works without a kernel; the kernel does the same.
  function reset(event) {
    if (!event.target.closest?.(".gradlab-reset")) return;
    const start = model.get("start");
    controls.forEach((control, k) => moveTo(control, scales[k], start[k]));
  }
  const seen = new MutationObserver(() => speak());
  requestAnimationFrame(() => {
    root().addEventListener("click", reset);
    seen.observe(root(), { childList: true, subtree: false });
  });
  await arrive();
  speak();

  return () => {
    controls.forEach((control, k) => control.off("change:value change:index", listeners[k]));
    model.off("change:star", arrive);
    seen.disconnect();
    root().removeEventListener("click", reset);
    clearTimeout(resting);
    clearTimeout(speaking);
    stars.length = 0; // ipywidgets' sliders keep what stood beside them
    el.replaceChildren();
  };
}

export default { render };
