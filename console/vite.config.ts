// The console is built into the Python package, beside the code that serves it; see hatch_build.py.
import { defineConfig } from "vite";

export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir: "../src/groundglass/frosted/web/console",
    emptyOutDir: true,
    target: "es2022",
    // The content security policy allows files of this origin only, so nothing is inlined as a data: address.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
  },
  server: { proxy: { "/api": { target: "http://127.0.0.1:8420", ws: true } } },
});
