/** The files of a drop or a choice, a dropped folder opened. */

const readAll = (reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> =>
  new Promise((resolve, reject) => {
    const found: FileSystemEntry[] = [];
    // A reader gives at most a hundred entries a time; an empty answer is the end.
    const next = (): void =>
      reader.readEntries((entries) => {
        if (entries.length === 0) resolve(found);
        else {
          found.push(...entries);
          next();
        }
      }, reject);
    next();
  });

const filesOfEntry = async (entry: FileSystemEntry): Promise<File[]> => {
  if (entry.isFile)
    return [
      await new Promise<File>((resolve, reject) =>
        (entry as FileSystemFileEntry).file(resolve, reject),
      ),
    ];
  const entries = await readAll((entry as FileSystemDirectoryEntry).createReader());
  return (await Promise.all(entries.map(filesOfEntry))).flat();
};

/** All files of a drop. Hidden ones, which systems leave in folders, are left out. */
export const filesOfDrop = async (transfer: DataTransfer): Promise<readonly File[]> => {
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  const files =
    entries.length === 0
      ? [...transfer.files]
      : (await Promise.all(entries.map(filesOfEntry))).flat();
  return visible(files);
};

export const visible = (files: Iterable<File>): readonly File[] =>
  [...files].filter(({ name }) => !name.startsWith('.'));
