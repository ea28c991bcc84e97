/** What an inbox calls things, where the manual's chapters differ. */
export type ReviewWording = {
  /** What is reviewed: 学时申报. */
  noun: string;
  /** 通过, or what the kind calls it. */
  approve: string;
  /** 详情 / 详细. */
  details: string;
};
