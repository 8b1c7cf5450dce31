/** Reads the programme files and the catalogue of indicators, and says of everything wrong where it stands and what would be right. */
import { isMap, isNode, isSeq, LineCounter, parseDocument, visit, type Document } from 'yaml';
import { isDay, monthOf } from '../calendar/index.ts';
import {
  conditionsOf,
  hasShare,
  type IndicatorDefinition,
  type LocalText,
  type Method,
  type Rhythm,
} from './indicator.ts';
import type { Direction, Programme, ProgrammeIndicator, Target } from './programme.ts';
import type { TargetGroup } from '../people/kinds.ts';
import { CATALOGUE_SCHEMA, PROGRAMME_SCHEMA } from './schema.ts';
import { nearest, walk, type Path } from './walk.ts';

/** The file that holds the catalogue; every other file holds one programme. */
export const CATALOGUE_FILE = 'indicators.yaml';

export interface ProgrammeFile {
  /** The file's name, for messages; the catalogue's ends with `indicators.yaml`. */
  readonly name: string;
  readonly text: string;
}

export interface ProgrammeProblem {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** The way to the value, `sections.0.indicators.2.id`; empty for the file as a whole. */
  readonly path: string;
  readonly message: string;
}

export interface LoadedProgrammes {
  readonly catalogue: ReadonlyMap<string, IndicatorDefinition>;
  readonly programmes: ReadonlyMap<string, Programme>;
  /** Where there are any, the maps hold what could be read all the same. */
  readonly problems: readonly ProgrammeProblem[];
}

interface CatalogueYaml {
  readonly indicators: readonly {
    readonly id: string;
    readonly title: LocalText;
    readonly explanation: LocalText;
    readonly rhythm?: Rhythm;
    readonly counting: Readonly<Record<string, object>>;
  }[];
}

type TargetsYaml = Readonly<Record<string, string | number>>;

interface IndicatorYaml {
  readonly id: string;
  readonly title?: LocalText;
  readonly direction?: Direction;
  readonly direction_is_ours?: boolean;
  readonly decimals?: number;
  readonly targets?: TargetsYaml;
}

interface ProgrammeYaml {
  readonly id: string;
  readonly based_on?: string;
  readonly title: LocalText;
  readonly description?: LocalText;
  readonly source?: string;
  readonly from: string;
  readonly to: string;
  readonly zero_point: string;
  readonly target_group?: {
    readonly groups: readonly TargetGroup[];
    readonly minimum_age?: number;
  };
  readonly caseload?: { readonly low: number; readonly high: number };
  readonly parameters?: Readonly<Record<string, number>>;
  readonly groups?: Readonly<Record<string, LocalText>>;
  readonly grant_dkk?: number;
  readonly sections?: readonly {
    readonly title: LocalText;
    readonly indicators: readonly IndicatorYaml[];
  }[];
  readonly targets?: Readonly<Record<string, TargetsYaml>>;
}

type Report = (path: Path, message: string) => void;

const DEFAULT_DECIMALS = 1;

const offsetOf = (node: unknown): number | undefined =>
  isNode(node) ? node.range?.[0] : undefined;

/** The line of the value at a path, or of the nearest thing around it where it is missing. */
const lineOf = (document: Document, counter: LineCounter, path: Path): number => {
  let node: unknown = document.contents;
  let offset = offsetOf(node) ?? 0;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => String(key) === String(step));
      offset = offsetOf(pair?.key) ?? offset;
      node = pair?.value;
    } else if (isSeq(node)) {
      node = node.items[Number(step)];
      offset = offsetOf(node) ?? offset;
    }
  }
  return counter.linePos(offset).line;
};

const readCatalogue = (
  yaml: CatalogueYaml,
  report: Report,
): ReadonlyMap<string, IndicatorDefinition> => {
  const catalogue = new Map<string, IndicatorDefinition>();
  for (const [index, entry] of yaml.indicators.entries()) {
    const [name, settings] = Object.entries(entry.counting)[0] ?? [];
    const counting = { method: name, ...settings } as unknown as Method;
    if (catalogue.has(entry.id))
      report(
        ['indicators', index, 'id'],
        `${entry.id} is already defined above; an id has one definition.`,
      );
    const unit = 'unit' in counting ? counting.unit : 'person';
    if (
      unit === 'person' &&
      conditionsOf(counting).some((condition) => 'case' in condition || 'seniority' in condition)
    )
      report(
        ['indicators', index, 'counting'],
        'case and seniority speak of a case; use them where the unit is case.',
      );
    catalogue.set(entry.id, {
      id: entry.id,
      title: entry.title,
      explanation: entry.explanation,
      rhythm: entry.rhythm ?? 'month',
      counting,
    });
  }
  return catalogue;
};

