import type { Arrival, PageEmbed, PageMessage } from "./arrival.ts";
import { element } from "./element.ts";
import { markdown } from "./markdown.ts";

/** A message as Discord shows it, with who was pinged and how many alerts share it. */
export function renderMessage(message: PageMessage, arrival: Arrival, onDetail: () => void): HTMLElement {
	const { username, body, notified, sentAtMs, files } = message;
	const pinged = [
		...(notified.everyone ? ["@everyone"] : []),
		...notified.users.map((id) => `user ${id}`),
		...notified.roles.map((id) => `role ${id}`),
	];
	const embeds = body.embeds ?? [];
	const detail = element("button", { type: "button" }, "request");
	detail.addEventListener("click", onDetail);
	const by = element(
		"div",
		{ class: "by" },
		element("strong", {}, username),
		element("span", { class: "app" }, "APP"),
		element("time", {}, clock(sentAtMs)),
		...(embeds.length > 1 ? [element("span", { class: "facts" }, `${embeds.length} alerts in one message`)] : []),
		...(arrival.entry.fault ? [element("span", { class: "facts" }, `fault: ${arrival.entry.fault}`)] : []),
		...(pinged.length > 0 ? [element("span", { class: "ping" }, `pings ${pinged.join(", ")}`)] : []),
		detail,
	);
	const content = element("div", {}, ...markdown(body.content ?? ""));
	const attached = files.map(({ filename, size }) =>
		element("div", { class: "files" }, `📎 ${filename} (${Math.ceil(size / 1024)} KiB)`),
	);
	const column = element("div", {}, by, content, ...embeds.map(renderEmbed), ...attached);
	return element(
		"li",
		{ class: pinged.length > 0 ? "message pings" : "message" },
		element("div", { class: "avatar", "aria-hidden": "true" }, username.slice(0, 1).toUpperCase()),
		column,
	);
}

/** A request that stored nothing. */
export function renderRefusal({ entry }: Arrival, onDetail: () => void): HTMLElement {
	const detail = element("button", { type: "button" }, "request");
	detail.addEventListener("click", onDetail);
	const why = entry.status === 0 ? `connection broken (${entry.fault})` : `${entry.status} ${entry.fault ?? ""}`;
	return element(
		"li",
		{ class: "refused" },
		`${clock(entry.atMs)} ${entry.method} ${why} ${entry.responseBody.slice(0, 160)}`,
		detail,
	);
}

function renderEmbed({
	title,
	description,
	url,
	color,
	timestamp,
	fields = [],
	footer,
	author,
	image,
}: PageEmbed): HTMLElement {
	const heading =
		title === undefined
			? []
			: [
					element(
						"div",
						{ class: "title" },
						...(url && /^https?:/.test(url)
							? [element("a", { href: url, rel: "noopener noreferrer", target: "_blank" }, title)]
							: [title]),
					),
				];
	const rows = fields.map(({ name, value, inline }) =>
		element("div", inline ? { class: "inline" } : {}, element("dt", {}, name), element("dd", {}, ...markdown(value))),
	);
	const foot = [footer?.text, timestamp === undefined ? undefined : new Date(timestamp).toLocaleString()].filter(
		(part) => part !== undefined,
	);
	const embed = element(
		"article",
		{ class: "embed" },
		...(author ? [element("div", { class: "author" }, author.name)] : []),
		...heading,
		...(description ? [element("div", { class: "text" }, ...markdown(description))] : []),
		...(rows.length > 0 ? [element("dl", {}, ...rows)] : []),
		...(image ? [element("div", { class: "foot" }, `🖼 ${image.url}`)] : []),
		...(foot.length > 0 ? [element("div", { class: "foot" }, foot.join(" • "))] : []),
	);
	if (color !== undefined) embed.style.borderLeftColor = `#${color.toString(16).padStart(6, "0")}`;
	return embed;
}

function clock(ms: number): string {
	return new Date(ms).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", second: "2-digit" });
}
