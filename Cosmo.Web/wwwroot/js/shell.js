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
