-- What wrk asks for: the pages in turn, compressed as a browser takes them; and what came of it, as JSON.
local pages = { "/", "/@year/", "/@year/report/", "/@year/threats/terrorism/", "/@year/recommendations/", "/versions.js" }
local turn = 0

function request()
  turn = turn % #pages + 1
  return wrk.format("GET", pages[turn], { ["Accept-Encoding"] = "gzip" })
end

function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format(
    '\n{"requests": %d, "seconds": %.2f, "megabytes": %.1f, "median_ms": %.2f, "p99_ms": %.2f, "slowest_ms": %.2f, "refused": %d, "not_200": %d}\n',
    summary.requests, summary.duration / 1e6, summary.bytes / 1e6,
    latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, latency.max / 1e3,
    errors.connect + errors.read + errors.write + errors.timeout, errors.status
  ))
end
