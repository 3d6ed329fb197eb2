/**
 * Discord's documented limits for webhook messages, all inclusive, lengths in UTF-16 units after stripping
 * (docs: resources/message#embed-object-embed-limits, resources/webhook#execute-webhook).
 */
export const LIMITS = {
	content: 2000,
	embeds: 10,
	title: 256,
	description: 4096,
	fields: 25,
	fieldName: 256,
	fieldValue: 1024,
	footer: 2048,
	author: 256,
	/** Title, description, field names and values, footer and author of all embeds of one message together. */
	total: 6000,
	username: 80,
	url: 2048,
	threadName: 100,
	tags: 5,
	files: 10,
	fileBytes: 10_485_760,
	/** The documented ceiling of a whole request (docs: resources/message#create-message). */
	requestBytes: 26_214_400,
	filename: 1024,
	mentionIds: 100,
} as const;
