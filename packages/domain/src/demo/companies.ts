/** Invented workplaces, what they take part in, and the catalogue of offers over the areas. */
import { addDays, addMonths, type Day } from '../calendar/index.ts';
import type { ActivityKind, Company, Offer, Opening } from '../work/kinds.ts';
import type { Chronicle } from './chronicle.ts';
import type { Random } from './random.ts';

/** Occupations that goals and openings speak of, with their DISCO-08 codes. */
export const OCCUPATIONS = [
  ['Butiksmedarbejder', '5223'],
  ['Lagermedarbejder', '9333'],
  ['Rengøringsassistent', '9112'],
  ['Køkkenmedhjælper', '9412'],
  ['Kantinemedarbejder', '9412'],
  ['Pedelmedhjælper', '5153'],
  ['Pedel', '5153'],
  ['Pædagogmedhjælper', '5311'],
  ['Social- og sundhedshjælper', '5321'],
  ['Omsorgsmedarbejder', '5322'],
  ['Kontorassistent', '4110'],
  ['Receptionist', '4226'],
  ['Buschauffør', '8331'],
  ['Varebilschauffør', '8322'],
  ['Gartnermedhjælper', '9214'],
  ['Anlægsgartner', '6113'],
  ['Tømrer', '7115'],
  ['Maler', '7131'],
  ['Smed', '7221'],
  ['Cykelmekaniker', '7234'],
  ['Montagearbejder', '8219'],
  ['Pakkerimedarbejder', '9321'],
  ['Vaskerimedarbejder', '8157'],
  ['Bagerassistent', '5223'],
  ['Kundeservicemedarbejder', '4222'],
  ['Bogholderiassistent', '4311'],
  ['Serviceassistent', '9112'],
  ['Dyrepasser', '5164'],
  ['Blomsterbinder', '7549'],
  ['It-supporter', '3512'],
] as const;

export const EDUCATIONS = [
  'Social- og sundhedsuddannelsen',
  'Grundforløb, tømrer',
  'HF-enkeltfag: dansk og matematik',
  'Kontoruddannelsen',
  'Akademifag i kommunikation',
  'Ernæringsassistentuddannelsen',
] as const;

const PRIVATE_COMPANIES: readonly (readonly [string, string])[] = [
  ['Nørreå Byggemarked', 'Byggematerialer'],
  ['Brugsen i Tovby', 'Dagligvarer'],
  ['Købmanden i Elleskov', 'Dagligvarer'],
  ['Sandholt Lager', 'Lager og transport'],
  ['Åløkke Planteskole', 'Gartneri'],
  ['Hotel Fjordkroen', 'Hotel og restaurant'],
  ['Bageriet på Torvet', 'Bageri'],
  ['Tovby Vinduer', 'Træindustri'],
  ['Elleskov Smedje', 'Metal'],
  ['Nørreå Rengøring', 'Rengøring'],
  ['Mølledammens Kantine', 'Hotel og restaurant'],
  ['Vestbyens Autoværksted', 'Bilværksted'],
  ['Cykelsmeden Nørreå', 'Cykler'],
  ['Grønne Hænder Anlæg', 'Anlægsgartner'],
  ['Lindholt Malerfirma', 'Maler'],
  ['Trælasten i Tovby', 'Byggematerialer'],
  ['Nørreå Taxi og Bus', 'Persontransport'],
  ['Åens Vaskeri', 'Vaskeri'],
  ['Sommerlyst Camping', 'Overnatning'],
  ['Ravnskov Møbler', 'Møbelindustri'],
  ['Krogens Blomster', 'Blomster'],
  ['Boghandlen Bindestregen', 'Boghandel'],
  ['Tovby Tømrerfirma', 'Tømrer'],
  ['Nordvest Pakkeri', 'Fødevarer'],
  ['Fjordens Fisk', 'Fødevarer'],
  ['Mejeriet Elleskov', 'Fødevarer'],
  ['Damgårdens Æg', 'Landbrug'],
  ['Café Pusterummet', 'Hotel og restaurant'],
  ['Nørreå Bogføring', 'Regnskab'],
  ['Lyngby Hedes Dyrepension', 'Dyrepasning'],
  ['Staldgården Rideklub', 'Fritid'],
  ['Møllers Maskinstation i Tovby', 'Landbrug'],
  ['Vestkystens It-støtte', 'It'],
  ['Trykkeriet Sats', 'Grafisk'],
  ['Nørreå Kundecenter', 'Kundeservice'],
  ['Fjordens Ejendomsservice', 'Ejendomsservice'],
  ['Elleskov El', 'Installation'],
  ['Genbyg Nørreå', 'Genbrug'],
  ['Skovhusets Køkken', 'Catering'],
  ['Tovby Fitness', 'Fritid'],
];

