/** The database cannot be opened as asked; the message is a sentence for the person who started it. */
export class EngineRefusal extends Error {
  override readonly name = 'EngineRefusal';
}
