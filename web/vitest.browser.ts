// The tests of tests/browser: they drive Debian's Chromium against the built pages and a server.

import { fileURLToPath } from 'node:url'

import { defineConfig } from 'vitest/config'

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  resolve: { alias: { 'playwright-core': at('./node_modules/playwright-core/index.mjs') } },
  server: { fs: { allow: ['..'] } },
  test: {
    globals: true,
    environment: 'node',
    dir: at('../tests/browser'),
    include: ['**/*.test.ts'],
    testTimeout: 180_000,
    hookTimeout: 60_000,
    fileParallelism: false, // one browser at a time: the machines are small
  },
})
