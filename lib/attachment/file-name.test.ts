import { describe, expect, it } from "vitest";
import { cleanFileName } from "./file-name";

describe("cleanFileName", () => {
  it.each([
    ["成绩单.pdf", "成绩单.pdf"],
    ["毕业证.PDF", "毕业证.PDF"],
    ["../../etc/passwd.pdf", "passwd.pdf"],
    ["C:\\Users\\王\\论文.pdf", "论文.pdf"],
    ["<img src=x onerror=alert(1)>.pdf", "<img src=x onerror=alert(1)>.pdf"],
    ["<b>重要<／b>.pdf", "<b>重要<／b>.pdf"],
    ["第\u0000一\r\n页.pdf", "第一页.pdf"],
    ["cod\u202efdp.exe", "codfdp.pdf"],
    ["setup.exe", "setup.pdf"],
    ["第1.2", "第1.2.pdf"],
    ["..", "材料.pdf"],
    [".pdf", "材料.pdf"],
    ["", "材料.pdf"],
    ["\ud800.pdf", "材料.pdf"],
  ])("makes %j into %j", (given, wanted) => {
    expect(cleanFileName(given, "application/pdf")).toBe(wanted);
  });

  it("keeps either extension of a JPEG and corrects a wrong one", () => {
    expect(cleanFileName("照片.jpeg", "image/jpeg")).toBe("照片.jpeg");
    expect(cleanFileName("照片.png", "image/jpeg")).toBe("照片.jpg");
  });

  it("keeps at most 200 characters and breaks none", () => {
    const name = cleanFileName(`${"𠮷".repeat(300)}.png`, "image/png");
    expect(name).toBe(`${"𠮷".repeat(196)}.png`);
  });
});
