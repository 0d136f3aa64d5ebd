// The community's clock, on Doria's simulated time, and the buttons that move it.

import { ask, Refused } from "./net.js";
import { given, languageNow, onLanguage, put } from "./words.js";

let ahead = 0;
let zone = "UTC";
let forms = null;

function formats() {
  const usual = { timeZone: zone, hourCycle: "h23" };
  // Not every browser knows the days of the week in Swahili: English stands in.
  const locale = languageNow() === "sw" ? ["sw-KE", "en-GB"] : ["en-GB"];
  forms ??= {
    full: new Intl.DateTimeFormat(locale, { ...usual, weekday: "short", hour: "2-digit", minute: "2-digit", second: "2-digit" }),
    short: new Intl.DateTimeFormat("en-GB", { ...usual, hour: "2-digit", minute: "2-digit" }),
  };
  return forms;
}

/** Return the hour and the minute of a moment where the community is. */
export const hourAndMinute = (at) => formats().short.format(new Date(at));

/** Take the time of the timeline's answer. */
export function setTime(now, timezone) {
  ahead = Date.parse(now) - Date.now();
  if (timezone && timezone !== zone) {
    zone = timezone;
    forms = null;
    for (const time of document.querySelectorAll("time[datetime]")) time.textContent = hourAndMinute(time.dateTime);
  }
}

/** Show the clock; `moved` is called after its buttons have moved it. */
export function startClock(root, moved) {
  const face = root.querySelector("time");
  const status = document.getElementById("status");
  const tick = () => {
    const now = new Date(Date.now() + ahead);
    face.textContent = formats().full.format(now);
  };
  const ways = {
    forward: { forward: "3m" },
    rung: { to: "next-rung" },
    morning: { to: "morning", community: given.place.key },
  };
  for (const button of document.querySelectorAll("[data-time]")) {
    button.addEventListener("click", async () => {
      if (button.getAttribute("aria-busy") === "true") return;
      button.setAttribute("aria-busy", "true");
      try {
        const { now } = await ask("/simulator/time", ways[button.dataset.time]);
        setTime(now, "");
        tick();
        put(status, "clock.moved", { time: hourAndMinute(now) });
        moved();
      } catch (error) {
        if (error instanceof Refused && button.dataset.time === "rung") put(status, "clock.no_rung");
        else put(status, error instanceof Refused ? "story.refused" : "gone", { why: error.message });
      } finally {
        button.removeAttribute("aria-busy");
        setTimeout(() => status.removeAttribute("data-put") ?? (status.textContent = ""), 6_000);
      }
    });
  }
  onLanguage(() => {
    forms = null;
    tick();
  });
  put(root, "clock", { place: given.place.name }, "aria-label");
  tick();
  setInterval(tick, 1_000);
}

