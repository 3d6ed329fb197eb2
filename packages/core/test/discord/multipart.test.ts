import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type EncodedBody, encodeBody, selectFiles } from "../../src/discord/multipart.ts";

const MIB = 1_048_576;

/** Node's own reader of multipart bodies: it shares nothing with the encoder. */
const read = ({ contentType, body }: EncodedBody): Promise<FormData> =>
	new Response(body, { headers: { "content-type": contentType } }).formData();

describe("encodeBody()", () => {
	it("is JSON without files", () => {
		expect(encodeBody({ content: "é" }, [], () => 0.5)).toEqual({
			contentType: "application/json",
			body: '{"content":"é"}',
		});
	});

	it("survives any bytes and any text, in order, beside payload_json", async () => {
		const data = fc.oneof(
			fc.uint8Array({ maxLength: 200 }),
			fc.string({ unit: "binary", maxLength: 100 }),
			fc.constantFrom("\r\n--dat-", "\r\n", "--"),
		);
		await fc.assert(
			fc.asyncProperty(fc.array(data, { minLength: 1, maxLength: 10 }), fc.string(), async (datas, content) => {
				const files = datas.map((given, index) => ({ name: `f${index}.bin`, data: given }));
				const form = await read(encodeBody({ content }, files, () => 0.123456789));
				expect(JSON.parse(String(form.get("payload_json")))).toEqual({ content });
				expect([...form.keys()]).toEqual(["payload_json", ...files.map((_, index) => `files[${index}]`)]);
				for (const [index, given] of datas.entries()) {
					const file = form.get(`files[${index}]`) as File; // checked by its bytes
					expect(Buffer.from(await file.arrayBuffer())).toEqual(Buffer.from(given as string));
				}
			}),
			{ numRuns: 150 },
		);
	});

	it.each(['a"; name="payload_json', "a\r\nContent-Type: text/html\r\n\r\nx", "ünï.txt", "%22"])(
		"cannot be broken out of by the file name %j",
		async (name) => {
			const form = await read(encodeBody({ content: "mine" }, [{ name, data: "x" }], () => 0.5));
			expect([...form.keys()]).toEqual(["payload_json", "files[0]"]);
			expect(form.get("payload_json")).toBe('{"content":"mine"}');
			expect(form.get("files[0]")).toMatchObject({ size: 1 });
		},
	);

	it("sends a type only when it is one", async () => {
		const types = ["image/png", "text/csv; charset=utf-8", "a/b\r\nX-Evil: 1", "png"];
		const form = await read(
			encodeBody(
				{},
				types.map((type) => ({ name: "a", data: new Uint8Array(1), type })),
				() => 0.5,
			),
		);
		expect(types.map((_, index) => (form.get(`files[${index}]`) as File).type)).toEqual([
			"image/png",
			"text/csv; charset=utf-8",
			"application/octet-stream",
			"application/octet-stream",
		]);
	});
});

describe("selectFiles()", () => {
	it("takes ten files and says which it left out", () => {
		const given = Array.from({ length: 12 }, (_, index) => ({ name: `${index}.txt`, data: "x" }));
		const { files, notes } = selectFiles(given);
		expect(files.map(({ name }) => name)).toEqual(given.slice(0, 10).map(({ name }) => name));
		expect(notes).toEqual(["file 10.txt left out: more than 10", "file 11.txt left out: more than 10"]);
	});

	it("takes 10 MiB and not a byte more, counted in UTF-8", () => {
		const fits = { name: "fits", data: new Uint8Array(10 * MIB) };
		expect(selectFiles([fits])).toEqual({ files: [fits], notes: [] });
		expect(selectFiles([{ name: "big.log", data: "é".repeat(5 * MIB + 1) }])).toEqual({
			files: [],
			notes: ["file big.log left out: 10.0 MiB"],
		});
	});

	it("keeps the whole request under 25 MiB, and still takes a small file after a large one", () => {
		const [a, b, c] = ["a", "b", "c"].map((name) => ({ name, data: new Uint8Array(9 * MIB) }));
		const last = { name: "d", data: "small" };
		expect(selectFiles([a!, b!, c!, last])).toEqual({
			files: [a, b, last],
			notes: ["file c left out: 9.0 MiB"],
		});
	});

	it("gives every file a name that Discord takes for one", () => {
		const names = ["", " \0", "\ud800x.bin", "ok.txt"].map((name) => ({ name, data: "x" }));
		expect(selectFiles(names).files.map(({ name }) => name)).toEqual(["file", "file", "x.bin", "ok.txt"]);
	});
});
