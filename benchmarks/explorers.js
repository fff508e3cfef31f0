// @ts-check
// Notes when Shift+Enter was pressed, and when that cell's live picture could be seen.
() => {
  const log = { begun: NaN, seen: NaN };
  Object.assign(window, { firstPicture: log });
  window.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.shiftKey) return;
    const cell = document.querySelector(".jp-Notebook-cell.jp-mod-active");
    Object.assign(log, { begun: event.timeStamp, seen: NaN });
    const look = () => {
      const still = /** @type {HTMLImageElement?} */ (
        cell?.querySelector(".gradlab-picture img"));
      const there = still?.complete && still.naturalWidth > 0 && still.offsetParent
        && cell?.querySelector(".gradlab-picture > svg > *")
        && cell?.querySelector(".noUi-handle");
      if (there) log.seen = performance.now();
      else requestAnimationFrame(look);
    };
    look();
  }, true);
}
