/** The two languages of everything that a person reads. */
export const LANGUAGES = ['da', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

const isLanguage = (text: string): text is Language =>
  (LANGUAGES as readonly string[]).includes(text);

/** Asked for in the address, else the first that the browser prefers of the two, else Danish. */
export const languageOf = (request: {
  readonly url: string;
  readonly headers: { readonly 'accept-language'?: string | undefined };
}): Language => {
  const question = request.url.indexOf('?');
  if (question !== -1) {
    const asked = new URLSearchParams(request.url.slice(question)).get('language') ?? '';
    if (isLanguage(asked)) return asked;
  }
  for (const entry of (request.headers['accept-language'] ?? '').split(',')) {
    const tag = entry.trim().slice(0, 2).toLowerCase();
    if (isLanguage(tag)) return tag;
  }
  return 'da';
};
