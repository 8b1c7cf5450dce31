/** Whether every word that was typed begins a word of the text. */
export const matches = (text: string, typed: string): boolean => {
  const words = text.toLocaleLowerCase('da').split(/[^\p{L}\p{N}]+/u);
  return typed
    .toLocaleLowerCase('da')
    .split(/\s+/)
    .every((part) => words.some((word) => word.startsWith(part)));
};
