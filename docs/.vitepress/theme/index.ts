import { onContentUpdated, type Theme } from "vitepress";
import DefaultTheme from "vitepress/theme";
import { enhanceAppWithTabs } from "vitepress-plugin-tabs/client";
import { defineAsyncComponent, h } from "vue";
import StormPicture from "./home/storm-picture.vue";
import NotFound from "./not-found.vue";
import "./style.css";

/** The default theme, with tabs that remember a reader's language, and the parts of pages that compute. */
export default {
	extends: DefaultTheme,
	Layout: () => h(DefaultTheme.Layout, null, { "not-found": () => h(NotFound) }),
	setup: () => {
		// The default home page has no main landmark, which a screen reader's user would jump to.
		onContentUpdated(() => document.querySelector(".VPHome")?.setAttribute("role", "main"));
	},
	enhanceApp: ({ app }) => {
		enhanceAppWithTabs(app);
		app.component("StormPicture", StormPicture);
		app.component(
			"DatPlayground",
			defineAsyncComponent(() => import("./playground/dat-playground.vue")),
		);
		app.component(
			"BenchChart",
			defineAsyncComponent(() => import("./bench/bench-chart.vue")),
		);
		app.component(
			"RateLimitLab",
			defineAsyncComponent(() => import("./lab/rate-limit-lab.vue")),
		);
	},
} satisfies Theme;
