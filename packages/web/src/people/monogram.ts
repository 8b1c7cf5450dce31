/** Two letters for a person's round mark: of the first and the last name. The employee's own initials can be four. */
export const monogram = (name: string): string => {
  const names = name.split(/\s+/).filter((part) => part !== '');
  const [first, last] = [names[0], names.length > 1 ? names.at(-1) : undefined];
  return `${first?.charAt(0) ?? ''}${last?.charAt(0) ?? ''}`.toLocaleUpperCase('da');
};
