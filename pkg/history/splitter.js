// Where each record of a stream begins and ends: of JSON Lines, of JSON values one behind the other,
// of a list of records, and of an answer, whose `conversations` are records of their own. Brackets
// are counted, and no more: that a record is JSON is found out when it is read.
// `src/history/splitter.rs` does the same in Rust; the tests hold both to the same cases.

const [BREAK, TAB, RETURN, SPACE, QUOTE, COMMA, COLON] = [10, 9, 13, 32, 34, 44, 58];
const [LIST, BACKSLASH, LIST_END, OBJECT, OBJECT_END] = [91, 92, 93, 123, 125];
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];
const NAME = 'conversations';

/** What is known of the place behind what was scanned. */
const [OUTSIDE, INSIDE, STRING, SCALAR, LINE, REST, REST_STRING] = [0, 1, 2, 3, 4, 5, 6];

export class Splitter {
  /** How many bytes of the input, from its first one on, were scanned. */
  #at = 0;
  /** Where the record began that is being scanned. */
  #from = 0;
  /** How many brackets are open: of the record, or of the answer whose rest is skipped. */
  #depth = 0;
  #state = OUTSIDE;
  /** Whether records are the elements of a list, and of the `conversations` of an answer. */
  #inList = false;
  #inAnswer = false;
  /** Every record is a line of its own. */
  #lines = false;
  /** A line break was in the record. */
  #hasBreak = false;
  /** A record without a line break has just ended: if its line ends, too, records are lines. */
  #mayBeLine = false;
  /** The last string of the answer itself, its quotes apart. */
  #last = [0, 0];
  #stringFrom = 0;
  /** How many line breaks there were, and how many when the record began. */
  #line = 0;
  #recordLine = 0;

