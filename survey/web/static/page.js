// Comfort on every page: leave in a hurry, and never show a page after it was left.
(function () {
  "use strict";
  var exit = document.querySelector(".exit");
  var shifts = [];

  function cover() {
    var blank = document.createElement("div");
    blank.className = "blank";
    document.body.appendChild(blank);
    document.title = "";
  }

  function leave(event) {
    event.preventDefault();
    cover();
    // replace, so that Back does not lead to this page
    location.replace(exit.href);
  }

  if (exit) {
    exit.addEventListener("click", leave);
    document.addEventListener("keydown", function (event) {
      if (event.key !== "Shift" || event.repeat) {
        if (event.key !== "Shift") shifts = [];
        return;
      }
      shifts = shifts.filter(function (when) { return event.timeStamp - when < 3000; });
      shifts.push(event.timeStamp);
      if (shifts.length > 2) leave(event);
    });
  }

  // a page from the browser's memory may belong to a visit that has ended
  window.addEventListener("pageshow", function (event) {
    if (!event.persisted) return;
    cover();
    location.reload();
  });
})();
