import { raise } from "./core.mjs";

export default { fetch: async (_request, env) => new Response(await raise(env.DISCORD_WEBHOOK)) };
