/** Ids that were ticked: a name sent once, several times, or as one list with commas. Anything else is left out. */
export function pickedIds(value: unknown): string[] {
  const texts = [value].flat().filter((one) => typeof one === 'string');
  return [...new Set(texts.flatMap((one) => one.split(',')).filter((one) => one !== ''))];
}
