// @ts-check
// What anywidget gets of every explorer: it asks the page for the view's module, which
// is loaded once. anywidget makes a module of what it gets for each widget, and a page
// never lets go of a module.

/** @typedef {{default: {render: (place: object) => Promise<() => void>}}} View */

/** @type {Map<string, Promise<View>>} by their text; one page may see several versions */
const modules = Reflect.get(globalThis, "gradlabModules") ?? new Map();
Reflect.set(globalThis, "gradlabModules", modules);

/** @param {string} text @returns {Promise<View>} */
async function load(text) {
  const address = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  const view = await import(address);
  URL.revokeObjectURL(address);
  return view;
}

/** @param {{model: {get: (name: string) => string}, el: HTMLElement}} place */
async function render(place) {
  const text = place.model.get("script");
  if (!modules.has(text)) modules.set(text, load(text));
  const view = await modules.get(text);
  return view?.default.render(place);
}

export default { render };
