import { homedir } from 'node:os';
import { inLines } from '../textFiles.mjs';

/** Whom the project may name: the law, its sources, its licence, standards, the machine itself. */
const ALLOWED = [
  /(^|\.)example\.(org|com|dk|test)$/,
  /\.(test|invalid|example)$/,
  /^(localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\])$/,
  /(^|\.)(europa\.eu|w3\.org|json-schema\.org|schemastore\.org|publiccode\.net)$/,
  /(^|\.)(retsinformation\.dk|jobindsats\.dk|star\.dk|jobcentre\.dk|borger\.dk|kl\.dk|dst\.dk|cpr\.dk|kommune\.dk)$/,
  /(^|\.)(nodejs\.org|postgresql\.org|github\.com|opensource\.org|keepachangelog\.com|semver\.org)$/,
  /^schemas\.(openxmlformats\.org|microsoft\.com)$/,
];

const URL = /\bhttps?:\/\/([^\s/:"'`<>()\\$\]}]+|\[::1\])/g;

export const title = 'hosts and paths';

/** No address of a stranger, and nothing of the machine that it was written on, in any file. */
export const find = (root) =>
  inLines(
    root,
    (line) => [
      ...[...line.matchAll(URL)]
        .map(([, host]) => host.toLowerCase())
        // Without a dot it is a name on the machine's own network.
        .filter((host) => host.includes('.') && !ALLOWED.some((pattern) => pattern.test(host)))
        .map((host) => `names the host ${host}, which scripts/checks/hosts.mjs does not allow`),
      ...[`${root}/`, `${homedir()}/`]
        .filter((path) => path.length > 2 && line.includes(path))
        .map((path) => `holds the path ${path} of this machine`),
    ],
    (path) => path !== 'package-lock.json',
  );
