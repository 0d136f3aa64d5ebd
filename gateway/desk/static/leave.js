// Esc twice within a second leaves the desk at once; the page that was open cannot be gone back to.
"use strict";
let escaped = 0;
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  if (event.timeStamp - escaped < 1000) location.replace("/desk/leave");
  escaped = event.timeStamp;
});
