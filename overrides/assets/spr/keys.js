/*
 * Material acts on single letters anywhere on the page (f, s and / search; p and n turn the page). Who speaks
 * to the computer, or rests a hand on the keys, sets them off without wanting to, and they cannot be turned
 * off: WCAG 2.1.4, level A. So they do not reach it, except while the search is open.
 */
addEventListener("keydown", event => {
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]")
  const searching = document.getElementById("__search")?.checked
  if ("fs/pn,.".includes(event.key) && !typing && !searching)
    event.stopImmediatePropagation()
}, true)