  /**
   * The next record of `input`, which has all bytes since the last call of `forget`: `{ from, to,
   * line }`, the line counted from 1. `isAll`: nothing comes after it. `undefined` if no record ends
   * in it.
   */
  next(input, isAll) {
    while (this.#at < input.length) {
      const span = this.#step(input);
      if (span !== undefined) return span;
    }
    const isOutside = [OUTSIDE, REST, REST_STRING].includes(this.#state);
    return isAll && !isOutside ? this.#end(input.length) : undefined;
  }

  /** How many bytes of the input are of no use any more. */
  get done() {
    return [OUTSIDE, REST, REST_STRING].includes(this.#state) ? this.#at : this.#from;
  }

  /** The first `count` bytes of the input were taken away. */
  forget(count) {
    this.#at -= count;
    this.#from = Math.max(0, this.#from - count);
    this.#stringFrom = Math.max(0, this.#stringFrom - count);
    this.#last = this.#last.map((place) => Math.max(0, place - count));
  }

  #step(input) {
    switch (this.#state) {
      case OUTSIDE:
        return this.#begin(input[this.#at], this.#at++);
      case INSIDE:
        return this.#inside(input);
      case STRING:
        return this.#string(input);
      case SCALAR:
        return this.#scalar(input[this.#at], this.#at++);
      case LINE:
        return this.#wholeLine(input);
      default:
        return this.#rest(input[this.#at++]);
    }
  }

  /** Between records: where the next one begins. */
  #begin(byte, at) {
    if (byte === BREAK) {
      this.#line++;
      this.#lines ||= this.#mayBeLine;
      this.#mayBeLine = false;
      return;
    }
    if (byte === SPACE || byte === TAB || byte === RETURN) return;
    if (this.#line === 0 && BYTE_ORDER_MARK.includes(byte)) return;
    if (byte === COMMA && (this.#inList || this.#inAnswer)) return;
    if (byte === LIST_END && this.#inAnswer) {
      this.#inAnswer = false;
      this.#state = REST;
      this.#depth = 1;
      return;
    }
    if (byte === LIST_END && this.#inList) {
      this.#inList = false;
      return;
    }
    if (byte === LIST && !this.#lines && !this.#inList && !this.#inAnswer) {
      this.#inList = true;
      return;
    }
    this.#from = at;
    this.#recordLine = this.#line;
    this.#hasBreak = false;
    this.#mayBeLine = false;
    this.#last = [0, 0];
    if (this.#lines) {
      this.#state = LINE;
      this.#at = at;
    } else if (byte === OBJECT || byte === LIST) {
      this.#state = INSIDE;
      this.#depth = 1;
    } else this.#state = SCALAR;
  }

  #inside(input) {
    const { length } = input;
    let at = this.#at;
    for (; at < length; at++) {
      const byte = input[at];
      // No other byte of interest is below a quote or between it and the brackets.
      if (byte === QUOTE) {
        this.#state = STRING;
        this.#stringFrom = at + 1;
        break;
      }
      if (byte === OBJECT) this.#depth++;
      else if (byte === LIST) {
        if (this.#depth === 1 && !this.#inAnswer && this.#opensConversations(input, at)) {
          this.#inAnswer = true;
          this.#state = OUTSIDE;
          break;
        }
        this.#depth++;
      } else if (byte === OBJECT_END || byte === LIST_END) {
        if (--this.#depth > 0) continue;
        this.#mayBeLine = !this.#inList && !this.#inAnswer && !this.#hasBreak;
        this.#at = at + 1;
        return this.#end(at + 1);
      } else if (byte === BREAK) {
        this.#line++;
        this.#hasBreak = true;
      }
    }
    this.#at = Math.min(at + 1, length);
  }

  #string(input) {
    const { length } = input;
    for (let at = this.#at; at < length; at++) {
      const byte = input[at];
      if (byte === QUOTE) {
        this.#state = INSIDE;
        if (this.#depth === 1) this.#last = [this.#stringFrom, at];
        this.#at = at + 1;
        return;
      }
      if (byte === BACKSLASH) at++;
      else if (byte === BREAK) {
        // No string of JSON has a line break: the record is broken off, and the next one may be
        // whole.
        this.#at = at + 1;
        const span = this.#end(at);
        this.#line++;
        return span;
      }
      this.#at = at + 1;
    }
  }

  #scalar(byte, at) {
    if (byte === BREAK) {
      const span = this.#end(at);
      this.#line++;
      return span;
    }
    const isBetween = byte === COMMA || byte === LIST_END || byte === OBJECT_END;
    if (!isBetween || !(this.#inList || this.#inAnswer)) return;
    this.#at = at;
    return this.#end(at);
  }

  #wholeLine(input) {
    const to = input.indexOf(BREAK, this.#at);
    if (to < 0) {
      this.#at = input.length;
      return;
    }
    // A bracket alone on its line begins a record of more lines.
    const first = input[this.#from];
    if ((first === OBJECT || first === LIST) && isBlank(input, this.#from + 1, to)) {
      this.#state = INSIDE;
      this.#depth = 1;
      this.#at = this.#from + 1;
      return;
    }
    this.#at = to + 1;
    const span = this.#end(to);
    this.#line++;
    return span;
  }

  /** In the rest of an answer, behind its conversations. */
  #rest(byte) {
    if (this.#state === REST_STRING) {
      if (byte === BACKSLASH) this.#at++;
      else if (byte === QUOTE) this.#state = REST;
    } else if (byte === QUOTE) this.#state = REST_STRING;
    else if (byte === OBJECT || byte === LIST) this.#depth++;
    else if (byte === OBJECT_END || byte === LIST_END) {
      if (--this.#depth === 0) this.#state = OUTSIDE;
    } else if (byte === BREAK) this.#line++;
  }

  #opensConversations(input, at) {
    const [from, to] = this.#last;
    if (to - from !== NAME.length) return false;
    for (let index = 0; index < NAME.length; index++)
      if (input[from + index] !== NAME.charCodeAt(index)) return false;
    const colon = input.indexOf(COLON, to + 1);
    return (
      colon > 0 && colon < at && isBlank(input, to + 1, colon) && isBlank(input, colon + 1, at)
    );
  }

  #end(to) {
    this.#state = OUTSIDE;
    return { from: this.#from, to, line: this.#recordLine + 1 };
  }
}

/** Whether there is only white space from one place to before another. */
function isBlank(input, from, to) {
  for (let at = from; at < to; at++)
    if (![SPACE, TAB, RETURN, BREAK].includes(input[at])) return false;
  return true;
}
