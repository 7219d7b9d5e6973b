/*
 * <spr-drawer>: opens the navigation where the screen is too small to show it beside the page (a telephone,
 * or 400 % zoom). Its link leads to the list of pages in the footer; here it becomes a button for Material's
 * drawer, which a keyboard could not open. Closed, the drawer is out of the tab order (pages.css).
 */
customElements.define("spr-drawer", class extends HTMLElement {
  connectedCallback() {
    this.toggle = document.getElementById("__drawer")
    this.drawer = document.querySelector(".md-sidebar--primary")
    if (!this.drawer)
      return

    const link = this.querySelector("a")
    this.drawer.id = "spr-drawer"
    this.button = document.createElement("button")
    this.button.type = "button"
    this.button.className = link.className
    this.button.ariaLabel = link.ariaLabel
    this.button.ariaExpanded = "false"
    this.button.setAttribute("aria-controls", this.drawer.id)
    this.button.append(...link.childNodes)
    link.replaceWith(this.button)

    this.button.addEventListener("click", () => this.toggle.click())
    this.toggle.addEventListener("change", () => this.show())
    document.addEventListener("keydown", event => {
      if (event.key === "Escape")
        this.close(this.button)
    })
    // Whoever tabs past the last link is on the page again, which must not stay covered.
    this.drawer.addEventListener("focusout", ({ relatedTarget }) => {
      if (relatedTarget && !this.drawer.contains(relatedTarget))
        this.close(relatedTarget)
    })
  }

  show() {
    this.button.ariaExpanded = `${this.toggle.checked}`
    if (this.toggle.checked)
      this.drawer.querySelector("a").focus()
  }

  close(next) {
    if (this.toggle.checked) {
      this.toggle.click()
      next.focus()
    }
  }
})
