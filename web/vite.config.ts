import { fileURLToPath } from 'node:url'

import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

// The server to speak to while developing: `npm run dev` beside `zonebook serve`.
const server = process.env['ZONEBOOK_SERVER'] ?? 'http://127.0.0.1:8080'

export default defineConfig({
  plugins: [vue()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  // Offices have old browsers (PRODUCT G7); no :has, container queries or color-mix in the styles.
  build: { target: 'chrome86', cssTarget: 'chrome86', chunkSizeWarningLimit: 600 },
  server: { proxy: { '/api': server } },
  test: {
    environment: 'jsdom',
    include: ['tests/**/*.test.ts'],
    server: { deps: { inline: ['element-plus'] } },
  },
})
