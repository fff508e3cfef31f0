// @ts-check
// Watches a picture while a mark of it is dragged: when the hand brought the controls to
// other positions, as their own readouts say, and when the browser had another picture.
(/** @type {Element} */ grip) => {
  const log = {
    moved: NaN, // when the hand moved last
    positions: 0, // that the hand brought the controls to
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
  const row = /** @type {Element} */ (live.querySelector(".gradlab-row"));
  const stand = () => [...row.querySelectorAll(".widget-readout")].map((one) => one.textContent).join();
  let at = stand();
  new MutationObserver(() => {
    if (stand() === at || log.released > 0) return;
    at = stand();
    log.positions += 1;
    if (Number.isNaN(log.waits)) log.waits = log.moved;
  }).observe(row, { subtree: true, childList: true, characterData: true });
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