const targetOf = (month: string, written: string | number, direction: Direction): Target =>
  typeof written === 'number'
    ? { month, value: written, measure: 'count', direction }
    : {
        month,
        // Divided as whole millionths, so that "17,5 %" is the number nearest to 0.175.
        value: Math.round(Number(written.replace('%', '').trim().replace(',', '.')) * 1e6) / 1e8,
        measure: 'share',
        direction,
      };

const targetsOf = (yaml: TargetsYaml, direction: Direction): readonly Target[] =>
  Object.entries(yaml)
    .map(([month, written]) => targetOf(month, written, direction))
    .toSorted((a, b) => (a.month < b.month ? -1 : 1));

const readProgramme = (yaml: ProgrammeYaml, base: Programme | null, report: Report): Programme => {
  const ownTargets = yaml.targets ?? {};
  const basedSections = (base?.sections ?? []).map((section) => ({
    title: section.title,
    indicators: section.indicators.map((indicator): ProgrammeIndicator => {
      const own = ownTargets[indicator.id];
      if (own === undefined) return indicator;
      if (indicator.direction === null) {
        report(
          ['targets', indicator.id],
          `${base?.id} gives ${indicator.id} no direction, so it can have no targets.`,
        );
        return indicator;
      }
      return { ...indicator, targets: targetsOf(own, indicator.direction) };
    }),
  }));
  const rows = new Set(basedSections.flatMap((section) => section.indicators.map(({ id }) => id)));
  if (base !== null)
    for (const id of Object.keys(ownTargets))
      if (!rows.has(id))
        report(['targets', id], `${base.id} has no indicator ${id}.${nearest(id, [...rows])}`);
  return {
    id: yaml.id,
    basedOn: yaml.based_on ?? null,
    title: yaml.title,
    description: yaml.description ?? base?.description ?? yaml.title,
    source: yaml.source ?? base?.source ?? '',
    from: yaml.from,
    to: yaml.to,
    zeroPoint: yaml.zero_point,
    targetGroups: yaml.target_group?.groups ?? base?.targetGroups ?? [],
    minimumAge: yaml.target_group
      ? (yaml.target_group.minimum_age ?? null)
      : (base?.minimumAge ?? null),
    capLow: yaml.caseload?.low ?? base?.capLow ?? null,
    capHigh: yaml.caseload?.high ?? base?.capHigh ?? null,
    parameters: { ...base?.parameters, ...yaml.parameters },
    groups: { ...base?.groups, ...yaml.groups },
    sections:
      yaml.sections?.map((section) => ({
        title: section.title,
        indicators: section.indicators.map((indicator): ProgrammeIndicator => {
          const direction = indicator.direction ?? null;
          return {
            id: indicator.id,
            title: indicator.title ?? null,
            direction,
            directionIsOurs: indicator.direction_is_ours ?? false,
            decimals: indicator.decimals ?? DEFAULT_DECIMALS,
            targets: direction === null ? [] : targetsOf(indicator.targets ?? {}, direction),
          };
        }),
      })) ?? basedSections,
    grantOre: yaml.grant_dkk === undefined ? (base?.grantOre ?? null) : yaml.grant_dkk * 100,
  };
};

/** What a schema cannot say: days that exist, ids that are defined, targets inside the period. */
const checkProgramme = (
  yaml: ProgrammeYaml,
  programme: Programme,
  catalogue: ReadonlyMap<string, IndicatorDefinition>,
  report: Report,
): void => {
  for (const field of ['from', 'to'] as const)
    if (!isDay(yaml[field])) report([field], `${yaml[field]} is not a day that exists.`);
  if (yaml.to < yaml.from) report(['to'], `${yaml.to} comes before from, ${yaml.from}.`);
  if (
    programme.capLow !== null &&
    programme.capHigh !== null &&
    programme.capHigh < programme.capLow
  )
    report(['caseload', 'high'], `${programme.capHigh} is below low, ${programme.capLow}.`);

  const seen = new Set<string>();
  for (const [s, section] of programme.sections.entries())
    for (const [i, indicator] of section.indicators.entries()) {
      const path: Path = yaml.sections === undefined ? [] : ['sections', s, 'indicators', i];
      const definition = catalogue.get(indicator.id);
      if (definition === undefined) {
        report(
          [...path, 'id'],
          `${indicator.id} is not in the catalogue.${nearest(indicator.id, [...catalogue.keys()])}`,
        );
        continue;
      }
      if (seen.has(indicator.id)) report([...path, 'id'], `${indicator.id} has a row already.`);
      seen.add(indicator.id);
      checkNeeds(definition, programme, path, report);
      for (const target of indicator.targets) {
        const targetPath: Path =
          yaml.sections === undefined
            ? ['targets', indicator.id, target.month]
            : [...path, 'targets', target.month];
        if (target.measure === 'share' && !hasShare(definition))
          report(targetPath, `${indicator.id} is a count; its target is a number without %.`);
        if (target.month < monthOf(programme.from) || target.month > monthOf(programme.to))
          report(
            targetPath,
            `the target of ${indicator.id} for ${target.month} lies outside the programme, ${programme.from} to ${programme.to}; ` +
              'give targets inside it.',
          );
      }
    }
};

