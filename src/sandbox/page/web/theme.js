// Dark or light: what the system prefers, unless a person chose here. A plain script, so that the first paint has the right colors.
(() => {
  const system = matchMedia("(prefers-color-scheme: light)");
  const kept = () => {
    try {
      return localStorage.getItem("theme");
    } catch {
      return null;
    }
  };
  const current = () => kept() ?? (system.matches ? "light" : "dark");
  const apply = () => {
    document.documentElement.dataset.theme = current();
    const button = document.getElementById("theme");
    if (!button) return;
    const other = current() === "dark" ? "light" : "dark";
    button.setAttribute("aria-label", `Switch to ${other} colors`);
    button.title = `Switch to ${other} colors`;
  };
  apply();
  system.addEventListener("change", apply);
  document.addEventListener("DOMContentLoaded", () => {
    apply();
    document.getElementById("theme").addEventListener("click", () => {
      try {
        localStorage.setItem("theme", current() === "dark" ? "light" : "dark");
      } catch {
        /* Private windows may refuse; the system's choice stays. */
      }
      apply();
    });
  });
})();
