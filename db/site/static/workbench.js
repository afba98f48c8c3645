// Close an open menu when a click lands outside it.
document.body.addEventListener("click", (event) => {
  const inside = event.target.closest("details");
  for (const menu of document.querySelectorAll("details[open]")) {
    if (menu !== inside) menu.open = false;
  }
});
