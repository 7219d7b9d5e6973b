/*
 * <spr-change-bar>: steps from one change of a page to the next, and hides those that are editorial only. The
 * page is whole without it: every change stands there in its order, and so does the part Editorial.
 */
customElements.define("spr-change-bar", class extends HTMLElement {
  connectedCallback() {
    if (!document.querySelector(".spr-change"))
      return

    this.role = "toolbar"
    this.ariaLabel = "Changes"
    this.button("Next change", () => this.step(1))
    this.button("Previous change", () => this.step(-1))
    const editorial = this.part("editorial")
    if (editorial.length) {
      const toggle = this.button("Hide editorial changes", () => {
        const hidden = toggle.ariaPressed !== "true"
        toggle.ariaPressed = `${hidden}`
        for (const element of editorial)
          element.hidden = hidden
      })
      toggle.ariaPressed = "false"
    }
  }

  button(words, act) {
    const button = document.createElement("button")
    button.type = "button"
    button.className = "spr-change-bar__button"
    button.textContent = words
    button.addEventListener("click", act)
    this.append(button)
    return button
  }

  /* From where the reader was led last or, before that, from what is in sight; past the end it begins again. */
  step(by) {
    const changes = [...document.querySelectorAll(".spr-change")].filter(change => change.offsetParent)
    const at = changes.indexOf(this.last)
    const seen = changes.findIndex(change => change.getBoundingClientRect().bottom > this.offsetHeight + 100)
    const next = at < 0 ? (by > 0 ? seen : seen - 1) : at + by
    this.last = changes.at(next % changes.length)
    this.last.tabIndex = -1
    this.last.focus({preventScroll: true})
    this.last.scrollIntoView({block: "center"})
  }

  /* A heading and all that stands beneath it. */
  part(id) {
    const heading = document.getElementById(id)
    const found = heading ? [heading] : []
    for (let next = heading?.nextElementSibling; next && next.tagName !== "H2"; next = next.nextElementSibling)
      found.push(next)
    return found
  }
})
