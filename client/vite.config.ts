import { defineConfig, loadEnv } from 'vite';

export default defineConfig(({ mode }) => {
  /** Where `vite client` finds a running server while somebody works on the client. */
  const server = loadEnv(mode, '.', 'COMMONGROUND_')['COMMONGROUND_SERVER'] ?? 'http://127.0.0.1:2567';
  return {
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    // The learning page's worker loads TensorFlow.js in a chunk of its own.
    worker: { format: 'es' },
    build: {
      outDir: 'dist',
      emptyOutDir: true,
      target: 'es2023',
      modulePreload: { polyfill: false },
      // A slow machine is no reason for a warning at somebody's first start.
      rolldownOptions: { checks: { pluginTimings: false } },
    },
    server: {
      proxy: {
        '/api': server,
        '/health': server,
        '/matchmake': server,
        // Colyseus' sockets: /processId/roomId.
        '^/[\\w-]{9}/[\\w-]{9}\\?': { target: server, ws: true },
      },
    },
  };
});
