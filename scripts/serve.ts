import { existsSync } from "node:fs";
import { StartError } from "@/db/start-error";
import { command, untilAborted } from "./command";
import { configuredPort, startServer } from "./server";

/* npm start: the production server. Secrets and the addresses of the database and the site come from the environment. */
await command(async (interrupted) => {
  if (!process.env.DATABASE_URL) {
    throw new StartError("缺少环境变量 DATABASE_URL：请设置 PostgreSQL 连接地址（试用请执行 npm run demo）");
  }
  if (!process.env.NEXTAUTH_URL) {
    throw new StartError("缺少环境变量 NEXTAUTH_URL：请设置用户访问平台的地址，学时证明上的二维码也指向它");
  }
  if (!existsSync(".next/BUILD_ID")) throw new StartError("尚未构建：请先执行 npm run build");
  const server = await startServer(configuredPort());
  console.log(`平台已启动：${server.url}`);
  await untilAborted(interrupted);
  await server.close();
});
