import { readCodes } from './code-file.js';
import { CodeList } from './code-list.js';
import type { CodeEntry, CodeSource, Verified } from './code-list.js';

export interface Major extends CodeEntry {
  /** A code of `educationLevels`: the level it is taught at, which its first two digits tell too. */
  readonly level: string;
  readonly classCode: string;
  readonly className: string;
  readonly classEn: string;
  /** 专业大类, or 门类 of a bachelor's major. */
  readonly category: string;
  /** The edition of the catalogue it was read in. */
  readonly catalogueYear: string;
  readonly verified: Verified;
  /** Suffix T 特设; the code itself is six digits. */
  readonly special?: boolean;
  /** Suffix K 国家控制布点. */
  readonly controlled?: boolean;
}

/** Why two majors of different catalogues, or of one, stand near: the same field at another level, or the same posts. */
export const nearReasons = ['same-field', 'same-posts'] as const;
export type NearReason = (typeof nearReasons)[number];

export interface NearMajor {
  readonly code: string;
  readonly reason: NearReason;
}

interface MajorClass extends CodeEntry {
  readonly en: string;
  readonly level: string;
  readonly category: string;
  readonly catalogueYear: string;
  readonly majors: readonly Omit<
    Major,
    'level' | 'classCode' | 'className' | 'classEn' | 'category' | 'catalogueYear'
  >[];
}

interface MajorFile extends CodeSource {
  readonly categories: readonly CodeEntry[];
  readonly classes: readonly MajorClass[];
  readonly nearMajors: readonly { readonly between: readonly [string, string]; readonly reason: NearReason }[];
}

const file = readCodes<MajorFile>('majors');

export const majorCategories = new CodeList(file, file.categories);

/** The majors that the zone's trades ask for, of four levels: typed by hand, not the whole catalogues. */
export const majors = new CodeList<Major>(
  file,
  file.classes.flatMap(({ code, name, en, majors: listed, ...shared }) =>
    listed.map((major) => ({ ...major, ...shared, classCode: code, className: name, classEn: en })),
  ),
);

const near = new Map<string, NearMajor[]>();
for (const { between, reason } of file.nearMajors) {
  const [a, b] = between;
  for (const [from, to] of [
    [a, b],
    [b, a],
  ] as const)
    near.set(from, [...(near.get(from) ?? []), { code: to, reason }]);
}

/** 相近专业 by the hand-made bridge between the catalogues: near works both ways, and never over two steps. */
export const nearMajorsOf = (code: string): readonly NearMajor[] => near.get(code) ?? [];
