// The list of the rows of a roster.

/**
 * Rows by their numbers, which grow in the order of arrival: of each its object, and the numbers
 * from which the object was made.
 */
export class Rows {
  #serials = [];
  #numbers = [];
  // Not frozen: V8 copies a frozen array seventy times as slowly.
  #rows = [];
  #snapshot = Object.freeze([]);
  #isNew = false;

  /** The index of a row, or that before which it belongs. */
  #placeOf(serial) {
    let low = 0;
    let high = this.#serials.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#serials[middle] < serial) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The index of a row; -1 if there is none. */
  #indexOf(serial) {
    const place = this.#placeOf(serial);
    return this.#serials[place] === serial ? place : -1;
  }

  row(serial) {
    return this.#rows[this.#indexOf(serial)];
  }

  numbers(serial) {
    return this.#numbers[this.#indexOf(serial)];
  }

  find(is) {
    return this.#rows.find(is);
  }

  set(serial, row, numbers) {
    const place = this.#placeOf(serial);
    if (this.#serials[place] !== serial) {
      // Mostly the last place; but a row that was deleted may come back before later ones.
      for (const list of [this.#serials, this.#numbers, this.#rows])
        list.splice(place, 0, undefined);
    }
    this.#serials[place] = serial;
    this.#numbers[place] = numbers;
    this.#rows[place] = row;
    this.#isNew = true;
  }

  delete(serial) {
    const index = this.#indexOf(serial);
    if (index < 0) return;
    for (const list of [this.#serials, this.#numbers, this.#rows]) list.splice(index, 1);
    this.#isNew = true;
  }

  /** All rows: the same array until one is set or deleted. */
  get snapshot() {
    if (this.#isNew) this.#snapshot = Object.freeze(this.#rows.slice());
    this.#isNew = false;
    return this.#snapshot;
  }
}
