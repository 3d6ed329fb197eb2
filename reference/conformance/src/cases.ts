import type { Case } from "./case.ts";
import { ERR } from "./cases/err.ts";
import { REQ } from "./cases/req.ts";
import { RTY } from "./cases/rty.ts";
import { SRV } from "./cases/srv.ts";

/** Every case, in the order of the contract. */
export const CASES: readonly Case[] = [...REQ, ...RTY, ...SRV, ...ERR];
