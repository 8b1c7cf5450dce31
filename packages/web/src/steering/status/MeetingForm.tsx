/** Registering a meeting of the steering group, beside the table that it counts in. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Textarea } from '@navikt/ds-react';
import { useId, useState } from 'react';
import { useFailureText } from '../../app/Failure.tsx';
import { Icon } from '../../app/icons.tsx';
import { useNotify } from '../../app/Notices.tsx';
import { DayField } from '../../calendar/DayField.tsx';
import { call } from '../../client.ts';
import { useFormats, useMessages } from '../../language.tsx';
import { statusMessages } from './messages.ts';

export const MeetingForm = ({
  programme,
  today,
  onClose,
}: {
  programme: string;
  today: string;
  onClose: () => void;
}) => {
  const t = useMessages(statusMessages);
  const format = useFormats();
  const notify = useNotify();
  const queries = useQueryClient();
  const failureText = useFailureText();
  const id = useId();
  // One form, one meeting: sent twice, it is registered once.
  const [requestId] = useState(() => crypto.randomUUID());
  const [heldOn, setHeldOn] = useState<string | undefined>(today);
  const [note, setNote] = useState('');
  const [missing, setMissing] = useState(false);

  const save = useMutation({
    mutationFn: (day: string) =>
      call('POST /api/programmes/:programme/meetings', {
        params: { programme },
        body: {
          held_on: day,
          note: note.trim() === '' ? null : note.trim(),
          request_id: requestId,
        },
      }),
    onSuccess: async (_saved, day) => {
      await queries.invalidateQueries({ queryKey: ['GET /api/programmes/:programme/status'] });
      notify({ text: t.meetingSaved(format.dayInFull(day)) });
      onClose();
    },
  });
  const submit = (): void => {
    setMissing(heldOn === undefined);
    if (heldOn !== undefined && !save.isPending) save.mutate(heldOn);
  };

  return (
    <form
      className="card side-panel"
      aria-labelledby={id}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div className="card-head side-head">
        <h2 id={id}>{t.meetingHeading}</h2>
        <button type="button" className="icon-button" aria-label={t.closePanel} onClick={onClose}>
          <Icon name="close" />
        </button>
      </div>
      <div className="side-body">
        <DayField
          label={t.meetingDay}
          value={heldOn}
          latest={today}
          onChange={setHeldOn}
          {...(missing && heldOn === undefined && { error: t.meetingDayMissing })}
        />
        <Textarea
          size="small"
          label={t.meetingNote}
          maxLength={500}
          minRows={3}
          value={note}
          onChange={(event) => setNote(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
          }}
        />
        {save.isError && (
          <p role="alert" className="state-bad">
            {failureText(save.error)}
          </p>
        )}
        <div className="form-actions">
          <button type="submit" className="button button-filled" disabled={save.isPending}>
            {t.save}
          </button>
          <button type="button" className="button" onClick={onClose}>
            {t.cancel}
          </button>
          <span className="meta">{t.saveHint}</span>
        </div>
      </div>
    </form>
  );
};
