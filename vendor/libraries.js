/* What the form uses, by one name for its classic scripts: of a file share, no module can be loaded. */
import Form from "@rjsf/core/lib/components/Form.js"
import * as React from "react"
import { createRoot } from "react-dom/client"
import { isMap, isScalar, isSeq, parseDocument, stringify } from "yaml"

globalThis.SprLibraries = {
  React,
  createRoot,
  Form,
  yaml: { isMap, isScalar, isSeq, parseDocument, stringify },
}
