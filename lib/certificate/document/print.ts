import type { CertificateContent } from "../schema";

/** One job of the renderer: a certificate and what stands around its content, all in words. */
export type CertificatePrint = {
  content: CertificateContent;
  number: string;
  /** 验证码 in groups. */
  codeLabel: string;
  /** Address where a code can be typed in. */
  verificationPage: string;
  /** The address of this certificate's own page as a drawing: SVG path in modules, `size` modules a side. */
  qr: { path: string; size: number };
  sex: string;
  period: string;
  platform: string;
  /** Milliseconds, and the same in words. The same time gives the same bytes. */
  printedAt: number;
  printedAtLabel: string;
};

/** The renderer's answer to a job. */
export type PrintAnswer = { pdf: Uint8Array<ArrayBuffer> } | { error: string };
