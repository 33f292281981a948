// The width of the navigation is a cookie, so that the server draws it right at once.
document.addEventListener("click", event => {
  if (!event.target.closest?.("[data-toggle-nav]"))
    return;

  const root = document.documentElement;
  const rail = root.dataset.nav !== "rail";
  if (rail) root.dataset.nav = "rail";
  else delete root.dataset.nav;
  document.cookie = `cosmo-nav=${rail ? "rail" : "wide"}; path=/; max-age=31536000; samesite=lax`;
});

// A chosen entry closes the menu that it stands in.
document.addEventListener("click", event => {
  if (event.target.closest?.("[popover] a"))
    event.target.closest("[popover]").hidePopover();
});

// The page knows its theme from a cookie that components do not see: say which of the buttons is pressed.
document.addEventListener("toggle", press, true);
press();

function press() {
  for (const button of document.querySelectorAll("[data-theme-choice]"))
    button.setAttribute("aria-pressed", String(button.dataset.themeChoice === document.documentElement.dataset.theme));
}
