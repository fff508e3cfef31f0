// @ts-check
// Marks in the picture that a hand moves: with a mouse, a finger, or the keys of a
// keyboard. A handle moves controls, as a slider does, and the picture follows these.

/** Label; the control that moves it across, and the one that moves it up, or -1; where
 * it stands; where the controls' positions lie across and down (ends of even places, or
 * all). Lengths are tenths of the picture's pixels.
 * @typedef {[label: string, across: number, up: number, x: number, y: number,
 *   xs: number[], ys: number[]]} Placed */
/** What a hand moves, in counted positions; `onMove` returns what ends it.
 * @typedef {object} Control
 * @property {boolean} slides
 * @property {string} label
 * @property {number} count
 * @property {(position: number) => string} word what a position is called
 * @property {() => number} position
 * @property {(position: number) => void} move
 * @property {(listener: () => void) => () => void} onMove */
/** Who moves controls, and hears that a hand is near.
 * @typedef {object} Mover
 * @property {Control[]} controls
 * @property {(moves: [control: number, position: number][]) => void} moveTo
 * @property {(placed: Placed) => void} attend
 * @property {() => void} release hears that a hand has let go */

const SPACE = "http://www.w3.org/2000/svg";
const FAR = 10; // positions for Page Up, and for an arrow with Shift
const REACH = 240; // how far from a mark a finger may be
const RING = 115;
/** How far the keys move across and up; those of a page move the one that goes up.
 * @type {Record<string, [number, number]>} */
const KEYS = {
  ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1],
  PageUp: [0, FAR], PageDown: [0, -FAR], Home: [-Infinity, 0], End: [Infinity, 0],
};

/** @param {string} tag @param {Element} parent @param {Record<string, string | number>} look */
function drawn(tag, parent, look) {
  const made = document.createElementNS(SPACE, tag);
  for (const [name, value] of Object.entries(look)) made.setAttribute(name, `${value}`);
  parent.append(made);
  return made;
}

/** The positions of one control along one direction of the picture. */
class Track {
  /** @param {Control} control @param {number} number @param {number[]} stops */
  constructor(control, number, stops) {
    this.control = control;
    this.number = number;
    this.stops = stops;
    this.last = control.count - 1;
    this.rises = stops[stops.length - 1] >= stops[0];
  }

  /** @param {number} position */
  at(position) {
    const { stops, last } = this;
    if (stops.length > last) return stops[position];
    return stops[0] + (stops[1] - stops[0]) * position / last;
  }

  here() { return this.at(this.control.position()); }

  /** @param {number} place @returns {number} the position that lies nearest */
  nearest(place) {
    const { stops, last } = this;
    if (stops.length <= last) {
      return this.inside(last * (place - stops[0]) / (stops[1] - stops[0]));
    }
    const far = stops.map((stop) => Math.abs(stop - place));
    return far.lastIndexOf(Math.min(...far)); // steps too small to see lie together
  }

  /** @param {number} position */
  inside(position) { return Math.round(Math.min(Math.max(position, 0), this.last)); }

  said() { return `${this.control.label} ${this.control.word(this.control.position())}`; }
}

/** One handle: stays in the page while its mark moves, and keeps the focus. */
class Grip {
  /** @param {SVGSVGElement} parent @param {Mover} mover */
  constructor(parent, mover) {
    this.parent = parent;
    this.mover = mover;
    this.root = drawn("g", parent, { class: "gradlab-grip", tabindex: 0, role: "slider" });
    drawn("circle", this.root, { class: "gradlab-reach", r: REACH });
    drawn("circle", this.root, { class: "gradlab-ring", r: RING });
    drawn("rect", this.root, { class: "gradlab-ring", x: -120, y: -36, width: 240, height: 72, rx: 36 });
    this.arrows = drawn("path", this.root, { class: "gradlab-arrows" });
    this.hint = drawn("title", this.root, {}); // what a mouse is told that hovers
    /** @type {Placed} */
    this.placed = ["", -1, -1, 0, 0, [], []];
    /** @type {(Track | null)[]} across, up */
    this.tracks = [null, null];
    this.at = [0, 0]; // where it stands
    this.shift = [0, 0]; // from its controls' own places to where it stands
    /** @type {number[] | null} from the hand to the mark */
    this.held = null;
    this.heldShift = [0, 0]; // a mark that stays where it is does not change it
    this.listen();
  }

  listen() {
    const own = /** @type {SVGGElement} */ (this.root);
    own.addEventListener("pointerdown", (event) => this.take(event));
    own.addEventListener("pointermove", (event) => this.drag(event));
    for (const end of ["pointerup", "pointercancel", "lostpointercapture"]) {
      own.addEventListener(end, () => this.leave());
    }
    own.addEventListener("touchstart", (event) => event.preventDefault(), { passive: false });
    own.addEventListener("keydown", (event) => this.press(event));
    own.addEventListener("focus", () => this.mover.attend(this.placed));
  }

