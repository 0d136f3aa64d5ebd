// The page of phones: it puts its parts together and asks Doria once a second what is new.

import { given, startLanguage } from "./words.js";
import { poll, startBanner } from "./net.js";
import { startOutbox } from "./outbox.js";
import { setTime, startClock } from "./clock.js";
import { Faults, Happened } from "./happened.js";
import { People } from "./people.js";
import { Resident } from "./resident.js";
import { Story } from "./story.js";

startLanguage([...document.querySelectorAll(".language button")]);
startBanner(document.getElementById("gone"));

let looks = [];
let soon = null;
/** Ask again at once, but not again and again within a moment. */
const refresh = () => {
  soon ??= setTimeout(() => {
    soon = null;
    for (const look of looks) look();
  }, 60);
};

const happened = new Happened(document.getElementById("happened"));
const faults = new Faults(document.getElementById("faults"));
const resident = new Resident(document.getElementById("resident"), refresh);
const people = new People(resident, refresh);
const story = new Story(document.getElementById("story"), { resident, people, refresh });
startClock(document.getElementById("clock"), refresh);

const select = document.querySelector("[name=community]");
select?.addEventListener("change", () => {
  const address = new URL(location.href);
  address.searchParams.set("community", select.value);
  location.assign(address);
});

const query = (pairs) => new URLSearchParams(pairs).toString();
looks = [
  poll(
    "state",
    () => "/simulator/state?" + query([resident.number, ...people.asked].map((phone) => ["phone", phone])),
    (answer, began) => {
      const mine = answer.phones[resident.number];
      if (mine) resident.show(mine, began);
      people.show(answer, began);
      faults.show(answer.faults, began);
      story.show(answer.story, began);
    },
  ),
  poll(
    "happened",
    () => {
      const since = happened.cursor === null ? [] : [["since", happened.cursor]];
      return "/simulator/happened?" + query([["community", given.place.key], ...since]);
    },
    (answer) => {
      setTime(answer.now, answer.timezone);
      happened.show(answer);
    },
  ),
];
startOutbox();
