// @ts-check
// Goals below a live picture. A frame says which are reached; what a hand has reached
// once stays reached.

/** @typedef {{words: string, stretch: boolean}} Goal */

class Goals {
  /** @param {Element} parent @param {Goal[]} goals @param {number[]} before
   * @param {((place: number) => void) | undefined} kept told of each that is reached */
  constructor(parent, goals, before, kept) {
    this.kept = kept;
    this.list = document.createElement("ul");
    this.list.className = "gradlab-goals";
    this.said = document.createElement("p");
    this.said.className = "gradlab-spoken";
    this.said.setAttribute("role", "status");
    this.items = goals.map((goal) => new Item(this.list, goal));
    if (goals.length) parent.append(this.list, this.said);
    for (const place of before) this.items[place]?.reach();
  }

  /** @param {number[]} reached the places of those that the picture shows reached */
  see(reached) {
    const now = reached.filter((place) => this.items[place]?.reach());
    if (!now.length) return;
    this.said.textContent = now.map((place) => `Goal reached: ${this.items[place].words}.`).join(" ");
    now.forEach((place) => this.kept?.(place));
  }
}

class Item {
  /** @param {Element} list @param {Goal} goal */
  constructor(list, { words, stretch }) {
    this.words = words;
    this.reached = false;
    this.line = document.createElement("li");
    this.mark = document.createElement("strong");
    this.mark.textContent = stretch ? "Harder goal: " : "Goal: ";
    this.line.append(this.mark, words);
    list.append(this.line);
  }

  /** Return whether it is reached for the first time. */
  reach() {
    if (this.reached) return false;
    this.reached = true;
    this.line.className = "gradlab-reached";
    this.mark.textContent = "✓ Reached: ";
    return true;
  }
}

export { Goals };
