// @ts-check
// Points, comments and the way through written answers: a form with keys of its own.
// What is decided goes to the kernel in one message, with the serial of the answer that
// was seen; until the next answer is shown no key counts.

/** @typedef {object} State
 * @property {number} serial
 * @property {[string, string][]} questions
 * @property {string} question
 * @property {number} top
 * @property {number} marked
 * @property {number} of
 * @property {number} left
 * @property {string} who
 * @property {string} given
 * @property {string} comment
 * @property {[string, string][]} comments
 * @property {boolean} apart
 * @property {boolean} undo
 * @property {string} notebook
 * @property {string} said
 * @property {boolean} alarm */
/** @typedef {object} Model
 * @property {(name: string) => any} get
 * @property {(name: string, value: unknown) => void} set
 * @property {() => void} save_changes
 * @property {(message: object) => void} send
 * @property {(event: string, listener: () => void) => void} on
 * @property {(event: string, listener: () => void) => void} off */

const PATIENCE = 15000; // ms until a silent kernel is spoken of

/** @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag @param {string} words @param {string} kind
 * @returns {HTMLElementTagNameMap[T]} */
function made(tag, words = "", kind = "") {
  const element = document.createElement(tag);
  element.textContent = words;
  if (kind) element.className = kind;
  return element;
}

/** @param {string} key @param {string} words @param {string} shortcut @param {() => void} act */
function button(key, words, shortcut, act) {
  const one = made("button");
  one.type = "button";
  one.setAttribute("aria-keyshortcuts", shortcut);
  const cap = made("kbd", key);
  cap.setAttribute("aria-hidden", "true");
  one.append(cap, words);
  one.addEventListener("click", act);
  return one;
}

/** @param {string} words @param {HTMLElement} input */
function labelled(words, input) {
  const label = made("label", `${words} `);
  label.append(input);
  return label;
}

/** Where Formgrader shows the submission that an answer stands in. @param {string} id */
function formgrader(id) {
  const config = document.getElementById("jupyter-config-data")?.textContent;
  const base = config ? JSON.parse(config).baseUrl : "/";
  return `${base}formgrader/submissions/${id}`;
}

/** Whether a line stands in a text. @param {string} text @param {string} line */
const has = (text, line) => text.split("\n").includes(line);

