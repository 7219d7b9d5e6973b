// Given out by `spr serve` alone: loads the page anew when what it is made from has changed.
// <script src="/.spr/live.js" data-version="checksum"></script>

const { version } = document.currentScript.dataset
let changes

function listen() {
  changes?.close()
  if (document.hidden) return // a browser opens few connections to one host: only the page in sight has one
  changes = new EventSource(`/.spr/changes?${encodeURIComponent(location.pathname)}`)
  changes.onmessage = ({ data }) => { if (data !== version) location.reload() }
}

document.addEventListener("visibilitychange", listen)
addEventListener("pagehide", () => changes?.close())
addEventListener("pageshow", listen) // after going back too
