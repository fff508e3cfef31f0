// @ts-check
// Play and Step: a control of something that runs goes from position to position.

/** @typedef {import("./handles.js").Control} Control */

const LONGEST = 6000; // milliseconds from the first position to the last
const SLOWEST = 400; // milliseconds from one to the next

class Player {
  /** @param {Element} row where its buttons go @param {Control} control */
  constructor(row, control) {
    this.control = control;
    this.timer = 0;
    this.play = this.button(row, "gradlab-play", () => this.turn());
    this.button(row, "gradlab-step", () => { this.stop(); this.step(); }).textContent = "Step";
    this.stop();
  }

  /** @param {Element} row @param {string} className @param {() => void} pressed */
  button(row, className, pressed) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = className;
    made.addEventListener("click", pressed);
    row.append(made);
    return made;
  }

  turn() {
    if (this.timer) return this.stop();
    if (this.ended()) this.control.move(0);
    this.play.textContent = "Pause";
    const pause = Math.min(SLOWEST, LONGEST / this.control.count);
    this.timer = setInterval(() => this.step(), pause);
  }

  /** One position on; after the last one from the first again. */
  step() {
    this.control.move(this.ended() ? 0 : this.control.position() + 1);
    if (this.ended()) this.stop();
  }

  ended() { return this.control.position() >= this.control.count - 1; }

  stop() {
    clearInterval(this.timer);
    this.timer = 0;
    this.play.textContent = `Play ${this.control.label}`;
  }
}

export { Player };