  /** @param {Placed} placed */
  show(placed) {
    const [label, across, up, x, y, xs, ys] = placed;
    const { controls } = this.mover;
    this.placed = placed;
    this.tracks = [
      across < 0 ? null : new Track(controls[across], across, xs),
      up < 0 ? null : new Track(controls[up], up, ys),
    ];
    this.at = [x, y];
    this.shift = this.tracks.map((track, k) => (track ? this.at[k] - track.here() : 0));
    this.root.setAttribute("aria-label", label);
    this.hint.textContent = label;
    this.root.classList.toggle("gradlab-across", up < 0);
    this.root.classList.toggle("gradlab-up", across < 0);
    const free = across >= 0 && up >= 0;
    if (free) this.root.setAttribute("aria-roledescription", "slider in two directions");
    this.arrows.setAttribute("d", this.tips());
    this.tell();
  }

  /** The triangles that say where it can go. */
  tips() {
    const [across, up] = this.tracks;
    const sideways = "M-175 0l50 -40v80zM175 0l-50 -40v80z";
    return (across ? sideways : "") + (up ? "M0 -175l-40 50h80zM0 175l-40 -50h80z" : "");
  }

  /** Go where its controls have gone, though the picture does not say where. */
  follow() {
    this.at = this.tracks.map((track, k) => (track ? track.here() + this.shift[k] : this.at[k]));
    this.tell();
  }

  tell() {
    const tracks = this.tracks.filter((track) => track !== null);
    const [first] = tracks;
    if (!first) return;
    this.root.setAttribute("transform", `translate(${this.at.join(" ")})`);
    this.root.setAttribute("aria-valuemin", "0");
    this.root.setAttribute("aria-valuemax", `${first.last}`);
    this.root.setAttribute("aria-valuenow", `${first.control.position()}`);
    this.root.setAttribute("aria-valuetext", tracks.map((track) => track.said()).join(", "));
  }

  /** @param {MouseEvent} event @returns {number[]} where it is in the picture */
  place({ clientX, clientY }) {
    const { left, top, width } = this.parent.getBoundingClientRect();
    const unit = this.parent.viewBox.baseVal.width / width;
    return [(clientX - left) * unit, (clientY - top) * unit];
  }

  /** @param {PointerEvent} event */
  take(event) {
    if (event.button !== 0 || !event.isPrimary) return;
    event.preventDefault();
    const own = /** @type {SVGGElement} */ (this.root);
    own.setPointerCapture(event.pointerId);
    own.focus({ preventScroll: true });
    this.held = this.place(event).map((place, k) => this.at[k] - place);
    this.heldShift = this.shift;
    own.classList.add("gradlab-held");
    this.mover.attend(this.placed);
  }

  /** @param {PointerEvent} event */
  drag(event) {
    const { held } = this;
    if (!held) return;
    const wanted = this.place(event).map((place, k) => place + held[k]);
    this.send((track, k) => track.nearest(wanted[k] - this.heldShift[k]));
  }

  leave() {
    if (!this.held) return;
    this.held = null;
    this.root.classList.remove("gradlab-held");
    this.mover.release();
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    const step = KEYS[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    const [across, up] = this.tracks;
    const far = event.shiftKey && event.key.startsWith("Arrow") ? FAR : 1;
    this.send((track, k) => {
      const sign = track.rises === (k === 0) ? 1 : -1; // down is more in a picture
      const count = across && up ? step[k] : step[0] + step[1]; // alone it takes any key
      const ends = Math.abs(count) === Infinity;
      return track.inside(track.control.position() + (ends ? count : sign * far * count));
    });
  }

  /** Move the controls. @param {(track: Track, k: number) => number} position */
  send(position) {
    /** @type {[number, number][]} */
    const moves = [];
    this.tracks.forEach((track, k) => {
      if (!track) return;
      const to = position(track, k);
      if (to !== track.control.position()) moves.push([track.number, to]);
    });
    if (moves.length) this.mover.moveTo(moves);
  }
}

/** The handles of a picture, above it. */
class Handles {
  /** @param {Element} stage @param {[number, number]} size */
  constructor(stage, [width, height]) {
    const box = `0 0 ${10 * width} ${10 * height}`;
    const look = { class: "gradlab-handles", viewBox: box };
    this.svg = /** @type {SVGSVGElement} */ (drawn("svg", stage, look));
    /** @type {Grip[]} */
    this.grips = [];
    /** @type {Mover} */
    this.mover = { controls: [], moveTo: () => {}, attend: () => {}, release: () => {} };
    stage.addEventListener("pointerenter", () => {
      this.grips.forEach((grip) => this.mover.attend(grip.placed));
    });
  }

  /** @param {Placed[] | null} placed null where a picture is not to be had */
  show(placed) {
    if (!placed) return this.follow();
    placed.forEach((one, n) => {
      this.grips[n] ??= new Grip(this.svg, this.mover);
      this.grips[n].show(one);
    });
    this.grips.splice(placed.length).forEach((grip) => grip.root.remove());
  }

  follow() { this.grips.forEach((grip) => grip.follow()); }

  /** Say where the controls stand, though the picture is the same. */
  tell() { this.grips.forEach((grip) => grip.tell()); }

  held() { return this.grips.some((grip) => grip.held); }

  /** Whether a hand is at a handle or above the picture. */
  attended() {
    const stage = this.svg.parentElement;
    return stage?.matches(":hover") || stage?.contains(document.activeElement) || false;
  }
}

export { drawn, Handles };
