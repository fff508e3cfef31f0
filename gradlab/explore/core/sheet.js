// @ts-check
// What a screen reader and the mouse meet of a live picture: picture, readout, settings.

import { drawn, Handles } from "./handles.js";

/** @typedef {import("./handles.js").Placed} Placed */
/** @typedef {[overlay: string, readout: string, settings: string, still: string,
 *   handles: Placed[] | null, reached: number[]]} Frame */

/** @param {string} tag @param {string} className @param {Element} parent
 * @param {Record<string, string>} [attributes] */
function element(tag, className, parent, attributes = {}) {
  const made = document.createElement(tag);
  made.className = className;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  parent.append(made);
  return made;
}

const UNITS = 10; // of these make a pixel of a picture as wide as it is drawn
const NARROW = 360; // pixels; in a narrower picture letters shrink as the rest does
const SMALLEST = 12; // pixels of the screen that a usual letter is high, in a narrow one
const LARGEST = 14; // and in a picture as wide as it gets
const USUAL = 13; // in one as wide as it is drawn

/** How many of the picture's units make a letter that can be read at this width.
 * @param {number} drawn @param {number} wide both in pixels */
function letter(drawn, wide) {
  const least = SMALLEST * Math.min(wide / NARROW, 1);
  const pixels = Math.min(Math.max(USUAL * wide / drawn, least), LARGEST);
  return UNITS * pixels * drawn / wide;
}

class Sheet {
  /** @param {HTMLElement} el @param {[number, number]} size */
  constructor(el, size) {
    const [width, height] = size;
    this.el = el;
    el.classList.add("gradlab-view");
    // What may be taken hold of lies above the picture: inside an image nothing is read.
    this.stage = element("div", "gradlab-stage", el, { "data-lm-suppress-shortcuts": "true" });
    this.picture = element("div", "gradlab-picture", this.stage, { role: "img" });
    this.stage.style.setProperty("--gradlab-ratio", `${width / height}`);
    this.resized = new ResizeObserver(([{ contentRect }]) => {
      if (!contentRect.width) return; // in a hidden tab
      this.stage.style.setProperty("--gradlab-letter", `${letter(width, contentRect.width)}`);
    });
    this.resized.observe(this.stage);
    const box = { viewBox: `0 0 ${10 * width} ${10 * height}`, "aria-hidden": "true" };
    this.still = drawn("svg", this.picture, { class: "gradlab-still-part", ...box });
    this.svg = drawn("svg", this.picture, { class: "gradlab-frame", ...box });
    /** @type {string | undefined} */
    this.behind = undefined;
    this.handles = new Handles(this.stage, size);
    this.run = element("div", "gradlab-run", el);
    const words = element("div", "gradlab-words", el);
    this.readout = element("p", "gradlab-readout", words, { "aria-hidden": "true" });
    this.spoken = element("p", "gradlab-spoken", words, { role: "status" });
    const settings = element("p", "gradlab-settings", words);
    this.copy = element("button", "gradlab-copy", settings, { type: "button" });
    this.copy.textContent = "Copy these settings";
    this.code = element("code", "", settings);
    this.copy.addEventListener("click", () => this.copySettings());
    this.words = words;
  }

  async copySettings() {
    await navigator.clipboard?.writeText(this.code.textContent ?? "");
    this.copy.textContent = "Copied";
    setTimeout(() => { this.copy.textContent = "Copy these settings"; }, 1500);
  }

  /** @param {Frame} frame @param {string | undefined} still */
  show([overlay, readout, settings], still) {
    this.svg.innerHTML = overlay;
    if (still && still !== this.behind) {
      this.behind = still;
      this.still.innerHTML = still;
    }
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

  clear() {
    this.resized.disconnect();
    this.behind = undefined; // a page may keep the sheet
    this.el.replaceChildren();
  }
}

export { Sheet };
