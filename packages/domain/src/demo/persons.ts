/** Invented people: names put together from common first and last names, and replacement CPR numbers (day + 60), which no living person can have. */
import { addDays, addYears, type Day } from '../calendar/index.ts';
import type { Citizen, Origin } from '../people/kinds.ts';
import type { Random } from './random.ts';

type Sex = 'woman' | 'man';

interface People {
  readonly origin: Origin;
  readonly languages: readonly string[];
  readonly women: readonly string[];
  readonly men: readonly string[];
  readonly last: readonly string[];
}

const words = (text: string): readonly string[] => text.split(' ');

const DANISH: People = {
  origin: 'danish',
  languages: ['dansk'],
  women: words(
    'Anita Anja Annelise Bente Berit Birgit Bodil Britta Camilla Charlotte Connie Dorte Dorthe Ellen Else Gitte Grethe Hanne Heidi Helle Inge Ingrid Janne Jette Jytte Karen Karin Kirsten Lisbeth Lone Lotte Maria Marianne Merete Mette Mia Nina Pernille Pia Rikke Sanne Sofie Susanne Tina Tove Trine Ulla Vibeke Winnie Åse',
  ),
  men: words(
    'Allan Anders Arne Benny Bent Bo Brian Carsten Christian Claus Dan Dennis Egon Finn Flemming Frank Gert Hans Henning Henrik Ib Ivan Jan Jens Jesper Johnny Jørgen Karl Kenneth Kim Kjeld Knud Kristian Kurt Lars Leif Martin Michael Morten Niels Ole Palle Per Peter Preben Rasmus Rene Steen Søren Torben Ulrik Verner Vagn',
  ),
  last: words(
    'Agerskov Andersen Bach Bagger Bang Beck Bertelsen Bisgaard Bjerregaard Bloch Bonde Boysen Brandt Bruun Buch Carlsen Christensen Clausen Dahl Dalgaard Damgaard Danielsen Eriksen Frederiksen Friis Gregersen Hald Hansen Hedegaard Holm Husted Iversen Jacobsen Jensen Jepsen Jessen Johansen Juhl Justesen Jørgensen Karlsen Kjær Knudsen Koch Kristensen Kristiansen Lange Larsen Lassen Laursen Lorenzen Lund Madsen Mikkelsen Mortensen Munk Mølgaard Møller Nielsen Nissen Nygaard Olesen Olsen Overgaard Paulsen Pedersen Petersen Poulsen Ravn Schmidt Simonsen Skov Steffensen Svendsen Søndergaard Sørensen Thomsen Toft Vestergaard Villadsen Winther Østergaard',
  ),
};

const OTHERS: readonly People[] = [
  {
    origin: 'non_western',
    languages: ['arabisk'],
    women: words('Amal Amira Fatima Hanan Iman Layla Mariam Rana Samira Zahra'),
    men: words('Adnan Ali Bilal Faisal Hussein Jamal Khaled Mahmoud Nabil Omar Tarek Youssef'),
    last: words(
      'Abbas Al-Khatib Barakat Darwish Fayad Hamdan Issa Jaber Khalil Mansour Nasser Qasim',
    ),
  },
  {
    origin: 'non_western',
    languages: ['somali'],
    women: words('Asha Faduma Hodan Ifrah Sahra Ubah'),
    men: words('Abdirahman Ahmed Guled Liban Mahad Yusuf'),
    last: words('Abdullahi Adan Elmi Ismail Jama Nur Omar Samatar'),
  },
  {
    origin: 'non_western',
    languages: ['tyrkisk', 'kurdisk'],
    women: words('Ayse Emine Fatma Hatice Sevgi Zeynep'),
    men: words('Ahmet Cemal Emre Hakan Mehmet Murat'),
    last: words('Aydin Celik Demirci Koc Polat Sahin Tekin Yilmaz'),
  },
  {
    origin: 'non_western',
    languages: ['dari', 'pashto'],
    women: words('Farida Homa Laleh Parwin Shabnam'),
    men: words('Farhad Jawad Karimullah Najib Wahid'),
    last: words('Ahmadi Hakimi Karimi Noori Sharifi Wardak'),
  },
  {
    origin: 'non_western',
    languages: ['tigrinya'],
    women: words('Almaz Eden Saba Selam Tsega'),
    men: words('Berhane Dawit Filmon Kidane Yonas'),
    last: words('Gebremariam Habte Mehari Tekle Tesfai Woldu'),
  },
  {
    origin: 'non_western',
    languages: ['bosnisk'],
    women: words('Amra Jasna Mirsada Senada'),
    men: words('Admir Edin Mirza Senad'),
    last: words('Begic Delic Hodzic Kovacevic Mujic'),
  },
  {
    origin: 'non_western',
    languages: ['vietnamesisk'],
    women: words('Hoa Lan Mai Thuy'),
    men: words('Duc Hung Minh Tuan'),
    last: words('Dang Hoang Pham Tran Vo'),
  },
  {
    origin: 'non_western',
    languages: ['ukrainsk'],
    women: words('Halyna Iryna Kateryna Oksana Svitlana'),
    men: words('Andriy Mykola Oleh Taras'),
    last: words('Bondarenko Hrytsenko Koval Lysenko Shevchuk'),
  },
  {
    origin: 'western',
    languages: ['polsk'],
    women: words('Agnieszka Beata Dorota Katarzyna'),
    men: words('Grzegorz Marek Pawel Tomasz'),
    last: words('Dudek Kowalczyk Nowicki Wrona Zielinski'),
  },
  {
    origin: 'western',
    languages: ['tysk'],
    women: words('Birgitta Heike Sabine'),
    men: words('Jürgen Stefan Uwe'),
    last: words('Albers Brandes Kröger Reimers'),
  },
];

