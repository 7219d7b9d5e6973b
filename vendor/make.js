/*
 * Writes the libraries of the form as one classic script, with their licences and its checksum: `make vendor`.
 * The versions are locked, esbuild writes the same bytes everywhere, and they go into the repository.
 */
import { createHash } from "node:crypto"
import { readFileSync, readdirSync, writeFileSync } from "node:fs"
import { build } from "esbuild"

const into = process.argv[2]
const PACKAGE = /node_modules\/((?:@[^/]+\/)?[^/]+)\//

const built = await build({
  entryPoints: ["libraries.js"],
  bundle: true,
  minify: true,
  charset: "utf8",
  format: "iife",
  target: "es2022",
  define: { "process.env.NODE_ENV": '"production"' },
  legalComments: "none", // they stand whole in the file beside it
  banner: {
    js: "/* Made by `make vendor`. Versions and checksum: libraries.json; licences: libraries.txt. */",
  },
  metafile: true,
  write: false,
})

const inputs = Object.values(built.metafile.outputs)[0].inputs
const names = new Set(Object.keys(inputs).flatMap(path => PACKAGE.exec(path)?.[1] ?? []))
const packages = {}
const licences = []
for (const name of [...names].sort()) {
  const folder = `node_modules/${name}`
  const { version, license } = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"))
  const file = readdirSync(folder).find(each => /^licen[cs]e/i.test(each))
  packages[name] = { version, licence: license }
  licences.push(
    `${name} ${version} (${license})\n\n${file ? readFileSync(`${folder}/${file}`, "utf8").trim() : ""}\n`,
  )
}

const script = built.outputFiles[0].contents
const sha256 = createHash("sha256").update(script).digest("hex")
writeFileSync(`${into}/libraries.js`, script)
writeFileSync(`${into}/libraries.txt`, licences.join(`\n${"-".repeat(72)}\n\n`).replace(/\r\n/g, "\n"))
writeFileSync(`${into}/libraries.json`, `${JSON.stringify({ packages, sha256 }, null, 2)}\n`)
