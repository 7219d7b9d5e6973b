/*
 * <spr-search>: opens Material's search by a button where the screen is too small for its field, and gives
 * the focus back when it closes. The theme listens to keys alone: what is pasted with the mouse or dictated is
 * searched too. A browser lets no page opened from a folder (file://) read the index: there the search is taken
 * away before Material looks for it, and the note in the footer stays.
 */
customElements.define("spr-search", class extends HTMLElement {
  connectedCallback() {
    if (location.protocol === "file:") {
      this.remove()
      document.getElementById("spr-no-search").hidden = false
      return
    }

    const toggle = document.getElementById("__search")
    const button = this.querySelector(".spr-header__search")
    const field = this.querySelector("[name=query]")
    field.addEventListener("input", () => field.dispatchEvent(new Event("keyup")))
    button.addEventListener("click", () => {
      if (!toggle.checked)
        toggle.click()
      field.focus()
    })
    toggle.addEventListener("change", () => {
      button.ariaExpanded = `${toggle.checked}`
      if (!toggle.checked)
        button.focus()  // does nothing on a wide screen, where the button is not shown
    })
    // Whoever tabs past the last result is on the page again, which must not stay covered.
    this.addEventListener("focusout", ({ relatedTarget }) => {
      if (toggle.checked && relatedTarget && !this.contains(relatedTarget)) {
        toggle.click()
        relatedTarget.focus()
      }
    })
  }
})
