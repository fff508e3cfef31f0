// @ts-check
// A picture on which a click gives a place, in the units of its viewBox.

/** @typedef {object} Model
 * @property {(name: string) => any} get
 * @property {(name: string, value: unknown) => void} set
 * @property {() => void} save_changes
 * @property {(event: string, listener: () => void) => void} on
 * @property {(event: string, listener: () => void) => void} off */

/** @param {{ model: Model, el: HTMLElement }} shown */
function render({ model, el }) {
  const draw = () => { el.innerHTML = model.get("picture"); };
  /** @param {MouseEvent} event */
  const point = (event) => {
    const matrix = el.querySelector("svg")?.getScreenCTM()?.inverse();
    if (!matrix) return;
    const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix);
    model.set("clicked", [x, y]);
    model.save_changes();
  };
  el.style.cursor = "crosshair";
  el.addEventListener("click", point);
  model.on("change:picture", draw);
  draw();
  return () => model.off("change:picture", draw);
}

export default { render };
