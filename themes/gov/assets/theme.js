// Remembers a reader's choice of light or dark. Nothing on the page depends on it.
(function () {
  "use strict";
  var root = document.documentElement;
  var choices = ["auto", "light", "dark"];
  var labels = { auto: "外观：随系统", light: "外观：浅色", dark: "外观：深色" };
  function stored() {
    try { return localStorage.getItem("theme") || "auto"; } catch (error) { return "auto"; }
  }
  function apply(choice) {
    if (choice === "auto") root.removeAttribute("data-theme");
    else root.setAttribute("data-theme", choice);
  }
  var current = choices.indexOf(stored()) < 0 ? "auto" : stored();
  apply(current);
  var list = document.querySelector(".site-nav ul");
  if (!list) return;
  var item = document.createElement("li");
  var button = document.createElement("button");
  button.type = "button";
  button.className = "theme-switch";
  button.textContent = labels[current];
  button.addEventListener("click", function () {
    current = choices[(choices.indexOf(current) + 1) % choices.length];
    apply(current);
    button.textContent = labels[current];
    try { localStorage.setItem("theme", current); } catch (error) { /* private mode: not remembered */ }
  });
  item.appendChild(button);
  list.appendChild(item);
})();
