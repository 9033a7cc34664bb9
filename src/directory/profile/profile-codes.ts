/** Codes the profile's facts may take; the words for them are `fact.<key>.<code>` in facts.json. */
export const profileCodes = {
  entityType: ['limited', 'joint-stock', 'partnership', 'sole', 'individual', 'cooperative'],
  premises: ['owned', 'leased'],
  taxGrade: ['A', 'B', 'M', 'C', 'D'],
  overdueRecord: ['none', 'settled', 'open'],
  irregularities: ['none', 'repaired', 'open'],
  qualifications: [
    'high-tech',
    'tech-sme',
    'province-tech-giant',
    'innovative-sme',
    'specialised',
    'little-giant',
    'champion',
    'gazelle',
    'above-scale',
    'listing-reserve',
  ],
} as const;
