/**
 * Tells the service worker which files the application needs to open without a network, while the console is built.
 *
 * Those are the page, what it loads at once, and what the responder's page loads; every other part is kept when it was
 * used once. The list is named by a hash of itself: another build is another list, and another worker.
 */

import type { Plugin } from "vite";

const WORKER = "service-worker.js";
const ALWAYS: readonly string[] = ["/", "/theme.js", "/mark.svg", "/manifest.webmanifest", "/icons/icon-192.png"];
/** The application itself, and the page that works without a network. */
const NEEDED: readonly RegExp[] = [/\/src\/app\.tsx$/, /\/src\/phone\/[a-z-]+\.tsx?$/];
const FONT = /inter-latin-wght-normal.*\.woff2$/;

export function shell(): Plugin {
  return {
    name: "groundglass-shell",
    enforce: "post",
    async generateBundle(_, bundle) {
      const wanted = new Set<string>();
      const take = (file: string): void => {
        const found = bundle[file];
        if (found === undefined || wanted.has(file) || file === WORKER) return;
        wanted.add(file);
        if (found.type !== "chunk") return;
        found.imports.forEach(take);
        found.viteMetadata?.importedCss.forEach(take);
      };
      for (const [file, found] of Object.entries(bundle)) {
        if (FONT.test(file)) wanted.add(file);
        if (found.type !== "chunk" || file === WORKER) continue;
        const holds = [found.facadeModuleId ?? "", ...Object.keys(found.modules)];
        if (found.isEntry || NEEDED.some((one) => holds.some((id) => one.test(id)))) take(file);
      }
      const files = [...ALWAYS, ...[...wanted].filter((file) => file.startsWith("assets/")).sort().map((file) => `/${file}`)];
      const worker = bundle[WORKER];
      if (worker?.type !== "chunk") throw new Error("the service worker was not built");
      // The page itself has no hash in its name, but every file it names has: its name follows from theirs.
      const name = await digest(files.join("\n") + worker.code);
      worker.code = worker.code.replaceAll("__SHELL_FILES__", JSON.stringify(files)).replaceAll("__SHELL_NAME__", JSON.stringify(name));
    },
  };
}

async function digest(text: string): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return [...hash.subarray(0, 8)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
