/*
 * <spr-change-bar>: steps from one change of a page to the next, and hides those that are editorial only. The
 * page is whole without it: every change stands there in its order, and so does the part Editorial.
 */
customElements.define("spr-change-bar", class extends HTMLElement {
  connectedCallback() {
    this.role = "toolbar"
    this.ariaLabel = "Changes"
    const [next, previous, toggle] = this.querySelectorAll("button")
    next.addEventListener("click", () => this.step(1))
    previous.addEventListener("click", () => this.step(-1))
    toggle?.addEventListener("click", () => {
      const hidden = toggle.ariaPressed !== "true"
      toggle.ariaPressed = `${hidden}`
      for (const element of this.part("editorial"))
        element.hidden = hidden
    })
  }

  /* From where the reader was led last or, before that, from what is in sight; past the end it begins again. */
  step(by) {
    const changes = [...document.querySelectorAll(".spr-change")].filter(change => change.offsetParent)
    if (!changes.length) return // all are editorial, and hidden
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
