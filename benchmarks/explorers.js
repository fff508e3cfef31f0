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
      const stage = /** @type {HTMLElement?} */ (cell?.querySelector(".gradlab-stage"));
      const there = stage?.offsetParent && cell?.querySelector(".gradlab-still-part > *")
        && cell?.querySelector(".gradlab-frame > *")
        && cell?.querySelector(".noUi-handle");
      if (there) log.seen = performance.now();
      else requestAnimationFrame(look);
    };
    look();
  }, true);
}
