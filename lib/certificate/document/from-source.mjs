// Lets a worker thread of Node run TypeScript: `--import tsx` does so for main threads only.
import { register } from "tsx/esm/api";

register();
