// @ts-check
// What a mark that moves in two directions needs: frames of a plane, and questions for
// single frames, as many at a time as are answered while the hand moves on.

/** @typedef {import("./sheet.js").Frame} Frame */

const RECENT = 300; // single frames that a plane remembers
const OPEN = 6; // questions on their way: at 60 a second, for a tenth of a second

/** @param {number[]} one @param {number[]} other */
const same = (one, other) => one.join() === other.join();

/** Frames where two controls move and the others rest. */
class Plane {
  /** @param {[number, number]} pair @param {number[]} centre */
  constructor(pair, centre) {
    this.pair = pair;
    this.centre = centre;
    this.next = 0; // how many of its frames have been asked for
    this.whole = false;
    /** @type {Map<string, Frame>} */
    this.frames = new Map();
    /** @type {Map<string, Frame>} the latest last */
    this.recent = new Map();
  }

  /** @param {number[]} position */
  holds(position) {
    return position.every((p, k) => this.pair.includes(k) || p === this.centre[k]);
  }

  /** Keep a single frame for a while, if it is one of this plane.
   * @param {number[]} position @param {Frame} frame */
  remember(position, frame) {
    if (!this.holds(position)) return;
    this.recent.set(this.pair.map((k) => position[k]).join(), frame);
    if (this.recent.size > RECENT) this.recent.delete([...this.recent.keys()][0]);
  }

  /** The nearest frame no farther away than so many positions.
   * @param {number[]} position @param {number} reach */
  find(position, reach) {
    if (!this.holds(position)) return null;
    const [i, j] = this.pair.map((k) => position[k]);
    for (let far = 0; far <= reach; far++) {
      for (let a = -far; a <= far; a++) {
        for (let b = -far; b <= far; b += Math.abs(a) === far || far === 0 ? 1 : 2 * far) {
          const key = `${i + a},${j + b}`;
          const frame = this.frames.get(key) ?? this.recent.get(key);
          if (frame) return frame;
        }
      }
    }
    return null;
  }
}

/** Questions for the frame of one position each. They leave no faster than the kernel
 * works, so that none waits in a queue: an answer's way is longer than the work on it. */
class Singles {
  /** @param {number} patience milliseconds until a question counts as lost */
  constructor(patience) {
    this.patience = patience;
    /** @type {{at: string, when: number}[]} the oldest first */
    this.open = [];
    this.took = 0; // milliseconds of work on the last answer
  }

  /** Whether to ask for this position now, which then counts as asked for.
   * @param {number[]} position */
  ask(position) {
    const [at, when] = [position.join(), performance.now()];
    this.open = this.open.filter((question) => when < question.when + this.patience);
    const last = this.open[this.open.length - 1];
    const soon = last && when < last.when + 2 * this.took;
    if (soon || this.open.length >= OPEN || this.open.some((one) => one.at === at)) return false;
    this.open.push({ at, when });
    return true;
  }

  /** @param {number[]} position @param {number} took */
  answered(position, took) {
    const at = position.join();
    const place = this.open.findIndex((question) => question.at === at);
    this.open.splice(0, place + 1); // answers come in the order of the questions
    this.took = took;
  }
}

export { Plane, same, Singles };
