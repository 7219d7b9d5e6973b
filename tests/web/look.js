/* What tests ask of a page as it is shown. An object of functions: tests/test_accessibility.py calls them. */
({
  /* How far the page scrolls sideways, in pixels. */
  sideways: () => document.documentElement.scrollWidth - document.documentElement.clientWidth,

  /* Text that its own box cuts off. A box of one pixel is for screen readers alone. */
  cutOff() {
    const hides = overflow => ["hidden", "clip"].includes(overflow)
    const found = []
    for (const element of document.querySelectorAll("body *")) {
      const {overflowX, overflowY} = getComputedStyle(element)
      const shown = element.checkVisibility({visibilityProperty: true, opacityProperty: true})
      if (!shown || element.clientWidth <= 1 || !element.innerText?.trim())
        continue
      const wider = hides(overflowX) && element.scrollWidth > element.clientWidth + 1
      const higher = hides(overflowY) && element.scrollHeight > element.clientHeight + 1
      if (wider || higher)
        found.push(`cut off: ${element.tagName} ${element.className}: ${element.innerText.slice(0, 60)}`)
    }
    return found
  },

  /* Spread the text as WCAG 1.4.12 asks; in a sheet of its own, which the Content Security Policy lets through. */
  spread() {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(`
      * { letter-spacing: 0.12em !important; word-spacing: 0.16em !important; line-height: 1.5 !important }
      p { margin-bottom: 2em !important }
    `)
    document.adoptedStyleSheets.push(sheet)
  },

  /* What has the focus, in words. */
  focus: () => document.activeElement.outerHTML.slice(0, 200),

  /* Whether the focus can be told: by a whole outline, around what stands for a field that is not drawn itself. */
  focusShows() {
    const element = this.drawn(document.activeElement)
    const {outlineStyle, outlineWidth, outlineOffset} = getComputedStyle(element)
    const [width, offset] = [outlineWidth, outlineOffset].map(parseFloat)
    const late = element.parentElement?.closest(".spr-paragraph, .spr-changes, .spr-log, .spr-trends__one")
    return outlineStyle !== "none" && width >= 1 && (!late || this.isWithin(element, late, width + offset))
  },

  /* Whether a frame around an element is drawn whole: what is laid out late draws nothing beyond its margin. */
  isWithin(element, late, frame) {
    const {contentVisibility, overflowClipMargin} = getComputedStyle(late)
    const [inner, outer] = [element, late].map(each => each.getBoundingClientRect())
    const room = (parseFloat(overflowClipMargin) || 0) - frame + 0.5
    const sides = [
      inner.left - outer.left, outer.right - inner.right, inner.top - outer.top, outer.bottom - inner.bottom,
    ]
    return contentVisibility !== "auto" || sides.every(side => side + room >= 0)
  },

  drawn: element => element.matches("input:not([type=text])") ? element.nextElementSibling : element,

  /* Whether something lies over all of what has the focus, or it is out of sight. */
  focusCovered() {
    const element = this.drawn(document.activeElement)
    const seen = ({left, right, top, bottom}) => [left + 2, (left + right) / 2, right - 2].some(x =>
      [top + 2, (top + bottom) / 2, bottom - 2].some(y => {
        const there = document.elementFromPoint(x, y)
        return there && (element.contains(there) || there.contains(element))
      }))
    return ![...element.getClientRects()].some(seen)
  },

  /* Where the change that has the focus stands among all. */
  changeInFocus: () => [...document.querySelectorAll(".spr-change")].indexOf(document.activeElement),

  /* Badges without a frame or a word, and changed words without a line. */
  withoutColour() {
    const style = element => getComputedStyle(element)
    const badges = [...document.querySelectorAll("main .spr-badge")].filter(badge =>
      badge.checkVisibility() && (!badge.innerText.trim() || parseFloat(style(badge).borderBottomWidth) === 0))
    const changed = [...document.querySelectorAll("main :is(ins, del)")].filter(words =>
      style(words).textDecorationLine === "none")
    return [...badges, ...changed].map(element => element.outerHTML)
  },

  /* What would move for longer than a millisecond. */
  moves: () => [...document.querySelectorAll("*")].filter(element => {
    const {transitionDuration, animationDuration, scrollBehavior} = getComputedStyle(element)
    const seconds = `${transitionDuration},${animationDuration}`.split(",").map(parseFloat)
    return scrollBehavior === "smooth" || seconds.some(each => each > 0.001)
  }).map(element => `moves: ${element.tagName} ${element.className}`),
})
