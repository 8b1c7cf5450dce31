/** Which programme a page is about. */
import { Select } from '@navikt/ds-react';
import { useLocalText, type LocalText } from '../language.tsx';

export const ProgrammeChoice = ({
  label,
  programmes,
  value,
  onChange,
}: {
  label: string;
  programmes: readonly { readonly id: string; readonly title: LocalText }[];
  value: string;
  onChange: (programme: string) => void;
}) => {
  const localText = useLocalText();
  if (programmes.length < 2) return null;
  return (
    <Select
      label={label}
      hideLabel
      size="small"
      className="programme-choice"
      value={value}
      onChange={(event) => onChange(event.target.value)}
    >
      {programmes.map((programme) => (
        <option key={programme.id} value={programme.id}>
          {localText(programme.title)}
        </option>
      ))}
    </Select>
  );
};
