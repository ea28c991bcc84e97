import { Document, Page, Path, StyleSheet, Svg, Text, View } from "@react-pdf/renderer";
import { typeset } from "./break";
import type { CertificatePrint } from "./print";
import { RecordsTable, SumsTable } from "./tables";
import { colour, Zh } from "./text";

const styles = StyleSheet.create({
  page: {
    paddingTop: 48,
    paddingBottom: 56,
    paddingHorizontal: 48,
    fontFamily: "Noto Sans SC",
    color: colour.ink,
  },
  heading: { fontSize: 18, lineHeight: 1.4, textAlign: "center", marginHorizontal: 24 },
  number: { marginTop: 6, textAlign: "center" },
  facts: { marginTop: 14, flexDirection: "row", flexWrap: "wrap" },
  fact: { width: "50%", flexDirection: "row", paddingRight: 12, marginBottom: 3 },
  factWide: { width: "100%", flexDirection: "row", marginBottom: 3 },
  factLabel: { width: 58 },
  factValue: { flex: 1 },
  section: { marginTop: 12, marginBottom: 4, fontSize: 11 },
  closing: { marginTop: 12 },
  seals: { marginTop: 16, flexDirection: "row" },
  seal: { width: "50%", height: 88, justifyContent: "space-between" },
  proof: {
    marginTop: 14,
    paddingTop: 10,
    borderTopWidth: 0.6,
    borderTopColor: colour.line,
    flexDirection: "row",
  },
  proofText: { flex: 1, marginLeft: 12, justifyContent: "center" },
  code: { fontSize: 11 },
  footer: {
    position: "absolute",
    left: 48,
    right: 48,
    bottom: 26,
    textAlign: "center",
    fontSize: 8,
  },
});

/** 学时证明 on A4, black on white. It states what the platform recorded, no more. */
export function CertificateDocument({ print }: { print: CertificatePrint }) {
  const { content, number } = print;
  const printedAt = new Date(print.printedAt);
  return (
    <Document
      language="zh-CN"
      title={`${content.heading} ${number}`}
      author={print.platform}
      creator={print.platform}
      producer={print.platform}
      creationDate={printedAt}
      modificationDate={printedAt}
    >
      <Page size="A4" style={styles.page}>
        <Zh style={styles.heading}>{content.heading}</Zh>
        <Zh style={styles.number}>{`证书编号：${number}`}</Zh>
        <Facts print={print} />
        <Zh style={styles.section} minPresenceAhead={48}>
          审核通过的学时
        </Zh>
        <RecordsTable records={content.records} />
        <Zh style={styles.section} minPresenceAhead={60}>
          按年度、科目类别合计（学时／标准）
        </Zh>
        <SumsTable years={content.years} totals={content.totals} />
        <Closing print={print} />
        <Text
          style={styles.footer}
          fixed
          render={({ pageNumber, totalPages }) =>
            typeset(
              `证书编号：${number}　　打印时间：${print.printedAtLabel}　　第 ${pageNumber} 页 共 ${totalPages} 页`,
            )
          }
        />
      </Page>
    </Document>
  );
}

function Facts({ print: { content, sex, period } }: { print: CertificatePrint }) {
  const { person } = content;
  return (
    <View style={styles.facts}>
      <Fact label="姓名" value={person.name} />
      <Fact label="性别" value={sex} />
      <Fact label="证件号码" value={person.maskedIdNumber} />
      <Fact label="职称" value={person.title} />
      <Fact label="工作单位" value={person.unit} wide />
      <Fact label="证明期间" value={period} wide />
    </View>
  );
}

function Fact({ label, value, wide = false }: { label: string; value: string; wide?: boolean }) {
  return (
    <View style={wide ? styles.factWide : styles.fact} wrap={false}>
      <Zh style={styles.factLabel}>{`${label}：`}</Zh>
      <Zh style={styles.factValue}>{value}</Zh>
    </View>
  );
}

function Closing({ print }: { print: CertificatePrint }) {
  return (
    <View style={styles.closing} wrap={false}>
      <Zh>
        {`本证明由${print.platform}依据平台内已审核通过的学时记录生成，仅说明平台所记录的内容。学时记录、年度标准或人员身份信息变更后，本证明经验证显示为“已失效”。`}
      </Zh>
      <View style={styles.seals}>
        <Seal>单位（盖章）：</Seal>
        <Seal>人社部门（盖章）：</Seal>
      </View>
      <View style={styles.proof}>
        <QrCode path={print.qr.path} size={print.qr.size} />
        <View style={styles.proofText}>
          <Zh style={styles.code}>{`验证码：${print.codeLabel}`}</Zh>
          <Zh>{`验证网址：${print.verificationPage}`}</Zh>
          <Zh>扫描左侧二维码，或在验证网址输入验证码，核对本证明的内容与状态。</Zh>
        </View>
      </View>
    </View>
  );
}

function Seal({ children }: { children: string }) {
  return (
    <View style={styles.seal}>
      <Zh>{children}</Zh>
      <Zh>{"\u3000\u3000\u3000\u3000年\u3000\u3000\u3000月\u3000\u3000\u3000日"}</Zh>
    </View>
  );
}

/** One path of unit squares, with the four modules of quiet ground that readers need. */
function QrCode({ path, size }: { path: string; size: number }) {
  return (
    <Svg width={84} height={84} viewBox={`-4 -4 ${size + 8} ${size + 8}`}>
      <Path d={path} fill={colour.ink} />
    </Svg>
  );
}
