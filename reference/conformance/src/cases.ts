import type { Case } from "./case.ts";
import { AUD } from "./cases/aud.ts";
import { BOO } from "./cases/boo.ts";
import { ERR } from "./cases/err.ts";
import { MEN } from "./cases/men.ts";
import { OBS } from "./cases/obs.ts";
import { PAY } from "./cases/pay.ts";
import { LIF, QUE } from "./cases/que.ts";
import { REQ } from "./cases/req.ts";
import { ENV, ROU } from "./cases/rou.ts";
import { RTY } from "./cases/rty.ts";
import { GRD, SEC } from "./cases/sec.ts";
import { SRV } from "./cases/srv.ts";
import { THR } from "./cases/thr.ts";

/** Every case, in the order of the contract. */
export const CASES: readonly Case[] = [
	...[...REQ, ...RTY, ...SRV, ...ERR],
	...[...PAY, ...MEN, ...ROU, ...ENV, ...AUD],
	...[...THR, ...QUE, ...LIF],
	...[...SEC, ...BOO, ...GRD, ...OBS],
];
