// The thread of texts on one phone. It only grows, and it never jumps while somebody reads further up.

import { put } from "./words.js";
import { hourAndMinute } from "./clock.js";

const MOST = 150;

export class Thread {
  /** `frame` holds the box of the texts and the button that leads to a new one. */
  constructor(frame) {
    this.box = frame.querySelector(".thread");
    this.below = frame.querySelector(".below");
    this.none = this.box.querySelector(".none");
    this.known = new Map();
    this.pending = new Map();
    this.follows = true;
    this.box.addEventListener("scroll", () => this.look(), { passive: true });
    this.below.addEventListener("click", () => {
      this.box.focus({ preventScroll: true });
      this.toTheEnd();
    });
    new ResizeObserver(() => this.follows && this.toTheEnd()).observe(this.box);
  }

  look() {
    if (!this.box.clientHeight) return;
    this.follows = this.box.scrollHeight - this.box.scrollTop - this.box.clientHeight < 24;
    if (this.follows) this.below.hidden = true;
  }

  toTheEnd() {
    this.box.scrollTop = this.box.scrollHeight;
    this.follows = true;
    this.below.hidden = true;
  }

  /** Forget all texts: the box shows another phone. */
  clear() {
    this.box.replaceChildren(this.none);
    this.known.clear();
    this.pending.clear();
    this.none.hidden = false;
    this.toTheEnd();
  }

  /** Show the texts of a phone, and those that are on their way from it. */
  show(texts, letters) {
    let added = 0;
    for (const text of texts) {
      const there = this.known.get(text.id);
      if (there) setNote(there, text.waits ? "thread.waits" : "");
      else {
        const made = bubble(text.text, text.mine, text.lang, text.at);
        setNote(made, text.waits ? "thread.waits" : "");
        this.box.insertBefore(made, [...this.pending.values()][0] ?? null);
        this.known.set(text.id, made);
        added += 1;
      }
    }
    added += this.showLetters(letters);
    while (this.known.size > MOST) {
      const [oldest, element] = this.known.entries().next().value;
      element.remove();
      this.known.delete(oldest);
    }
    if (!added) return;
    this.none.hidden = true;
    if (this.follows) this.toTheEnd();
    else this.below.hidden = false;
  }

  showLetters(letters) {
    let added = 0;
    for (const [key, element] of this.pending) {
      if (letters.some((letter) => letter.key === key)) continue;
      element.remove();
      this.pending.delete(key);
    }
    for (const letter of letters) {
      let there = this.pending.get(letter.key);
      if (!there) {
        there = bubble(letter.text, true, "", "");
        this.box.append(there);
        this.pending.set(letter.key, there);
        added += 1;
      }
      setNote(there, letter.state === "waiting" ? "thread.sending" : "");
    }
    this.none.hidden = this.known.size + this.pending.size > 0;
    if (added) this.toTheEnd();
    return added;
  }
}

function bubble(text, mine, lang, at) {
  const made = document.createElement("div");
  made.className = mine ? "text mine" : "text";
  const words = document.createElement("p");
  words.textContent = text;
  if (lang) words.lang = lang;
  const foot = document.createElement("p");
  foot.className = "foot";
  const time = document.createElement("time");
  if (at) {
    time.dateTime = at;
    time.textContent = hourAndMinute(at);
  }
  const note = document.createElement("span");
  note.className = "note";
  foot.append(time, note);
  made.append(words, foot);
  return made;
}

function setNote(made, name) {
  made.classList.toggle("waits", Boolean(name));
  const note = made.querySelector(".note");
  if (name) put(note, name);
  else if (note.textContent) {
    note.removeAttribute("data-put");
    note.textContent = "";
  }
}
