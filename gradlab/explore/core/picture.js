// @ts-check
// The live picture of an explorer: a still part, and above it the frame of the position
// at which the controls stand. Frames are made beforehand, along each control with the
// others at rest, so a move needs nobody but the browser. For a mark that moves in two
// directions there are frames of a plane as well, from coarse to fine. What is missing
// is asked for: the newest position only.

import { Goals } from "./goals.js";
import { Plane, same, Singles } from "./plane.js";
import { Player } from "./player.js";
import { Sheet } from "./sheet.js";

/** @typedef {import("./sheet.js").Frame} Frame */
/** @typedef {import("./handles.js").Control} Control */
/** Frames along each control through one position; null where there was no time.
 * @typedef {{base: number[], axes: (Frame | null)[][]}} Around */
/** A part of the frames of a plane: the places of its two controls, and the frame.
 * @typedef {{pair: [number, number], centre: number[], next: number, whole: boolean,
 *   frames: [number, number, Frame][]}} Part */
/** Where frames come from; `one` and `plane` only where a kernel can be asked.
 * @typedef {object} Source
 * @property {string} about
 * @property {[number, number]} size in CSS pixels
 * @property {number[]} start the positions that Reset returns to
 * @property {number} runs the control that Play moves, or -1
 * @property {() => Record<string, string>} stills by key
 * @property {(centre: number[], moved: number[]) => void} ask
 * @property {(here: number[]) => void} [one] asks for the frame of one position
 * @property {(pair: [number, number], centre: number[], begin: number) => void} [plane]
 * @property {(text: string) => void} [spoken] told what a screen reader is told
 * @property {import("./goals.js").Goal[]} goals
 * @property {number[]} before the places of the goals that were reached before
 * @property {(place: number) => void} [reached] told of each goal that a hand reaches */

const REST = 120; // milliseconds without a move until the hand counts as at rest
const SPEAK = 300; // milliseconds of rest until a screen reader is told the numbers
const KEPT = 12; // positions whose frames are remembered
const REPEATS = 12; // questions for what a slow function left out, without a move
const ANSWER = 10_000; // milliseconds until a question counts as lost
const NEAR = 8; // positions between a hand and the frame of a plane that stands for it

/** Without a Blob: to make one takes milliseconds, in which the page stands still.
 * @param {BufferSource} packed @returns {Promise<any>} */
async function unpack(packed) {
  const { readable, writable } = new DecompressionStream("deflate");
  const writer = writable.getWriter();
  const written = Promise.all([writer.write(packed), writer.close()]);
  const [content] = await Promise.all([new Response(readable).json(), written]);
  return content;
}

/** The frame of a position on the one axis that leads there, null if none does. Where
 * the student's function is slow a slider shows the nearest frame, which says where it is.
 * @param {Around} around @param {number[]} position @param {Control[] | null} near */
function find({ base, axes }, position, near) {
  const moved = position.flatMap((p, k) => (p === base[k] ? [] : [k]));
  if (moved.length > 1) return null;
  const k = moved[0] ?? axes.findIndex((axis) => axis.length);
  const axis = axes[k];
  const reach = near?.[k].slides ? axis.length : 1;
  for (let far = 0; far < reach; far++) {
    const frame = axis[position[k] - far] ?? axis[position[k] + far];
    if (frame) return frame;
  }
  return null;
}

/** Follows controls: shows the frame of their position, and asks for those around it. */
class LivePicture {
  /** @param {HTMLElement} el @param {Control[]} controls @param {Source} source */
  constructor(el, controls, source) {
    this.sheet = new Sheet(el, source.size);
    this.controls = controls;
    this.source = source;
    this.goals = new Goals(this.sheet.words, source.goals, source.before, source.reached);
    /** @type {Around[]} */
    this.known = []; // the latest first
    /** @type {Plane | null} */
    this.plane = null;
    /** @type {{at: number[], frame: Frame} | null} */
    this.one = null; // the answer to the last question for one
    /** @type {Frame | null} */
    this.shown = null;
    /** @type {number[]} */
    this.moved = []; // the controls that moved last
    this.movedAt = -REST;
    this.moving = false;
    this.asked = -ANSWER; // when the question that has no answer yet was put
    this.singles = new Singles(ANSWER);
    this.askedPlane = -ANSWER;
    this.repeats = REPEATS;
    this.resting = 0;
    this.speaking = 0;
    this.ends = controls.map((control, k) => control.onMove(() => this.follow([k])));
    this.player = source.runs < 0 ? null : new Player(this.sheet.run, controls[source.runs]);
    Object.assign(this.sheet.handles.mover, {
      controls,
      moveTo: (/** @type {[number, number][]} */ moves) => this.moveTo(moves),
      attend: (/** @type {import("./handles.js").Placed} */ placed) => this.attend(placed),
      release: () => this.draw(),
    });
  }