const checkNeeds = (
  definition: IndicatorDefinition,
  programme: Programme,
  path: Path,
  report: Report,
): void => {
  for (const condition of conditionsOf(definition.counting)) {
    if ('paid_hours' in condition && typeof condition.paid_hours.above !== 'number') {
      const { parameter } = condition.paid_hours.above;
      if (!Object.hasOwn(programme.parameters, parameter))
        report(
          path,
          `${definition.id} needs the parameter ${parameter}: parameters: { ${parameter}: … }.`,
        );
    }
    if (
      'enrolled' in condition &&
      condition.enrolled.group !== undefined &&
      !Object.hasOwn(programme.groups, condition.enrolled.group)
    )
      report(path, `${definition.id} needs the group ${condition.enrolled.group} under groups.`);
  }
};

interface Source {
  readonly file: string;
  readonly yaml: unknown;
  readonly report: Report;
  readonly sound: boolean;
}

/**
 * Reads files as they are; nothing is read from disk here. Programmes made at run time are given as text like any other.
 * `based_on` may point to any file of the same call, whatever the order.
 */
export const loadProgrammes = (files: readonly ProgrammeFile[]): LoadedProgrammes => {
  const problems: ProgrammeProblem[] = [];

  const open = ({ name, text }: ProgrammeFile): Source => {
    const counter = new LineCounter();
    const document = parseDocument(text, { lineCounter: counter, prettyErrors: false });
    const report: Report = (path, message) =>
      problems.push({
        file: name,
        line: lineOf(document, counter, path),
        path: path.join('.'),
        message,
      });
    const broken = (offset: number, message: string): void => {
      problems.push({ file: name, line: counter.linePos(offset).line, path: '', message });
    };
    for (const error of document.errors) broken(error.pos[0], error.message);
    visit(document, {
      // A value may stand in itself by way of its alias, or a thousand times; no file here has use for one.
      Alias: (_, alias) =>
        broken(
          alias.range?.[0] ?? 0,
          `write the value out in place of the alias *${alias.source}.`,
        ),
    });
    if (problems.some(({ file }) => file === name))
      return { file: name, yaml: null, report, sound: false };
    const yaml: unknown = document.toJS();
    const shape = walk(name.endsWith(CATALOGUE_FILE) ? CATALOGUE_SCHEMA : PROGRAMME_SCHEMA, yaml);
    for (const { path, message } of shape) report(path, message);
    return { file: name, yaml, report, sound: shape.length === 0 };
  };

  const sources = files.map(open);
  const catalogueSource = sources.find(({ file }) => file.endsWith(CATALOGUE_FILE));
  if (catalogueSource === undefined)
    problems.push({
      file: CATALOGUE_FILE,
      line: 1,
      path: '',
      message: 'the catalogue of indicators is missing.',
    });
  const catalogue = catalogueSource?.sound
    ? readCatalogue(catalogueSource.yaml as CatalogueYaml, catalogueSource.report)
    : new Map<string, IndicatorDefinition>();

  const byId = new Map<string, { yaml: ProgrammeYaml; report: Report }>();
  for (const source of sources) {
    if (!source.sound || source.file.endsWith(CATALOGUE_FILE)) continue;
    const yaml = source.yaml as ProgrammeYaml;
    if (byId.has(yaml.id)) source.report(['id'], `another file holds the programme ${yaml.id}.`);
    else byId.set(yaml.id, { yaml, report: source.report });
  }

  const programmes = new Map<string, Programme>();
  const read = (id: string, waiting: readonly string[]): Programme | null => {
    const done = programmes.get(id);
    const source = byId.get(id);
    if (done !== undefined || source === undefined) return done ?? null;
    const { yaml, report } = source;
    let base: Programme | null = null;
    if (yaml.based_on !== undefined) {
      if ([...waiting, id].includes(yaml.based_on)) {
        report(['based_on'], `${id} is based on itself, by way of ${[...waiting, id].join(', ')}.`);
        return null;
      }
      base = read(yaml.based_on, [...waiting, id]);
      if (base === null) {
        report(
          ['based_on'],
          `there is no readable programme ${yaml.based_on}.${nearest(yaml.based_on, [...byId.keys()])}`,
        );
        return null;
      }
    }
    const programme = readProgramme(yaml, base, report);
    if (catalogue.size > 0) checkProgramme(yaml, programme, catalogue, report);
    programmes.set(id, programme);
    return programme;
  };
  for (const id of byId.keys()) read(id, []);

  return { catalogue, programmes, problems };
};
