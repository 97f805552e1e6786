// The sample's draft with its planted troubles, for the sample alone.

export const sampleDraft = async (): Promise<string> =>
  (await import('../../../model/sample/draft.txt?raw')).default
