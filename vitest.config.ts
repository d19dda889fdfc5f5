import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // One process a file: node:sqlite handles and loopback servers are not shared.
    pool: "forks",
    maxWorkers: 2,
  },
});
