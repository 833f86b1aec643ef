import { defineConfig } from "vitest/config";

// The tests are of the parts that need no browser; the browser's own are tests/e2e.
export default defineConfig({ test: { include: ["tests/**/*.test.ts"], environment: "node" } });
