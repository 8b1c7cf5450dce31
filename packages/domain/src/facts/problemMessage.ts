/**
 * What a problem is called, in words: what is wrong, and what would be right. `{name}` is filled from the problem's
 * params. File, line, column and value stand beside the sentence, so it does not repeat them.
 */

export type ProblemLanguage = 'da' | 'en';
export type ProblemParams = Readonly<Record<string, string | number>>;

const MESSAGES = {
  // The folder
  no_known_file: {
    da: 'Her er ingen fil, som Medspiller kender. Mindst én af disse skal være der: {files}.',
    en: 'There is no file here that Medspiller knows. At least one of these must be there: {files}.',
  },
  unknown_file: {
    da: 'Filen (eller arket) hører ikke til formatet og er ikke læst. Filerne hedder: {files}.',
    en: 'The file (or sheet) is no part of the format and was not read. The files are called: {files}.',
  },
  duplicate_file: {
    da: 'Der er to filer med dette indhold: {first} og denne. Der må kun være én.',
    en: 'There are two files with this content: {first} and this one. There may be only one.',
  },
  file_too_large: {
    da: 'Filen er for stor: højst {maximum} MB. Del posterne over flere leveringer.',
    en: 'The file is too large: at most {maximum} MB. Send the records in several parts.',
  },
  too_many_rows: {
    da: 'Der er for mange rækker: højst {maximum} i alt ad gangen. Del dem over flere leveringer, eller brug kommandoen import på serveren.',
    en: 'There are too many rows: at most {maximum} in all at a time. Send them in several parts, or use the command import on the server.',
  },
  empty_file: {
    da: 'Filen er tom. Første linje skal være kolonnernes navne: {columns}.',
    en: 'The file is empty. The first line must be the names of the columns: {columns}.',
  },
  utf16: {
    da: 'Filen er gemt som UTF-16 ("Unicode-tekst"). Gem den som "CSV UTF-8".',
    en: 'The file is saved as UTF-16 ("Unicode Text"). Save it as "CSV UTF-8".',
  },
  not_text: {
    da: 'Filen er ikke en tekstfil. Den skal være CSV med kolonner adskilt af komma, semikolon eller tabulator.',
    en: 'The file is not a text file. It must be CSV with columns separated by comma, semicolon or tab.',
  },
  // The header
  missing_column: {
    da: 'Kolonnen "{column}" mangler i første linje{alias}.',
    en: 'The column "{column}" is missing from the first line{alias}.',
  },
  unknown_column: {
    da: 'Kolonnen hører ikke til filen og er ikke læst. Kolonnerne hedder: {columns}.',
    en: 'The column is no part of the file and was not read. The columns are called: {columns}.',
  },
  unnamed_column: {
    da: 'Kolonne nummer {position} har intet navn og er ikke læst.',
    en: 'Column number {position} has no name and was not read.',
  },
  duplicate_column: {
    da: 'Kolonnen "{column}" står to gange i første linje. Den må kun stå én gang.',
    en: 'The column "{column}" stands twice in the first line. It may stand only once.',
  },
  // The row
  too_few_cells: {
    da: 'Rækken har {cells} felter, men første linje har {columns}. Rækken er skåret over, eller et skilletegn mangler.',
    en: 'The row has {cells} cells, but the first line has {columns}. The row is cut off, or a separator is missing.',
  },
  too_many_cells: {
    da: 'Rækken har {cells} felter, men første linje har {columns}. Et felt med skilletegn i skal stå i anførselstegn.',
    en: 'The row has {cells} cells, but the first line has {columns}. A cell that holds a separator must stand in quotes.',
  },
  stray_quote: {
    da: 'Et anførselstegn står midt i et felt. Hele feltet skal stå i anførselstegn, og tegnet skrives dobbelt: "Ole ""Bob"" Holm".',
    en: 'A quote stands inside a cell. The whole cell must stand in quotes, and the quote is written twice: "Ole ""Bob"" Holm".',
  },
  unclosed_quote: {
    da: 'Et anførselstegn, der begynder i denne række, bliver aldrig afsluttet. Resten af filen er ikke læst.',
    en: 'A quote that opens in this row is never closed. The rest of the file was not read.',
  },
  // The cell
  required: { da: 'Feltet skal være udfyldt.', en: 'The cell must be filled in.' },
  text_too_long: {
    da: 'Teksten er for lang: højst {maximum} tegn.',
    en: 'The text is too long: at most {maximum} characters.',
  },
  control_character: {
    da: 'Feltet indeholder et tegn, der ikke er tekst. Fjern det, eller gem filen som "CSV UTF-8".',
    en: 'The cell holds a character that is not text. Remove it, or save the file as "CSV UTF-8".',
  },
  repeated_reference: {
    da: 'Den samme nøgle står to gange i feltet.',
    en: 'The same key stands twice in the cell.',
  },
  not_day: {
    da: 'Ikke en dato. Skriv 2017-11-30, 30-11-2017 eller 30.11.2017.',
    en: 'Not a date. Write 2017-11-30, 30-11-2017 or 30.11.2017.',
  },
  no_such_day: {
    da: 'Dagen findes ikke: {month} går fra 01 til {last}.',
    en: 'There is no such day: {month} runs from 01 to {last}.',
  },
  no_such_month: {
    da: 'Måneden {month} findes ikke. Måneder går fra 01 til 12.',
    en: 'There is no month {month}. Months run from 01 to 12.',
  },
  year_too_early: {
    da: 'Året {year} er for tidligt. Det skal være {minimum} eller senere, med fire cifre.',
    en: 'The year {year} is too early. It must be {minimum} or later, in four digits.',
  },
  not_instant: {
    da: 'Ikke et tidspunkt. Skriv 2017-11-30T10:15 (dansk tid) eller med forskydning, 2017-11-30T10:15+01:00.',
    en: 'Not a date and time. Write 2017-11-30T10:15 (Danish time) or with an offset, 2017-11-30T10:15+01:00.',
  },
  no_such_time: {
    da: 'Klokkeslættet findes ikke. Timer går fra 00 til 23, minutter og sekunder fra 00 til 59.',
    en: 'There is no such time. Hours run from 00 to 23, minutes and seconds from 00 to 59.',
  },
  skipped_time: {
    da: 'Klokkeslættet findes ikke den dag: uret springer det over, når sommertiden begynder. Skriv tidspunktet med forskydning, f.eks. +02:00.',
    en: 'There is no such time on that day: the clock skips it when summer time begins. Write it with an offset, such as +02:00.',
  },
  ambiguous_time: {
    da: 'Klokkeslættet forekommer to gange den dag, hvor sommertiden slutter. Det første (+02:00) er brugt. Skriv forskydningen for at vælge.',
    en: 'The clock shows this time twice on the day when summer time ends. The first (+02:00) was used. Write the offset to choose.',
  },
  time_missing: {
    da: 'Klokkeslættet mangler; kl. 00.00 er brugt. Skriv f.eks. 2017-11-30T10:15.',
    en: 'The time of day is missing; 00:00 was used. Write for example 2017-11-30T10:15.',
  },
  not_month: {
    da: 'Ikke en måned. Skriv 2017-11.',
    en: 'Not a month. Write 2017-11.',
  },
  month_as_day: {
    da: 'Her står den første dag i en måned, hvor en måned ventes; måneden er brugt. Skriv 2017-11.',
    en: 'This is the first day of a month where a month is expected; the month was used. Write 2017-11.',
  },
  not_number: {
    da: 'Ikke et tal. Skriv 7,5 eller 7.5.',
    en: 'Not a number. Write 7.5 or 7,5.',
  },
  not_integer: {
    da: 'Ikke et helt tal. Skriv f.eks. 30.',
    en: 'Not a whole number. Write for example 30.',
  },
  thousands_separator: {
    da: 'Tal skrives uden tusindtalsskilletegn. Mener du {right}?',
    en: 'Numbers are written without thousands separators. Do you mean {right}?',
  },
  too_many_decimals: {
    da: 'For mange decimaler: højst {maximum}.',
    en: 'Too many decimals: at most {maximum}.',
  },
  number_too_small: {
    da: 'Tallet er for lille: det skal være mellem {minimum} og {maximum}.',
    en: 'The number is too small: it must be between {minimum} and {maximum}.',
  },
  number_too_large: {
    da: 'Tallet er for stort: det skal være mellem {minimum} og {maximum}.',
    en: 'The number is too large: it must be between {minimum} and {maximum}.',
  },
  not_flag: {
    da: 'Hverken ja eller nej. Skriv 1 eller 0, true eller false, ja eller nej.',
    en: 'Neither yes nor no. Write 1 or 0, true or false, ja or nej.',
  },
  unknown_code: {
    da: 'Ordet kendes ikke her. Skriv ét af disse: {allowed}.',
    en: 'The word is not known here. Write one of these: {allowed}.',
  },
  not_cpr: {
    da: 'Ikke et CPR-nummer. Skriv ti cifre, med eller uden bindestreg.',
    en: 'Not a CPR number. Write ten digits, with or without a hyphen.',
  },
  no_such_cpr_day: {
    da: 'CPR-nummeret begynder ikke med en dag, der findes (ddmmåå; dag + 60 i et erstatningsnummer).',
    en: 'The CPR number does not begin with a day that exists (ddmmyy; day + 60 in a replacement number).',
  },
  // The record
  duplicate_key: {
    da: 'Nøglen står allerede i linje {first}. En nøgle må kun stå én gang i en fil.',
    en: 'The key already stands in line {first}. A key may stand only once in a file.',
  },
  unknown_reference: {
    da: 'Nøglen findes hverken i {file} eller i databasen.',
    en: 'The key is neither in {file} nor in the database.',
  },
  voided_reference: {
    da: 'Nøglen findes, men {file} annullerer den. Annullér også denne række, eller behold den, der henvises til.',
    en: 'The key is there, but {file} voids it. Void this row too, or keep the one that it refers to.',
  },
  cpr_twice: {
    da: 'CPR-nummeret tilhører også borgeren med nøglen {other}. En person må kun stå én gang.',
    en: 'The CPR number is also that of the citizen with the key {other}. A person may stand only once.',
  },
  still_referred_to: {
    da: 'Posten kan ikke annulleres, så længe {count} i {file} henviser til den. Annullér også dem.',
    en: 'The record cannot be voided while {count} in {file} refer to it. Void those too.',
  },
  to_before_from: {
    da: 'Slutdatoen ligger før startdatoen {from}. Den skal være samme dag eller senere, eller tom.',
    en: 'The end lies before the start {from}. It must be the same day or later, or empty.',
  },
  closed_before_opened: {
    da: 'Sagen er lukket, før den blev åbnet {opened_on}. Slutdatoen skal være samme dag eller senere, eller tom.',
    en: 'The case is closed before it was opened on {opened_on}. The end must be the same day or later, or empty.',
  },
  answered_before_received: {
    da: 'Henvendelsen er besvaret, før den kom ({received_at}). Svaret skal være senere, eller tomt.',
    en: 'The inquiry is answered before it came ({received_at}). The answer must be later, or empty.',
  },
  held_without_day: {
    da: 'En kontakt med status held skal have en dato i held_on.',
    en: 'A contact with status held must have a date in held_on.',
  },
  // The archive or workbook that the files came in
  damaged_archive: {
    da: 'Zip-filen er beskadiget eller ikke en zip-fil. Pak mappen igen.',
    en: 'The zip file is damaged or no zip file. Pack the folder again.',
  },
  encrypted: {
    da: 'Filen er beskyttet med adgangskode. Gem den uden.',
    en: 'The file is protected by a password. Save it without.',
  },
  unsafe_path: {
    da: 'Zip-filen har en fil, hvis navn peger ud af mappen. Pak mappen igen.',
    en: 'The zip file has a file whose name points outside the folder. Pack the folder again.',
  },
  too_many_files: {
    da: 'Der er for mange filer: højst {maximum}.',
    en: 'There are too many files: at most {maximum}.',
  },
  unpacks_too_large: {
    da: 'Indholdet fylder for meget, når det er pakket ud: højst {maximum} MB.',
    en: 'The content is too large once unpacked: at most {maximum} MB.',
  },
  unpacks_too_much: {
    da: 'Indholdet er pakket mere end {maximum} gange sammen, som kun en fil lavet for at vælte modtageren er.',
    en: 'The content is packed more than {maximum} times over, as only a file made to bring its receiver down is.',
  },
  upload_too_large: {
    da: 'Filerne fylder for meget: højst {maximum} MB i alt. Del dem over flere leveringer, eller brug kommandoen import på serveren.',
    en: 'The files are too large: at most {maximum} MB in all. Send them in several parts, or use the command import on the server.',
  },
  not_found: {
    da: 'Mappen eller filen findes ikke eller må ikke læses. Angiv en mappe med CSV-filer, en zip-fil eller en XLSX-fil.',
    en: 'There is no such folder or file, or it may not be read. Name a folder of CSV files, a zip file or an XLSX file.',
  },
  one_archive_only: {
    da: 'En zip-fil eller et regneark skal stå alene. Læg enten CSV-filer eller ét af dem.',
    en: 'A zip file or a workbook must stand alone. Give either CSV files or one of those.',
  },
  unreadable_workbook: {
    da: 'Regnearket kan ikke læses. Gem det igen som XLSX, eller send CSV-filer.',
    en: 'The workbook cannot be read. Save it again as XLSX, or send CSV files.',
  },
  old_workbook: {
    da: 'Regnearket er i et ældre format eller beskyttet med adgangskode. Gem det som XLSX uden adgangskode.',
    en: 'The workbook is in an older format or protected by a password. Save it as XLSX without a password.',
  },
  workbook_too_heavy: {
    da: 'Regnearket kræver mere tid eller hukommelse, end der gives. Send CSV-filer i stedet.',
    en: 'The workbook takes more time or memory than it is given. Send CSV files instead.',
  },
  formula_cell: {
    da: 'Celle {cell} er en formel. Sæt dens værdi ind i stedet (Kopiér, Indsæt speciel, Værdier).',
    en: 'Cell {cell} is a formula. Paste its value instead (Copy, Paste Special, Values).',
  },
  error_cell: {
    da: 'Celle {cell} er en fejl i regnearket. Ret den, eller tøm cellen.',
    en: 'Cell {cell} is an error in the workbook. Correct it, or empty the cell.',
  },
} as const satisfies Record<string, Record<ProblemLanguage, string>>;

export type ProblemCode = keyof typeof MESSAGES;
export const PROBLEM_CODES = Object.keys(MESSAGES) as readonly ProblemCode[];
export const isProblemCode = (code: string): code is ProblemCode => Object.hasOwn(MESSAGES, code);

/** A problem in words. */
export const problemMessage = (
  problem: { readonly code: ProblemCode; readonly params: ProblemParams },
  language: ProblemLanguage = 'da',
): string =>
  MESSAGES[problem.code][language].replaceAll(/\{(\w+)\}/g, (placeholder, name: string) => {
    const value = problem.params[name];
    return value === undefined ? placeholder : String(value);
  });
