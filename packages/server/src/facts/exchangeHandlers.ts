/** Bringing the municipality's records in and taking them out. */
import { listImports, logExport, readRecords, readSnapshot, write } from '@medspiller/store';
import { Readable } from 'node:stream';
import type { Handlers } from '../handler.ts';
import { HttpRefusal } from '../refusal.ts';
import type { Services } from '../services.ts';
import { importDelivery } from './importDelivery.ts';
import { readUpload, type ReceivedFile } from './readDelivery.ts';
import type { Uploads } from './uploads.ts';
import { exchangeZip } from './writeDelivery.ts';

const SHOWN_CORRECTIONS = 20;

/** What the list of imports calls a delivery: the archive's or folder's name, never a path. */
const sourceOf = (files: readonly ReceivedFile[]): string => {
  const [first] = files;
  if (first === undefined) return '';
  const [folder] = first.name.split('/');
  return files.length === 1
    ? first.name
    : first.name.includes('/')
      ? String(folder)
      : `${files.length} filer`;
};

export const exchangeHandlers = (
  { store, clock }: Services,
  uploads: Uploads,
): Pick<Handlers, 'previewImport' | 'confirmImport' | 'listImports' | 'exportRecords'> => ({
  previewImport: async ({ employee, language, request }) => {
    if (!request.isMultipart()) throw new HttpRefusal(415, 'unknown_content_type');
    const { uploadId, files } = await uploads.receive(
      request.files({ preservePath: true }),
      employee.employeeId,
    );
    try {
      const outcome = await importDelivery(store, await readUpload(files), {
        employeeId: employee.employeeId,
        source: sourceOf(files),
        today: clock.today(),
        dryRun: true,
        language,
      });
      const isReady = outcome.status === 'imported';
      if (!isReady) await uploads.discard(uploadId);
      return {
        status: isReady ? ('ready' as const) : outcome.status,
        upload_id: isReady ? uploadId : null,
        files: { ...outcome.files },
        problems: outcome.problems,
        problem_count: outcome.problemCount,
        corrections: outcome.samples
          .filter(({ what }) => what === 'corrected')
          .slice(0, SHOWN_CORRECTIONS)
          .map(({ kind, key, fields }) => ({
            kind,
            key,
            fields: fields.map((field) => ({ ...field })),
          })),
      };
    } catch (error) {
      await uploads.discard(uploadId);
      throw error;
    }
  },
  confirmImport: async ({ employee, body, language }) => {
    const upload = await uploads.find(body.upload_id, employee.employeeId);
    if (upload === null) throw new HttpRefusal(404, 'upload_gone');
    const outcome = await importDelivery(store, await readUpload(upload.files), {
      employeeId: employee.employeeId,
      source: sourceOf(upload.files),
      today: clock.today(),
      dryRun: false,
      language,
    });
    await uploads.discard(upload.uploadId);
    return {
      status: outcome.status,
      files: { ...outcome.files },
      problems: outcome.problems,
      problem_count: outcome.problemCount,
    };
  },
  listImports: async () => ({
    imports: (await readSnapshot(store.pool, (tx) => listImports(tx))).map((run) => ({ ...run })),
  }),
  exportRecords: async ({ employee }) => {
    // Noted before, not with: a reading of one moment over many tables cannot write.
    await write(store.pool, (tx) => logExport(tx, employee.employeeId));
    const records = await readSnapshot(store.pool, (tx) => readRecords(tx, { vault: store.vault }));
    return {
      fileName: `medspiller-${clock.today()}.zip`,
      mediaType: 'application/zip',
      content: Readable.from(exchangeZip(records)),
    };
  },
});
