/**
 * Who runs this platform, as shown on every page and certificate. Set by the environment of the server, so
 * client components must be handed these values instead of importing them.
 */
export const site = {
  name: process.env.SITE_NAME || "济宁市专业技术人员继续教育服务平台",
  authority: process.env.SITE_AUTHORITY || "济宁市人力资源和社会保障局",
  phone: process.env.SITE_PHONE || "0537-0000000（示例）",
};