  position() { return this.controls.map((control) => control.position()); }

  /** @param {[control: number, position: number][]} moves that count as one */
  moveTo(moves) {
    this.moving = true;
    for (const [k, position] of moves) this.controls[k].move(position);
    this.moving = false;
    this.follow(moves.map(([k]) => k));
  }

  /** @param {number[]} moved the controls that did */
  follow(moved) {
    if (this.moving) return;
    this.moved = moved;
    this.movedAt = performance.now();
    this.repeats = REPEATS;
    this.draw();
  }

  draw() {
    const here = this.position();
    const exact = this.exact(here);
    const frame = exact ?? this.near(here);
    if (!frame) this.sheet.handles.follow();
    else if (frame === this.shown) this.sheet.handles.tell();
    else this.show(frame);
    if (!exact) this.askOne(here);
    this.sheet.el.classList.toggle("gradlab-waiting", !frame);
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.rest(), frame || this.source.one ? REST : 0);
  }

  /** @param {number[]} here @returns {Frame | null} */
  exact(here) {
    const frames = this.known.map((around) => find(around, here, null));
    if (this.one && same(this.one.at, here)) frames.push(this.one.frame);
    return frames.find((found) => found) ?? this.plane?.find(here, 0) ?? null;
  }

  /** What may stand for a frame that is not there yet; its readout says where it is.
   * @param {number[]} here @returns {Frame | null} */
  near(here) {
    const inPlane = this.plane?.find(here, NEAR);
    if (inPlane) return inPlane;
    const frames = this.known.map((around) => find(around, here, this.controls));
    return frames.find((found) => found) ?? null;
  }

  /** @param {Frame} frame */
  show(frame) {
    this.shown = frame;
    this.sheet.show(frame, this.source.stills()[frame[3]]);
    this.sheet.handles.show(frame[4]);
    clearTimeout(this.speaking);
    this.speaking = setTimeout(() => this.speak(), SPEAK);
  }

  speak() {
    const text = this.sheet.speak(this.source.about);
    this.source.spoken?.(text);
    if (this.shown) this.goals.see(this.shown[5]);
  }

  /** Ask for the frame of one position, if it can be answered soon: else the newest
   * position is asked for when an answer comes. @param {number[]} here */
  askOne(here) {
    if (this.source.one && this.singles.ask(here)) this.source.one(here);
  }

  /** @param {number[]} at @param {Frame} frame
   * @param {number} took milliseconds that it was worked on */
  receiveOne(at, frame, took) {
    this.singles.answered(at, took);
    this.one = { at, frame };
    this.plane?.remember(at, frame);
    const here = this.position();
    if (!this.exact(here) && !this.near(here)) this.show(frame); // the newest there is
    this.draw();
  }

  /** A hand is near a handle: have the frames of its plane ready.
   * @param {import("./handles.js").Placed} placed */
  attend([, across, up]) {
    if (across < 0 || up < 0 || !this.source.plane) return;
    const here = this.position();
    if (!this.plane?.holds(here) || this.plane.pair.join() !== `${across},${up}`) {
      this.plane = new Plane([across, up], here);
      this.askedPlane = -ANSWER;
    }
    this.askPlane(this.plane);
  }

  /** @param {Plane} plane */
  askPlane({ pair, centre, next, whole }) {
    const moving = performance.now() < this.movedAt + REST; // then single frames matter
    if (whole || moving || performance.now() < this.askedPlane + ANSWER) return;
    this.askedPlane = performance.now();
    this.source.plane?.(pair, centre, next);
  }

  /** @param {Part} part */
  receivePlane({ pair, centre, next, whole, frames }) {
    const { plane } = this;
    if (!plane || !same(plane.centre, centre) || !same(plane.pair, pair)) return;
    for (const [i, j, frame] of frames) plane.frames.set(`${i},${j}`, frame);
    Object.assign(plane, { next, whole });
    this.askedPlane = -ANSWER;
    if (this.sheet.handles.attended()) this.askPlane(plane);
  }

  /** Ask for the frames around where the hand rests; one question at a time. */
  rest() {
    if (this.plane && this.sheet.handles.attended()) this.askPlane(this.plane);
    if (this.source.one && this.sheet.handles.held()) return; // it may go on at once
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

  reset() {
    this.player?.stop();
    this.controls.forEach((control, k) => control.move(this.source.start[k]));
  }

  close() {
    this.ends.forEach((end) => end());
    clearTimeout(this.resting);
    clearTimeout(this.speaking);
    this.player?.stop();
    this.known = []; // ipywidgets' sliders keep what stood beside them
    this.plane = this.one = this.shown = null;
    this.sheet.clear();
  }
}

export { LivePicture, unpack };
