// @ts-check
// Watches a picture while a mark of it is dragged: when the hand moved, and when the
// browser had another picture to show.
(/** @type {Element} */ live) => {
  const log = {
    moved: NaN, // when the hand moved last
    delays: /** @type {number[]} */ ([]), // from that move to another picture
    released: NaN,
    last: NaN, // when the last picture came
    exact: NaN, // when the first picture came that shows where the hand let go
  };
  Object.assign(window, { markLog: log });
  live.addEventListener("pointermove", (event) => { log.moved = event.timeStamp; }, true);
  window.addEventListener("pointerup", (event) => { log.released = event.timeStamp; }, true);
  const frame = live.querySelector(".gradlab-frame");
  const readout = live.querySelector(".gradlab-readout");
  const numbers = (/** @type {string} */ text) =>
    (text.match(/-?\d+(\.\d+)?(?=,|$|\])/g) ?? []).map(Number);
  const there = () => {
    const said = live.querySelector(".gradlab-grip")?.getAttribute("aria-valuetext");
    const shown = numbers(readout?.textContent ?? "");
    return numbers(said ?? "").every((number) => shown.includes(number));
  };
  let before = frame?.innerHTML;
  const look = () => {
    const now = frame?.innerHTML;
    if (now !== before) {
      before = now;
      log.last = performance.now();
      if (!(log.released > 0)) log.delays.push(log.last - log.moved);
    }
    if (log.released > 0 && !(log.exact > 0) && there()) log.exact = performance.now();
    requestAnimationFrame(look);
  };
  look();
}
