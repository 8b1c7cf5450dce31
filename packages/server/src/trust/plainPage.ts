/** The few pages that the server draws itself: where signing in ends, and the web app cannot help. */
import type { FastifyReply } from 'fastify';
import type { Language } from '../language.ts';

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

export interface PlainPage {
  readonly title: string;
  readonly text: string;
  readonly link: { readonly href: string; readonly label: string };
}

export const STYLE_PATH = '/sign-in/page.css';
export const STYLE = `body{font:16px/1.5 'IBM Plex Sans',system-ui,sans-serif;background:#f5f6f4;color:#16211f;margin:0}
main{max-width:34rem;margin:15vh auto;padding:2rem;background:#fff;border:1px solid #dfe4e1;border-radius:8px}
h1{font-size:1.375rem;margin:0 0 .75rem}a{color:#084854}
@media(prefers-color-scheme:dark){body{background:#101716;color:#e6ecea}main{background:#18211f;border-color:#33403d}a{color:#8fd0dc}}`;

export const sendPlainPage = (
  reply: FastifyReply,
  status: number,
  language: Language,
  page: PlainPage,
): FastifyReply =>
  reply
    .code(status)
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(
      `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(page.title)} – Medspiller</title><link rel="stylesheet" href="${STYLE_PATH}"></head><body><main><h1>${escaped(page.title)}</h1><p>${escaped(page.text)}</p><p><a href="${escaped(page.link.href)}">${escaped(page.link.label)}</a></p></main></body></html>`,
    );
