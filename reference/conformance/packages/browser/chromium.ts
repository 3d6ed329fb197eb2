import { requireChromium } from "../../../../tooling/launch-chromium.ts";

requireChromium();
