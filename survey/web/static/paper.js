// A button that prints the page; without a script the browser's own menu does.
(function () {
  "use strict";
  document.querySelectorAll(".to-print").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () { window.print(); });
  });
})();
