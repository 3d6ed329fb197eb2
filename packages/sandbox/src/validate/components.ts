import { checkText } from "./scalars.ts";
import {
	badLength,
	COMPLAINTS,
	complain,
	enter,
	isAbsent,
	isRecord,
	listAt,
	modelsAt,
	notOneOf,
	type Scope,
	tooLong,
} from "./scope.ts";
import { checkUrl } from "./url.ts";

const ROW = 1;
const BUTTON = 2;
const SECTION = 9;
const TEXT = 10;
const THUMBNAIL = 11;
const GALLERY = 12;
const FILE = 13;
const SEPARATOR = 14;
const CONTAINER = 17;

/** Where each kind may stand; a webhook that no application owns has none of the interactive ones (docs: components). */
const TOP = [ROW];
const TOP_V2 = [ROW, SECTION, TEXT, GALLERY, FILE, SEPARATOR, CONTAINER];
const IN_CONTAINER = [ROW, SECTION, TEXT, GALLERY, FILE, SEPARATOR];

const MOST_COMPONENTS = 40;
const LINK_STYLE = 5;

/** Checks components as a webhook may send them with `with_components=true`. */
export function checkComponents(body: Scope, isV2: boolean): void {
	const places = modelsAt(body, "components", isV2 ? MOST_COMPONENTS : 5);
	if (isV2 && countComponents(body.value["components"]) > MOST_COMPONENTS && places.length <= MOST_COMPONENTS)
		complain(body, ["components"], tooLong(MOST_COMPONENTS));
	for (const place of places) checkComponent(place, isV2 ? TOP_V2 : TOP);
}

function countComponents(list: unknown): number {
	if (!Array.isArray(list)) return 0;
	let total = 0;
	for (const item of list)
		if (isRecord(item)) total += 1 + countComponents(item["components"]) + (isRecord(item["accessory"]) ? 1 : 0);
	return total;
}

function checkComponent(place: Scope, allowed: readonly number[]): void {
	const type = Number(place.value["type"]);
	if (isAbsent(place.value["type"])) complain(place, ["type"], COMPLAINTS.required);
	else if (allowed.includes(type)) CHECKS[type]?.(place);
	else complain(place, ["type"], notOneOf(allowed));
}

const CHECKS: Readonly<Record<number, (place: Scope) => void>> = {
	[ROW]: (row) => checkChildren(row, [BUTTON], 5),
	[BUTTON]: checkButton,
	[SECTION]: (section) => {
		checkChildren(section, [TEXT], 3);
		const accessory = enter(section, "accessory");
		if (accessory) checkComponent(accessory, [BUTTON, THUMBNAIL]);
		else if (isAbsent(section.value["accessory"])) complain(section, ["accessory"], COMPLAINTS.required);
	},
	[TEXT]: (text) => {
		const length = checkText(text, "content", 4000);
		if (isAbsent(text.value["content"])) complain(text, ["content"], COMPLAINTS.required);
		else if (length === 0) complain(text, ["content"], badLength(1, 4000));
	},
	[THUMBNAIL]: (thumbnail) => checkMedia(thumbnail, "media"),
	[GALLERY]: (gallery) => {
		const items = modelsAt(gallery, "items", 10);
		if (items.length === 0) complain(gallery, ["items"], badLength(1, 10));
		for (const item of items) checkMedia(item, "media");
	},
	[FILE]: (file) => checkMedia(file, "file"),
	[SEPARATOR]: () => {},
	[CONTAINER]: (container) => checkChildren(container, IN_CONTAINER, MOST_COMPONENTS),
};

function checkChildren(place: Scope, allowed: readonly number[], max: number): void {
	const children = modelsAt(place, "components", max);
	if (listAt(place, "components", Number.POSITIVE_INFINITY).length === 0)
		complain(place, ["components"], badLength(1, max));
	for (const child of children) checkComponent(child, allowed);
}

function checkButton(button: Scope): void {
	if (button.value["style"] !== LINK_STYLE) complain(button, ["style"], notOneOf([LINK_STYLE]));
	if (isAbsent(button.value["url"])) complain(button, ["url"], COMPLAINTS.required);
	checkText(button, "label", 80);
	checkUrl(button, "url", ["http", "https", "discord"]);
}

function checkMedia(place: Scope, key: string): void {
	const media = enter(place, key);
	if (!media) {
		if (isAbsent(place.value[key])) complain(place, [key], COMPLAINTS.required);
		return;
	}
	const url = String(media.value["url"] ?? "");
	// Any uploaded file will do here, not only images (docs: components, "Unfurled Media Item").
	if (url.startsWith("attachment://")) {
		if (!media.world.filenames.has(url.slice("attachment://".length))) complain(media, ["url"], COMPLAINTS.attachment);
	} else if (key === "file" || url === "") complain(media, ["url"], COMPLAINTS.required);
	else checkUrl(media, "url");
}

/** The texts of all Text Displays, in order: what can ping in a message with components. */
export function textOf(components: unknown): string {
	if (!Array.isArray(components)) return "";
	return components
		.filter(isRecord)
		.map((item) => (item["type"] === TEXT ? String(item["content"] ?? "") : textOf(item["components"])))
		.filter((text) => text !== "")
		.join("\n");
}
