// @ts-check
// Watches a picture while a mark of it is dragged: when the hand brought the mark to
// another position, and when the browser had another picture to show.
(/** @type {Element} */ grip) => {
  const log = {
    moved: NaN, // when the hand moved last
    positions: 0, // that the hand reached
    pictures: 0,
    waits: NaN, // since when a position has no picture yet
    delays: /** @type {number[]} */ ([]), // from such a move to another picture
    released: NaN,
    last: NaN, // when the last picture came
    exact: NaN, // when the first picture came that shows where the hand let go
  };
  Object.assign(window, { markLog: log });
  const live = /** @type {Element} */ (grip.closest(".gradlab-live"));
  live.addEventListener("pointermove", (event) => { log.moved = event.timeStamp; }, true);
  window.addEventListener("pointerup", (event) => { log.released = event.timeStamp; }, true);
  const frame = live.querySelector(".gradlab-frame");
  const readout = live.querySelector(".gradlab-readout");
  const said = () => grip.getAttribute("aria-valuetext") ?? "";
  const numbers = (/** @type {string} */ text) =>
    (text.match(/-?\d+(\.\d+)?(?=,|$|\])/g) ?? []).map(Number);
  const there = () => {
    const shown = numbers(readout?.textContent ?? "");
    return numbers(said()).every((number) => shown.includes(number));
  };
  let at = said();
  new MutationObserver(() => {
    if (said() === at || log.released > 0) return;
    at = said();
    log.positions += 1;
    if (Number.isNaN(log.waits)) log.waits = log.moved;
  }).observe(grip, { attributeFilter: ["aria-valuetext"] });
  let before = frame?.innerHTML;
  const look = () => {
    const now = frame?.innerHTML;
    if (now !== before) {
      before = now;
      log.last = performance.now();
      if (!(log.released > 0)) {
        log.pictures += 1;
        if (!Number.isNaN(log.waits)) log.delays.push(log.last - log.waits);
        log.waits = NaN;
      }
    }
    if (log.released > 0 && !(log.exact > 0) && there()) log.exact = performance.now();
    requestAnimationFrame(look);
  };
  look();
}
