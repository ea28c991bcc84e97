import type { ReactNode } from "react";
import type { Column } from "@/components/list/data-table";

/** A file that a proposal cites: what it proves (the form's key) and how to open it, at /attachments/<id>. */
export type CitedFile = { evidence: string; id: string; fileName: string; mediaType: string };

/** How a kind of matter is drawn in its inbox; all around it (tick, name, state, time, actions) is the same. */
export type RowDrawing<Subject extends { id: string }> = {
  /** The kind's own columns, between the name on the left and state, time and actions on the right. */
  columns: Column[];
  /** One for each of `columns`. */
  cells(subject: Subject): ReactNode[];
  /** The name of who the matter is about: its row's first cell. */
  nameOf(subject: Subject): string;
  /** The heading of the name's column; 姓名 without it. */
  nameHeader?: string;
  /** What the matter is called at its tick box and in a decision's dialog; the name without it. */
  labelOf?(subject: Subject): string;
  /** What the link to its details says that it opens; the name without it. */
  titleOf?(subject: Subject): string;
};

/** How a kind of matter is drawn in its inbox and, from the proposals of its rounds, on its detail page. */
export type Drawing<Subject extends { id: string }, Proposal> = RowDrawing<Subject> & {
  /**
   * What each key of `proposal.evidence` proves: { license: "营业执照" }. The page shows the files itself under these
   * names, of earlier rounds as links.
   */
  evidenceLabels?: Readonly<Record<string, string>>;
  /** What one round proposes: the body of the detail page, and of each earlier round in its history. */
  Detail(props: { proposal: Proposal }): ReactNode;
};