const PUBLIC_COMPANIES: readonly (readonly [string, string])[] = [
  ['Plejehjemmet Åparken', 'Ældrepleje'],
  ['Børnehuset Mariehønen', 'Dagtilbud'],
  ['Børnehuset Elverhøj', 'Dagtilbud'],
  ['Tovby Skole', 'Skole'],
  ['Nørreå Bibliotek', 'Kultur'],
  ['Materielgården', 'Vej og park'],
  ['Hjemmeplejen Vest', 'Ældrepleje'],
  ['Rådhuskantinen', 'Kantine'],
];

const COMPANY_CENTRES = [
  'Virksomhedscenter Åparken',
  'Virksomhedscenter Byggemarkedet',
  'Virksomhedscenter Materielgården',
  'Virksomhedscenter Sandholt',
] as const;

const ASSOCIATIONS: readonly (readonly [string, string])[] = [
  ['Genbrugsbutikken Halmhuset', 'Genbrug'],
  ['Tovby Idrætsforening', 'Idræt'],
  ['Naboernes Spisehus', 'Frivilligt arbejde'],
  ['Nørreå Naturlaug', 'Natur'],
  ['Café Mellemrum', 'Frivilligt arbejde'],
];

/** Titles of the catalogue's offers; the kinds of an area without offers here are agreed singly. */
const CATALOGUE: readonly (readonly [ActivityKind, Offer['area'], string, string, number])[] = [
  [
    'guidance',
    'employment',
    'Forberedende kursus',
    'Otte uger om muligheder, styrker og hverdag.',
    16,
  ],
  [
    'guidance',
    'employment',
    'Branchekursus, omsorg',
    'Forløb med praktikdage på et plejehjem.',
    12,
  ],
  [
    'guidance',
    'employment',
    'Branchekursus, lager og truck',
    'Truckcertifikat og to ugers praktik.',
    10,
  ],
  [
    'guidance',
    'employment',
    'Afklaring, Kompasset',
    'Afklaring i eget tempo, to formiddage om ugen.',
    14,
  ],
  [
    'guidance',
    'employment',
    'CV og digital jobsøgning',
    'Fire gange om CV, Jobnet og ansøgninger.',
    12,
  ],
  [
    'guidance',
    'education',
    'Dansk på arbejdspladsen',
    'Sprog på en arbejdsplads, ni timer om ugen.',
    15,
  ],
  [
    'information_meeting',
    'employment',
    'Mød virksomheden',
    'Fælles informationsmøde med besøg fra en virksomhed.',
    30,
  ],
  [
    'company_visit',
    'employment',
    'Virksomhedsbesøg i små hold',
    'En formiddag ude i en virksomhed.',
    8,
  ],
  [
    'education_bridge',
    'education',
    'Brobygning til social- og sundhedsskolen',
    'Seks uger på skolen med støtte.',
    10,
  ],
  [
    'education_bridge',
    'education',
    'Brobygning til teknisk skole',
    'Prøv to fag over seks uger.',
    10,
  ],
  ['mentor', 'employment', 'Mentor', 'En fast person i hverdagen og på arbejdspladsen.', 45],
  ['mentor', 'employment', 'Sprogmentor', 'Mentor, der taler dit sprog, på arbejdspladsen.', 12],
  [
    'health_clarification',
    'health',
    'Udredning, smerter',
    'Samtaler og undersøgelse hos smerteteamet.',
    12,
  ],
  ['coping_course', 'health', 'Lær at tackle smerter', 'Kursus over syv uger.', 14],
  ['coping_course', 'health', 'Lær at tackle angst og depression', 'Kursus over syv uger.', 14],
  ['coping_course', 'health', 'Søvnkursus', 'Bedre søvn på seks uger.', 10],
  ['lifestyle', 'health', 'Mad og krop', 'Kost, vaner og bevægelse på hold.', 15],
  [
    'physical_training',
    'health',
    'Fysisk træning på hold',
    'To gange om ugen med fysioterapeut.',
    18,
  ],
  ['physical_training', 'health', 'Træning i varmtvand', 'En gang om ugen.', 10],
  ['psychology', 'health', 'Samtaler hos psykolog', 'Op til ti samtaler.', 20],
  ['psychiatry', 'health', 'Lokalpsykiatrien', 'Forløb sammen med behandlingspsykiatrien.', 25],
  ['support_person', 'social', 'Bostøtte', 'Støtte hjemme, to timer om ugen.', 40],
  ['family_support', 'social', 'Familiestøtte', 'Støtte til hverdagen med børn.', 15],
  ['substance_treatment', 'social', 'Rusmiddelcentret', 'Ambulant behandling og samtaler.', 20],
  ['housing', 'social', 'Hjælp til bolig', 'Rådgivning og ledsagelse ved flytning.', 10],
  ['debt_and_budget', 'social', 'Gælds- og budgetrådgivning', 'Overblik over økonomien.', 20],
  ['community', 'social', 'Fællesskabet i Mellemrum', 'Et sted at mødes på hverdage.', 25],
  ['volunteering', 'social', 'Frivillig i Halmhuset', 'Faste vagter i genbrugsbutikken.', 10],
];

