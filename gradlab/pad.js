// @ts-check
// A sheet of 32 × 32 dots, counted in blocks of 4 × 4 as the digits of the course were:
// a pixel is the share of its dots that hold ink.

/** @typedef {object} Model
 * @property {(name: string) => any} get
 * @property {(name: string, value: unknown) => void} set
 * @property {() => void} save_changes
 * @property {(event: string, listener: () => void) => void} on
 * @property {(event: string, listener: () => void) => void} off */

const SIDE = 8, FINE = 4, DOTS = SIDE * FINE, RADIUS = 2.1;
const SCALE = 8; // CSS pixels of a dot
const KEYS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
const HELP = "Drawing pad of 8 by 8 pixels. Arrow keys move, space puts ink or takes it away.";

/** @param {Uint8Array} dots @returns {number[]} */
function counted(dots) {
  const pixels = new Array(SIDE * SIDE).fill(0);
  dots.forEach((dot, at) => {
    const row = Math.floor(at / DOTS / FINE), column = Math.floor((at % DOTS) / FINE);
    pixels[row * SIDE + column] += dot / FINE ** 2;
  });
  return pixels;
}

/** Dots that count to these pixels. @param {number[]} pixels @returns {Uint8Array} */
function dotted(pixels) {
  return Uint8Array.from({ length: DOTS * DOTS }, (_, at) => {
    const row = Math.floor(at / DOTS), column = at % DOTS;
    const share = pixels[Math.floor(row / FINE) * SIDE + Math.floor(column / FINE)] ?? 0;
    return Number((row % FINE) * FINE + (column % FINE) < Math.round(share * FINE ** 2));
  });
}

/** @param {Uint8Array} dots @param {number} down @param {number} right @returns {Uint8Array} */
function moved(dots, down, right) {
  return dots.map((_, at) => {
    const row = Math.floor(at / DOTS) - down * FINE, column = (at % DOTS) - right * FINE;
    const inside = row >= 0 && row < DOTS && column >= 0 && column < DOTS;
    return inside ? dots[row * DOTS + column] : 0;
  });
}

/** @param {Uint8Array} dots @param {number} x @param {number} y */
function ink(dots, x, y) {
  dots.forEach((_, at) => {
    const across = (at % DOTS) + 0.5 - x, down = Math.floor(at / DOTS) + 0.5 - y;
    if (across ** 2 + down ** 2 <= RADIUS ** 2) dots[at] = 1;
  });
}

/** A line of ink, since a quick hand is seen in few places. @param {Uint8Array} dots
 * @param {{x: number, y: number}} from @param {{x: number, y: number}} to */
function line(dots, from, to) {
  const steps = Math.ceil(Math.hypot(to.x - from.x, to.y - from.y)) || 1;
  for (let step = 1; step <= steps; step += 1) {
    const part = step / steps;
    ink(dots, from.x + part * (to.x - from.x), from.y + part * (to.y - from.y));
  }
}

/** @param {string} words @param {string} label @param {() => void} act */
function button(words, label, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = words;
  made.setAttribute("aria-label", label);
  made.addEventListener("click", act);
  return made;
}

/** @param {HTMLElement} bars @param {number[]} shares */
function drawBars(bars, shares) {
  const rows = shares.flatMap((share, digit) => {
    const name = document.createElement("strong"), number = document.createElement("small");
    const bar = document.createElement("span");
    name.textContent = `${digit}`;
    number.textContent = share.toFixed(2);
    bar.style.width = `${100 * share}%`;
    return [name, bar, number];
  });
  bars.replaceChildren(...rows);
}