/** @param {{ model: Model, el: HTMLElement }} page */
function render({ model, el }) {
  /** @type {State} */
  let state = model.get("state");
  let waits = 0; // serial of what was sent, until the kernel has answered
  let silent = 0;
  const form = made("form");
  form.tabIndex = 0;
  form.dataset.lmSuppressShortcuts = "true"; // keys are the form's, not JupyterLab's
  form.setAttribute("role", "group");
  form.setAttribute("aria-label", "Marking: a digit gives points, a letter a comment");

  const said = made("p"), counted = made("p"), who = made("p"), given = made("p");
  said.setAttribute("role", "status");
  const bar = made("progress"), questions = made("select");
  bar.setAttribute("aria-label", "Answers marked");
  const points = made("div", "", "gradlab-row"), comments = made("div", "", "gradlab-comments");
  for (const [part, name] of /** @type {[HTMLElement, string][]} */ ([[points, "Points"], [comments, "Comments used before"]])) {
    part.setAttribute("role", "group");
    part.setAttribute("aria-label", name);
  }
  const other = made("input"), text = made("textarea");
  other.inputMode = "decimal";
  other.autocomplete = "off";
  text.rows = 2;
  const link = made("a", "Whole notebook in Formgrader");
  link.target = "_blank";
  link.rel = "noopener";

  /** @param {string} act @param {object} more */
  const send = (act, more = {}) => {
    if (waits) return;
    waits = state.serial;
    form.setAttribute("aria-busy", "true");
    silent = window.setTimeout(() => {
      said.className = "gradlab-alarm";
      said.textContent = "The kernel does not answer: it is busy, or gone. Nothing else is sent.";
    }, PATIENCE);
    model.send({ act, serial: state.serial, ...more });
  };
  /** @param {string} value */
  const give = (value) => {
    if (state.who) send("give", { points: value, comment: text.value });
  };
  /** @param {string} line */
  const toggle = (line) => {
    const lines = text.value.split("\n").filter(Boolean);
    text.value = (has(text.value, line) ? lines.filter((one) => one !== line) : [...lines, line]).join("\n");
    pressed();
  };
  const pressed = () => {
    comments.querySelectorAll("button").forEach((one, at) => {
      one.setAttribute("aria-pressed", String(has(text.value, state.comments[at][1])));
    });
  };
  const undo = button("⌫", "Undo", "Backspace", () => send("undo"));
  const apart = button("-", "Take apart", "-", () => send("apart"));
  const ways = made("div", "", "gradlab-row gradlab-ways");
  ways.append(
    button("←", "Back", "ArrowLeft", () => send("move", { by: -1 })),
    button("→", "Skip", "ArrowRight", () => send("move", { by: 1 })),
    undo,
    apart,
    link,
  );

  /** @type {Record<string, () => void>} */
  const keys = {
    ArrowLeft: () => send("move", { by: -1 }),
    ArrowRight: () => send("move", { by: 1 }),
    Backspace: () => !undo.disabled && send("undo"),
    "-": () => !apart.disabled && send("apart"),
    "/": () => text.focus(),
    ".": () => other.focus(),
    ",": () => other.focus(),
  };
  /** @param {string} key @returns {(() => void) | undefined} */
  const meaning = (key) => {
    if (/^\d$/.test(key)) {
      if (state.top <= 9) return () => give(key);
      return () => {
        other.focus();
        other.value += key;
      };
    }
    const comment = state.comments.find(([letter]) => letter === key);
    return comment ? () => toggle(comment[1]) : keys[key];
  };
  /** @param {KeyboardEvent} event */
  const inField = (event) => {
    if (event.key === "Escape" || (event.target === text && event.key === "Enter" && !event.shiftKey)) form.focus();
    else if (event.target === other && event.key === "Enter") give(other.value);
    else return;
    event.preventDefault();
  };
  form.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    event.stopPropagation(); // the notebook has keys of its own
    const writes = [text, other, questions].some((field) => field === event.target);
    if (writes) return inField(event);
    const act = meaning(event.key);
    if (!act) return;
    event.preventDefault();
    act();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  text.addEventListener("input", pressed);
  questions.addEventListener("change", () => send("turn", { question: questions.value }));

  const showPoints = () => {
    const whole = Array.from({ length: Math.min(Math.floor(state.top), 9) + 1 }, (_, n) => n);
    points.replaceChildren(
      ...(state.top <= 9 ? whole : []).map((n) => button(`${n}`, n === 1 ? " point" : " points", `${n}`, () => give(`${n}`))),
      labelled("or", other),
      `of ${state.top}`,
    );
    points.querySelectorAll("button").forEach((one, n) => one.setAttribute("aria-label", `${n} ${n === 1 ? "point" : "points"}`));
  };
  const show = () => {
    const before = state, had = form.contains(document.activeElement);
    state = model.get("state");
    window.clearTimeout(silent);
    waits = 0;
    form.removeAttribute("aria-busy");
    const refused = state.alarm && before !== state;
    if (!refused) other.value = "";
    if (!refused || !text.value) text.value = state.comment;
    if (!points.childElementCount || before.top !== state.top) showPoints();
    points.querySelectorAll("button").forEach((one) => (one.disabled = !state.who));
    comments.replaceChildren(
      ...state.comments.map(([letter, line]) => button(letter, line, letter, () => toggle(line))),
    );
    pressed();
    questions.replaceChildren(...state.questions.map(([name, title]) => new Option(title, name, false, name === state.question)));
    counted.textContent = `${state.marked} of ${state.of} answers decided. Decisions left in the lab: ${state.left}`;
    bar.max = Math.max(state.of, 1);
    bar.value = state.marked;
    who.textContent = state.who;
    given.textContent = state.given;
    undo.disabled = !state.undo;
    apart.disabled = !state.apart;
    link.hidden = !state.notebook;
    link.href = formgrader(state.notebook);
    said.className = state.alarm ? "gradlab-alarm" : "";
    said.textContent = state.said;
    form.dataset.serial = `${state.serial}`;
    if (had) form.focus({ preventScroll: true });
  };

  const help = made("details"), list = made("p");
  help.append(made("summary", "Keys"), list);
  list.textContent =
    "A digit gives points and goes on. A letter takes a comment or leaves it out. / writes a " +
    "comment, Enter ends it, Shift+Enter is a new line. . writes other points, such as 1.5, " +
    "Enter gives them. → skips, ← goes back, Backspace takes the last decision back, - makes a " +
    "group of each wording. Keys count while this form has the keyboard.";
  form.append(
    who, given, points, labelled("Comment (/)", text), comments, ways, said,
    counted, bar, labelled("Question", questions), help,
  );
  el.classList.add("gradlab-keys");
  el.append(form);
  show();
  model.on("change:state", show);
  if (model.get("fresh")) {
    model.set("fresh", false);
    model.save_changes();
    requestAnimationFrame(() => form.focus()); // whoever opened it wants to mark
  }
  return () => {
    window.clearTimeout(silent);
    model.off("change:state", show);
  };
}

export default { render };