const two = (value: number): string => String(value).padStart(2, '0');

/** Gives one new citizen at a time; no name, CPR number or telephone number comes twice. */
export const peopleOf = (random: Random) => {
  const names = new Set<string>();
  const phones = new Set<string>();
  let serial = 100;

  const nameOf = (people: People, sex: Sex): string => {
    for (let attempt = 0; ; attempt += 1) {
      const first = random.pick(sex === 'woman' ? people.women : people.men);
      // A middle name tells two people of one name apart, as it does in life.
      const middle =
        people.origin === 'danish' && (attempt > 3 || random.chance(0.12))
          ? ` ${random.pick(people.last)}`
          : '';
      const name = `${first}${middle} ${random.pick(people.last)}`;
      if (!names.has(name)) {
        names.add(name);
        return name;
      }
    }
  };

  const cprOf = (born: Day, sex: Sex): string => {
    const [year, month, day] = [
      Number(born.slice(0, 4)),
      Number(born.slice(5, 7)),
      Number(born.slice(8)),
    ];
    // The seventh digit tells the century: 0–3 the twentieth, 5–8 the first years of the twenty-first.
    const century = year >= 2000 ? 5000 : 0;
    serial = (serial + 2) % 2900;
    const last = century + serial + (sex === 'man' ? 1 : 0);
    return `${two(day + 60)}${two(month)}${two(year % 100)}${String(last).padStart(4, '0')}`;
  };

  // No subscriber in Denmark has a number that begins with 1, so none of these reaches anyone.
  const phoneOf = (): string => {
    for (;;) {
      const digits = [
        `1${random.int(2, 9)}`,
        two(random.int(0, 99)),
        two(random.int(0, 99)),
        two(random.int(0, 99)),
      ];
      const phone = digits.join(' ');
      if (!phones.has(phone)) {
        phones.add(phone);
        return phone;
      }
    }
  };

  return (
    citizenId: string,
    options: {
      readonly today: Day;
      readonly ages: readonly [number, number];
      readonly otherOrigin: number;
    },
  ): Citizen => {
    const sex: Sex = random.chance(0.54) ? 'woman' : 'man';
    const people = random.chance(options.otherOrigin) ? random.pick(OTHERS) : DANISH;
    const name = nameOf(people, sex);
    const age = random.int(...options.ages);
    const born = addDays(addYears(options.today, -age), -random.int(1, 360));
    return {
      citizen_id: citizenId,
      cpr: cprOf(born, sex),
      name,
      protected: false,
      origin: people.origin,
      phone: random.chance(0.94) ? phoneOf() : null,
      email: random.chance(0.8) ? `${citizenId.toLowerCase()}@borger.norreaa.example` : null,
      language:
        people.origin !== 'danish' && random.chance(0.35) ? 'dansk' : random.pick(people.languages),
    };
  };
};
