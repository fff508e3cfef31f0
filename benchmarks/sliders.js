// @ts-check
// Watches a slider and its picture. Each frame of the browser asks which position the
// picture shows; each move of the mouse notes when it was made and where the slider went.
(/** @type {string} */ shows) => {
  const c = document.querySelector('[data-windowed-list-index="1"]');
  const picture = new Function("c", `return ${shows}`);
  const number = (/** @type {unknown} */ text) => Number(String(text).replace("\u2212", "-")).toFixed(1);
  const log = {
    inputs: /** @type {Record<string, number>} */ ({}),
    pictures: /** @type {Record<string, number>} */ ({}),
    frames: 0,
    released: /** @type {number?} */ (null),
    last: /** @type {number?} */ (null),
  };
  Object.assign(window, { sliderLog: log });
  window.addEventListener("mousemove", (event) => {
    const at = number(c?.querySelector(".widget-readout")?.textContent);
    log.inputs[at] ??= event.timeStamp;
  });
  window.addEventListener("mouseup", (event) => { log.released = event.timeStamp; });
  let before = "";
  const look = () => {
    const found = picture(c);
    if (found != null) {
      const at = number(found);
      if (at !== before) {
        before = at;
        log.frames += 1;
        log.last = performance.now();
        log.pictures[at] ??= log.last;
      }
    }
    requestAnimationFrame(look);
  };
  look();
}
