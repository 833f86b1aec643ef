// The console is built into the Python package, beside the code that serves it; see hatch_build.py.
import { defineConfig } from "vite";

import { icons } from "./vite/icons";
import { shell } from "./vite/shell";

export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  plugins: [icons(), shell()],
  build: {
    outDir: "../src/groundglass/frosted/web/console",
    emptyOutDir: true,
    target: "es2022",
    // The content security policy allows files of this origin only, so nothing is inlined as a data: address.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
    rolldownOptions: {
      input: { index: "index.html", "service-worker": "src/phone/service-worker.ts" },
      // The worker's address must stay the same for ever: browsers ask there for a newer one.
      output: { entryFileNames: (chunk) => (chunk.name === "service-worker" ? "service-worker.js" : "assets/[name]-[hash].js") },
    },
  },
  server: { proxy: { "/api": { target: "http://127.0.0.1:8420", ws: true } } },
});