const FOR_LEARNERS_OF_DANISH: readonly string[] = ['Dansk på arbejdspladsen', 'Sprogmentor'];

export interface Workplaces {
  readonly companies: readonly Company[];
  /** What is offered of a kind to whoever speaks Danish already, and to whoever is learning it. */
  readonly offersOf: (kind: ActivityKind, speaksDanish: boolean) => readonly Offer[];
}

/** CVR numbers end in a check digit; these break it, so that none is a real company's. */
const inventedCvr = (index: number): string => {
  const stem = String(3_910_000 + index * 37);
  const weights = [2, 7, 6, 5, 4, 3, 2];
  const sum = weights.reduce((total, weight, place) => total + weight * Number(stem[place]), 0);
  const right = (11 - (sum % 11)) % 11;
  return `${stem}${(right + 3) % 10}`;
};

export const tellWorkplaces = (
  chronicle: Chronicle,
  random: Random,
  { today, begin }: { readonly today: Day; readonly begin: Day },
): Workplaces => {
  const companies: Company[] = [];
  const tellCompany = (
    name: string,
    kind: Company['kind'],
    industry: string,
    agreed: boolean,
  ): void => {
    const agreementFrom = agreed ? addDays(begin, random.int(-200, 500)) : null;
    const company: Company = {
      company_id: chronicle.key('V'),
      cvr: inventedCvr(companies.length),
      name,
      kind,
      agreement_from: agreementFrom !== null && agreementFrom <= today ? agreementFrom : null,
      agreement_to: null,
      industry,
      places: kind === 'company_centre' ? random.int(8, 14) : random.int(1, 4),
    };
    companies.push(company);
    chronicle.tell('companies', [[begin, company]]);
  };
  for (const [name, industry] of PRIVATE_COMPANIES)
    tellCompany(name, 'private', industry, random.chance(0.6));
  for (const [name, industry] of PUBLIC_COMPANIES) tellCompany(name, 'public', industry, true);
  for (const name of COMPANY_CENTRES)
    tellCompany(name, 'company_centre', 'Virksomhedscenter', true);
  for (const [name, industry] of ASSOCIATIONS)
    tellCompany(name, 'association', industry, random.chance(0.5));

  const offers: Offer[] = CATALOGUE.map(([kind, area, title, description, capacity]) => ({
    offer_id: chronicle.key('T'),
    title,
    kind,
    area,
    description,
    company_id: null,
    capacity,
    from: begin,
    to: null,
  }));
  for (const offer of offers) chronicle.tell('offers', [[begin, offer]]);

  for (let index = 0; index < 16; index += 1) {
    const [title, disco] = random.pick(OCCUPATIONS);
    const from = addDays(today, -random.int(0, 80));
    const hours = random.pick([4, 6, 8, 10, 12, 15]);
    const opening: Opening = {
      opening_id: chronicle.key('J'),
      company_id: random.pick(companies).company_id,
      title: `${title}, ${hours} timer om ugen`,
      disco,
      weekly_hours: hours,
      from,
      to: random.chance(0.3) ? addMonths(from, 3) : null,
      places: random.pick([1, 1, 1, 2, 3]),
    };
    chronicle.tell('openings', [[from, opening]]);
  }
  return {
    companies,
    offersOf: (kind, speaksDanish) =>
      offers.filter(
        (offer) =>
          offer.kind === kind && !(speaksDanish && FOR_LEARNERS_OF_DANISH.includes(offer.title)),
      ),
  };
};
