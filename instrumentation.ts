/**
 * Once, when a server starts: ID numbers in its errors are masked, it ends with a sentence if the secret is missing or
 * weak or the mail settings make no sense, and messages are sent from then on.
 */
export async function register() {
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { maskErrors } = await import("@/lib/log-mask");
    maskErrors();
    const { authSecret } = await import("@/lib/auth/secret");
    const { configuredSender } = await import("@/lib/notice/sender");
    const { startDispatcher } = await import("@/lib/notice/dispatch");
    try {
      authSecret();
      // A build loads this file too, and has nobody to write to.
      if (process.env.NEXT_PHASE !== "phase-production-build") startDispatcher(configuredSender());
    } catch (error) {
      console.error(error instanceof Error ? error.message : error);
      process.exit(1);
    }
  }
}
