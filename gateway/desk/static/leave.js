// Esc twice within a second leaves the desk; nobody can go back to the page that was open. Old browsers know all of it.
let escaped = -1000;
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && event.timeStamp - escaped < 1000) location.replace("/desk/leave");
  if (event.key === "Escape") escaped = event.timeStamp;
});
