/* For knip on Node before 20.12, whose node:util has no styleText yet: the same module with a plain one. */
import { register } from "node:module";

const util = `data:text/javascript,
  export * from "util";
  export { default } from "util";
  export const styleText = (_, text) => text;`;
const hooks = `
  export const resolve = (name, context, next) =>
    name === "node:util" && context.parentURL?.includes("/node_modules/knip/")
      ? { url: ${JSON.stringify(util)}, shortCircuit: true }
      : next(name, context);`;
register(`data:text/javascript,${encodeURIComponent(hooks)}`);
