/** From a file's bytes to its text: UTF-8 with or without byte order mark, else Windows-1252. */
import type { ProblemCode } from './problemMessage.ts';

export type DecodedFile = { readonly text: string } | { readonly refusal: ProblemCode };

/**
 * A zero byte never stands in a text in either encoding. It gives away UTF-16, and files of another kind that were
 * named `.csv` (workbooks, archives, pictures), which Windows-1252 would otherwise read as nonsense without complaint.
 */
const ZERO = 0;

const startsWith = (bytes: Uint8Array, ...first: readonly number[]): boolean =>
  first.every((byte, index) => bytes[index] === byte);

/** What Windows-1252 has from 0x80 to 0x9f; the five places without a sign keep their control character. */
const SIGNS_FROM_80 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** Node's own decoder of this name gave Latin-1 for years, so the signs in which the two differ are put in here. */
const windows1252 = (bytes: Uint8Array): string =>
  new TextDecoder('windows-1252')
    .decode(bytes)
    .replaceAll(/[\u0080-\u009f]/g, (sign) => SIGNS_FROM_80[sign.charCodeAt(0) - 0x80] ?? sign);

export const decodeFile = (bytes: Uint8Array): DecodedFile => {
  if (startsWith(bytes, 0xff, 0xfe) || startsWith(bytes, 0xfe, 0xff)) return { refusal: 'utf16' };
  if (startsWith(bytes, 0x25, 0x50, 0x44, 0x46)) return { refusal: 'not_text' };
  const zero = bytes.indexOf(ZERO);
  if (zero !== -1) {
    const isText = (byte: number | undefined) => byte !== undefined && byte >= 0x20 && byte < 0x7f;
    const utf16WithoutMark =
      zero < 2 && isText(bytes[1 - zero]) && bytes[zero + 2] === ZERO && isText(bytes[3 - zero]);
    return { refusal: utf16WithoutMark ? 'utf16' : 'not_text' };
  }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { text: windows1252(bytes) };
  }
};