/** @param {{model: Model, el: HTMLElement}} page */
function render({ model, el }) {
  let dots = dotted(model.get("pixels")), sent = "", waiting = 0;
  let last = { x: 0, y: 0 }; // of the pen, in dots
  const cursor = { row: 3, column: 3 };
  const sheet = document.createElement("canvas"), bars = document.createElement("div");
  const words = document.createElement("p"), said = document.createElement("p");
  sheet.width = sheet.height = DOTS * SCALE;
  sheet.tabIndex = 0;
  sheet.className = "gradlab-pad-sheet";
  sheet.setAttribute("role", "application");
  sheet.setAttribute("aria-label", HELP);
  bars.className = "gradlab-pad-bars";
  bars.setAttribute("aria-hidden", "true"); // the words say it
  words.setAttribute("role", "status");
  said.setAttribute("role", "status");
  const pen = /** @type {CanvasRenderingContext2D} */ (sheet.getContext("2d"));

  const draw = () => {
    const block = FINE * SCALE;
    counted(dots).forEach((share, at) => {
      pen.fillStyle = `rgb(${Array(3).fill(Math.round(255 * (1 - share))).join()})`;
      pen.fillRect((at % SIDE) * block, Math.floor(at / SIDE) * block, block, block);
    });
    if (document.activeElement === sheet) {
      pen.strokeStyle = "#c44e00";
      pen.lineWidth = 3;
      pen.strokeRect(cursor.column * block + 2, cursor.row * block + 2, block - 4, block - 4);
    }
  };
  const send = () => {
    waiting = 0;
    draw();
    const pixels = counted(dots);
    if (sent === String(pixels)) return;
    sent = String(pixels);
    model.set("pixels", pixels);
    model.save_changes();
  };
  const say = () => {
    const share = counted(dots)[cursor.row * SIDE + cursor.column];
    said.textContent = `row ${cursor.row + 1}, column ${cursor.column + 1}: ink ${share.toFixed(2)}`;
  };
  /** @param {PointerEvent} event */
  const stroke = (event) => {
    if (event.buttons === 0) return;
    const box = sheet.getBoundingClientRect(), dot = box.width / DOTS;
    const here = { x: (event.clientX - box.left) / dot, y: (event.clientY - box.top) / dot };
    line(dots, event.type === "pointerdown" ? here : last, here);
    last = here;
    draw();
    if (!waiting) waiting = requestAnimationFrame(() => send()); // once for each picture shown
  };
  const toggle = () => {
    const pixels = counted(dots), at = cursor.row * SIDE + cursor.column;
    pixels[at] = pixels[at] > 0.5 ? 0 : 1;
    dots = dotted(pixels);
    send();
  };
  /** @param {KeyboardEvent} event */
  const key = (event) => {
    const way = KEYS[/** @type {keyof typeof KEYS} */ (event.key)];
    if (!way && event.key !== " ") return;
    event.preventDefault();
    event.stopPropagation(); // the notebook has keys of its own
    if (way) {
      cursor.row = Math.min(Math.max(cursor.row + way[0], 0), SIDE - 1);
      cursor.column = Math.min(Math.max(cursor.column + way[1], 0), SIDE - 1);
      draw();
    } else toggle();
    say();
  };
  sheet.addEventListener("pointerdown", (event) => {
    sheet.setPointerCapture(event.pointerId);
    stroke(event);
  });
  sheet.addEventListener("pointermove", stroke);
  sheet.addEventListener("pointerup", () => send());
  sheet.addEventListener("pointercancel", () => send());
  sheet.addEventListener("keydown", key);
  sheet.addEventListener("focus", draw);
  sheet.addEventListener("blur", draw);

  /** @param {string} arrow @param {string} side @param {number} down @param {number} right */
  const mover = (arrow, side, down, right) =>
    button(arrow, `Move the drawing one pixel ${side}`, () => {
      dots = moved(dots, down, right);
      send();
    });
  const left = document.createElement("div"), row = document.createElement("div");
  row.append(
    mover("←", "left", 0, -1),
    mover("→", "right", 0, 1),
    mover("↑", "up", -1, 0),
    mover("↓", "down", 1, 0),
    button("Clear", "Clear the drawing", () => {
      dots = new Uint8Array(DOTS * DOTS);
      send();
    }),
  );
  left.append(sheet, row);
  el.classList.add("gradlab-pad");
  el.append(left, bars, words, said);

  const pixelsCame = () => {
    if (sent === String(model.get("pixels"))) return;
    sent = String(model.get("pixels"));
    dots = dotted(model.get("pixels"));
    draw();
  };
  const answerCame = () => {
    drawBars(bars, model.get("shares"));
    words.textContent = model.get("words");
  };
  pixelsCame();
  draw();
  answerCame();
  model.on("change:pixels", pixelsCame);
  model.on("change:shares", answerCame);
  model.on("change:words", answerCame);
  return () => {
    model.off("change:pixels", pixelsCame);
    model.off("change:shares", answerCame);
    model.off("change:words", answerCame);
  };
}

export default { render };
