// Runs before the first paint, so that a dark desk never flashes white. The same key is written by src/theme.ts.
(function () {
  var chosen = null;
  try {
    chosen = localStorage.getItem("gg-theme");
  } catch (refused) {
    chosen = null; // storage refused: follow the system
  }
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
})();
