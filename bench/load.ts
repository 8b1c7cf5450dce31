/**
 * Load on a server of this machine: so many clients at once, each asking again as soon as it has its answer. Over plain
 * sockets, since on a machine of few processors a client's own work takes from what it measures.
 */
import { connect } from 'node:net';

export interface LoadPlan {
  readonly port: number;
  readonly clients: number;
  readonly seconds: number;
  /** What is asked, in turn. */
  readonly requests: readonly { readonly path: string; readonly cookie?: string }[];
}

export interface LoadSeen {
  readonly perSecond: number;
  /** Milliseconds that 95 of 100 answers took at most. */
  readonly p95: number;
  readonly answers: number;
}

const HEAD_END = '\r\n\r\n';
const OK = 'HTTP/1.1 200 ';

const requestText = (port: number, { path, cookie }: LoadPlan['requests'][number]): string =>
  `GET ${path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\naccept: application/json\r\n${cookie === undefined ? '' : `cookie: ${cookie}\r\n`}\r\n`;

/** Asks over one connection until told to stop; anything but a whole answer of 200 ends the benchmark. */
const client = (
  port: number,
  nextRequest: () => string | null,
  answered: (milliseconds: number) => void,
): Promise<void> =>
  new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    let asked = 0;
    let head = '';
    let missing = -1;
    const ask = (): void => {
      const request = nextRequest();
      if (request === null) {
        socket.end();
        resolve();
        return;
      }
      head = '';
      missing = -1;
      asked = performance.now();
      socket.write(request);
    };
    socket.on('connect', ask);
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('The server closed a connection.')));
    socket.on('data', (part) => {
      let body = part.length;
      if (missing < 0) {
        head += part.toString('latin1');
        const end = head.indexOf(HEAD_END);
        if (end < 0) return;
        const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
        if (!head.startsWith(OK) || length === undefined) {
          reject(new Error(`The server answers: ${head.slice(0, 500)}`));
          return;
        }
        missing = Number(length);
        body = head.length - end - HEAD_END.length;
      }
      missing -= body;
      if (missing > 0) return;
      answered(performance.now() - asked);
      ask();
    });
  });

export const load = async ({ port, clients, seconds, requests }: LoadPlan): Promise<LoadSeen> => {
  const texts = requests.map((request) => requestText(port, request));
  const times: number[] = [];
  const start = performance.now();
  const end = start + seconds * 1000;
  let next = 0;
  const nextRequest = (): string | null =>
    performance.now() >= end ? null : (texts[(next += 1) % texts.length] ?? null);
  await Promise.all(
    Array.from({ length: clients }, () =>
      client(port, nextRequest, (milliseconds) => times.push(milliseconds)),
    ),
  );
  const taken = (performance.now() - start) / 1000;
  times.sort((one, other) => one - other);
  return {
    perSecond: times.length / taken,
    p95: times[Math.floor(times.length * 0.95)] ?? Infinity,
    answers: times.length,
  };
};
