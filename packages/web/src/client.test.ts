import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { addressOf, call, CallError, ChangedMeanwhile, rememberCsrfToken } from './client.ts';

const answer = (status: number, body: unknown): Response =>
  new Response(JSON.stringify(body), { status });
const fetched = vi.fn<typeof fetch>();

beforeEach(() => {
  vi.stubGlobal('document', { documentElement: { lang: 'da' } });
  vi.stubGlobal('fetch', fetched);
});
afterEach(() => {
  vi.unstubAllGlobals();
  fetched.mockReset();
});

describe('what is sent', () => {
  it('fills the path, leaves out what is not said, and asks in the language of the screen', async () => {
    fetched.mockResolvedValue(answer(200, { numerator: 1 }));
    await call('GET /api/programmes/:programme/people', {
      params: { programme: 'flere skal/med' },
      query: { indicator: 'cv', month: '2026-11', as_of: undefined },
    });
    const [address, request] = fetched.mock.calls[0] ?? [];
    expect(address).toBe('/api/programmes/flere%20skal%2Fmed/people?indicator=cv&month=2026-11');
    expect(request).toMatchObject({ method: 'GET', headers: { 'accept-language': 'da' } });
    expect(request?.headers).not.toHaveProperty('x-csrf-token');
  });
  it('sends the token with everything that changes something', async () => {
    rememberCsrfToken('abc');
    fetched.mockResolvedValue(answer(200, { citizens: [] }));
    await call('POST /api/search', { body: { text: 'Karen' } });
    const [address, request] = fetched.mock.calls[0] ?? [];
    // What is searched for stands in the body, never in the address.
    expect(address).toBe('/api/search');
    expect(request).toMatchObject({
      method: 'POST',
      body: '{"text":"Karen"}',
      headers: { 'x-csrf-token': 'abc', 'content-type': 'application/json' },
    });
  });
  it('gives the address of a download', () => {
    expect(
      addressOf('GET /api/programmes/:programme/download', {
        params: { programme: 'p' },
        query: { format: 'xlsx', language: 'en' },
      }),
    ).toBe('/api/programmes/p/download?format=xlsx&language=en');
  });
});

describe('what goes wrong', () => {
  it('keeps the status, the code and the refusals', async () => {
    const refusal = { code: 'to_before_from', field: 'to', message: '…' };
    fetched.mockResolvedValue(answer(400, { error: 'bad_input', refusals: [refusal] }));
    await expect(call('GET /api/me')).rejects.toMatchObject({
      status: 400,
      code: 'bad_input',
      refusals: [refusal],
    });
  });
  it('tells apart that somebody else was first', async () => {
    const meanwhile = {
      error: 'changed_meanwhile',
      current: { version_id: 2, values: null },
      changed_by: 'Mette Holst',
      changed_at: '2026-11-20T09:00:00Z',
      changed_fields: ['to'],
    };
    fetched.mockResolvedValue(answer(409, meanwhile));
    const problem = await call('GET /api/me').catch((error: unknown) => error);
    expect(problem).toBeInstanceOf(ChangedMeanwhile);
    expect((problem as ChangedMeanwhile).answer.changed_by).toBe('Mette Holst');
  });
  it('survives an answer that is no JSON, and no answer at all', async () => {
    fetched.mockResolvedValue(new Response('<html>', { status: 502 }));
    await expect(call('GET /api/me')).rejects.toEqual(new CallError(502, 'failed'));
    fetched.mockRejectedValue(new TypeError('Failed to fetch'));
    await expect(call('GET /api/me')).rejects.toEqual(new CallError(0, 'unreachable'));
  });
});
