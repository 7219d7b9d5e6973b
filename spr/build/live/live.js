// Given out by `spr serve` alone: loads the page anew when what it is made from has changed.
// <script src="/.spr/live.js" data-version="checksum"></script>

const { version } = document.currentScript.dataset
let changes

function listen() {
  changes?.close()
  if (document.hidden) return // a browser opens few connections to one host: only the page in sight has one
  changes = new EventSource(`/.spr/changes?${encodeURIComponent(location.pathname)}`)
  changes.onmessage = ({ data }) => { if (data !== version) renew() }
}

function renew() {
  if (document.querySelector("spr-form")?.isUnsaved) sayThatItIsKept()
  else location.reload()
}

// What somebody has filled in, and not taken away, goes for nothing that was saved elsewhere.
function sayThatItIsKept() {
  document.querySelector(".spr-trouble")?.remove()
  const note = document.createElement("div")
  note.className = "spr-trouble spr-trouble--note"
  note.setAttribute("role", "status")
  note.setAttribute("aria-label", "Not as the files stand now")
  const style = document.createElement("link")
  Object.assign(style, { rel: "stylesheet", href: "/.spr/trouble.css" })
  const words = document.createElement("p")
  words.textContent =
    "Files were saved meanwhile, and this page does not know of it: it keeps what you have filled in. " +
    "Save the file or copy its text, then load this page again."
  note.append(style, words)
  document.body.prepend(note)
}

document.addEventListener("visibilitychange", listen)
addEventListener("pagehide", () => changes?.close())
addEventListener("pageshow", listen) // after going back too
