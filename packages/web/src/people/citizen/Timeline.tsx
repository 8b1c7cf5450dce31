import { useState } from 'react';
import type { CitizenPage } from '@medspiller/contract';
import { ScrollFrame } from '../../app/ScrollFrame.tsx';
import { useLabels } from '../../labels.ts';
import { useFormats, useMessages } from '../../language.tsx';
import { citizenMessages } from './messages.ts';
import { barsOf, dotsOf, LANES, positionOf, spanOf, stepsOf, type Bar } from './timeline.ts';

const WIDTH = 1160;
const LEFT = 116;
const RIGHT = 6;
const HEAD = 26;
const ROW = 27;
const HOURS_HEIGHT = 96;
const BENEFIT_HEIGHT = 26;
/** Below this width a bar's own text would be cut to nothing; the title still says it. */
const CHARACTER = 6.4;

/** The kind, and where; an offer that is called as its kind adds nothing. */
const activityLabel = (kind: string, where: string | null): string =>
  where === null || where === kind ? kind : `${kind}, ${where}`;

/** The course as a picture: lanes of contacts, activities by area, paid hours as steps, benefit. */
export const Timeline = ({ page }: { page: CitizenPage }) => {
  const words = useMessages(citizenMessages);
  const formats = useFormats();
  const labels = useLabels();
  const [shift, setShift] = useState(0);
  const { today } = page;
  const span = spanOf(today, shift);
  const x = (at: number): number => LEFT + at * (WIDTH - LEFT - RIGHT);

  const lanes = LANES.map((lane) => {
    const bars = barsOf(
      page.activities
        .filter(({ area }) => area === lane)
        .map((activity) => ({
          record_id: activity.record_id,
          label: activityLabel(
            labels.activityKind[activity.kind],
            activity.company ?? activity.offer,
          ),
          from: activity.from,
          to: activity.to,
        })),
      today,
      span,
    );
    return { lane, bars, rows: Math.max(1, ...bars.map(({ row }) => row + 1)) };
  }).filter(({ lane, bars }) => lane !== 'support' || bars.length > 0);

  const dots = dotsOf(page.contacts, span);
  const steps = stepsOf(page.paid_hours, today, span);
  const benefits = barsOf(
    page.benefits
      .filter(({ benefit }) => benefit !== 'none')
      .map((row) => ({
        record_id: row.record_id,
        label: labels.benefit[row.benefit],
        from: row.from,
        to: row.to,
      })),
    today,
    span,
  );
  const highest = Math.max(20, ...steps.map(({ hours }) => hours));

  let y = HEAD;
  const contactsAt = y;
  y += ROW + 6;
  const lanesAt: number[] = [];
  for (const lane of lanes) {
    lanesAt.push(y);
    y += lane.rows * ROW + 6;
  }
  const hoursAt = y;
  y += HOURS_HEIGHT;
  const benefitAt = y;
  y += BENEFIT_HEIGHT + 4;
  const bottom = y;
  const height = bottom + 24;
  const nowAt = x(positionOf(today, span));
  const nowShown = today >= span.from && today <= span.to;
  const hoursY = (hours: number): number =>
    hoursAt + HOURS_HEIGHT - 8 - (hours / highest) * (HOURS_HEIGHT - 34);

  const periodText = (bar: Bar): string =>
    `${bar.label}: ${words.period(formats.dayAndYear(bar.from), bar.to === null ? null : formats.dayAndYear(bar.to))}`;

  const barOf = (bar: Bar, top: number, className: string) => {
    const width = Math.max(4, x(bar.end) - x(bar.start));
    const room = Math.floor((width - 12) / CHARACTER);
    const text =
      bar.label.length <= room ? bar.label : room > 5 ? `${bar.label.slice(0, room - 1)}…` : '';
    return (
      <g key={bar.record_id} className={`lane-bar ${className} ${bar.planned ? 'planned' : ''}`}>
        <title>{periodText(bar)}</title>
        {bar.open ? (
          <path d={`M${x(bar.start)} ${top}h${width - 8}l8 10l-8 10h${8 - width}Z`} />
        ) : (
          <rect x={x(bar.start)} y={top} width={width} height={20} rx={3} />
        )}
        <rect className="edge" x={x(bar.start)} y={top} width={3} height={20} />
        <text x={x(bar.start) + 9} y={top + 14.5}>
          {text}
        </text>
      </g>
    );
  };

  const summary = [
    `${words.timeline} ${formats.monthInFull(span.months[0] ?? '')} – ${formats.monthInFull(span.months.at(-1) ?? '')}.`,
    `${words.lanes.contacts}: ${dots.length}.`,
    ...lanes.map(
      ({ lane, bars }) =>
        `${words.lanes[lane]}: ${bars.length === 0 ? words.nothing : bars.map(periodText).join('; ')}.`,
    ),
    steps.length === 0
      ? `${words.lanes.hours}: ${words.noHours}.`
      : `${words.lanes.hours}: ${steps.map(({ month, hours }) => `${formats.monthAndYear(month)} ${formats.number(hours, 1)}`).join(', ')}.`,
  ].join(' ');

  return (
    <section className="card timeline" aria-labelledby="timeline-heading">
      <div className="timeline-head">
        <h2 id="timeline-heading">{words.timeline}</h2>
        <span className="meta">
          {words.legend} {words.timelineHint}
        </span>
        <span className="timeline-move">
          <button
            type="button"
            className="button button-small"
            onClick={() => setShift(shift - 12)}
          >
            {words.timelineEarlier}
          </button>
          <button
            type="button"
            className="button button-small"
            disabled={shift >= 0}
            onClick={() => setShift(Math.min(0, shift + 12))}
          >
            {words.timelineLater}
          </button>
        </span>
      </div>
      <ScrollFrame className="timeline-scroll" label={words.timelinePicture} startAtEnd>
        <svg
          viewBox={`0 0 ${WIDTH} ${height}`}
          width={WIDTH}
          height={height}
          role="img"
          aria-label={summary}
        >
          <defs>
            <pattern
              id="timeline-ahead"
              width="7"
              height="7"
              patternUnits="userSpaceOnUse"
              patternTransform="rotate(45)"
            >
              <line x1="0" y1="0" x2="0" y2="7" className="hatch" />
            </pattern>
          </defs>
          {nowShown && (
            <rect
              x={nowAt}
              y={HEAD}
              width={x(1) - nowAt}
              height={bottom - HEAD}
              fill="url(#timeline-ahead)"
            />
          )}
          {span.months.map((month, index) => {
            const at = x(positionOf(`${month}-01`, span));
            const january = month.endsWith('-01') || index === 0;
            return (
              <g key={month}>
                <line
                  x1={at}
                  x2={at}
                  y1={HEAD}
                  y2={bottom}
                  className={month.endsWith('-01') ? 'year' : 'month'}
                />
                <text x={at + 5} y={16} className={january ? 'year-name' : 'month-name'}>
                  {january ? month.slice(0, 4) : formats.month(month)}
                </text>
              </g>
            );
          })}
          {[contactsAt, ...lanesAt, hoursAt, benefitAt, bottom].map((at) => (
            <line key={at} x1={0} x2={WIDTH - RIGHT} y1={at} y2={at} className="rule" />
          ))}

          <text x={0} y={contactsAt + 21} className="lane-name">
            {words.lanes.contacts}
          </text>
          {dots.map((dot) => (
            <g
              key={dot.record_id}
              className={`dot ${dot.shape}`}
              transform={`translate(${x(dot.at)} ${contactsAt + 17})`}
            >
              <title>{`${labels.contactKind[dot.kind]}, ${labels.contactStatus[dot.status].toLocaleLowerCase()}: ${formats.weekdayInFull(dot.day)}`}</title>
              {dot.shape === 'not_held' ? <path d="M-4-4 4 4M4-4-4 4" /> : <circle r={4.5} />}
            </g>
          ))}

          {lanes.map(({ lane, bars }, index) => {
            const top = lanesAt[index] ?? 0;
            return (
              <g key={lane}>
                <text x={0} y={top + 20} className="lane-name">
                  {words.lanes[lane]}
                </text>
                {bars.map((bar) => barOf(bar, top + 6 + bar.row * ROW, lane))}
              </g>
            );
          })}

          <text x={0} y={hoursAt + HOURS_HEIGHT / 2} className="lane-name">
            {words.lanes.hours}
          </text>
          <text x={0} y={hoursAt + HOURS_HEIGHT / 2 + 15} className="lane-sub">
            {words.lanes.perMonth}
          </text>
          {steps.length === 0 ? (
            <text x={LEFT + 8} y={hoursAt + HOURS_HEIGHT / 2 + 6} className="lane-sub">
              {words.noHours}
            </text>
          ) : (
            <g className="hours">
              <path
                className="area"
                d={`M${x(steps[0]?.start ?? 0)} ${hoursY(0)}${steps.map((step) => `L${x(step.start)} ${hoursY(step.hours)}L${x(step.end)} ${hoursY(step.hours)}`).join('')}L${x(steps.at(-1)?.end ?? 0)} ${hoursY(0)}Z`}
              />
              <path
                className="edge"
                d={steps
                  .map(
                    (step, index) =>
                      `${index === 0 ? 'M' : 'L'}${x(step.start)} ${hoursY(step.hours)}L${x(step.end)} ${hoursY(step.hours)}`,
                  )
                  .join('')}
              />
              {steps.map((step, index) =>
                step.hours !== steps[index - 1]?.hours ? (
                  <text key={step.month} x={x(step.start) + 4} y={hoursY(step.hours) - 5}>
                    {formats.number(step.hours, 1)}
                  </text>
                ) : null,
              )}
            </g>
          )}

          <text x={0} y={benefitAt + 17} className="lane-name">
            {words.lanes.benefit}
          </text>
          {benefits.map((bar) => {
            const width = Math.max(
              2,
              x(Math.min(bar.end, nowShown ? positionOf(today, span) : 1)) - x(bar.start),
            );
            const room = Math.floor((width - 10) / CHARACTER);
            return (
              <g key={bar.record_id} className="benefit">
                <title>{periodText(bar)}</title>
                <rect x={x(bar.start)} y={benefitAt + 6} width={width} height={14} />
                <text x={x(bar.start) + 6} y={benefitAt + 17}>
                  {bar.label.length <= room
                    ? bar.label
                    : room > 5
                      ? `${bar.label.slice(0, room - 1)}…`
                      : ''}
                </text>
              </g>
            );
          })}

          {nowShown && (
            <g className="now">
              <line x1={nowAt} x2={nowAt} y1={HEAD - 4} y2={bottom + 4} />
              <rect x={nowAt - 48} y={bottom + 3} width={96} height={18} rx={9} />
              <text x={nowAt} y={bottom + 16} textAnchor="middle">
                {words.today(formats.day(today).replace(/^\S+ /, ''))}
              </text>
            </g>
          )}
        </svg>
      </ScrollFrame>
    </section>
  );
};
