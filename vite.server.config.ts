import { defineConfig } from 'vite';

const BENCH = 'bench';

/**
 * Server and command line as one file that plain Node runs: the floors are inlined, packages from
 * npm stay outside. One file, so that a build never takes a chunk away from a running server.
 * `--mode bench` builds the benchmark the same way.
 */
export default defineConfig(({ mode }) => ({
  build: {
    ssr: true,
    target: 'node20',
    sourcemap: true,
    minify: false,
    outDir: mode === BENCH ? 'bench/dist' : 'dist',
    // The folder also holds what says which sources it was built from.
    emptyOutDir: false,
    copyPublicDir: false,
    rolldownOptions: {
      input:
        mode === BENCH ? { bench: 'bench/main.ts' } : { medspiller: 'packages/cli/src/main.ts' },
      output: { format: 'es', entryFileNames: '[name].mjs', codeSplitting: false },
    },
  },
  ssr: { noExternal: [/^@medspiller\//] },
}));
