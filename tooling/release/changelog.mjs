// How changesets writes CHANGELOG.md: each change in the words of its author, and nothing about commits or bumped versions.
export default {
	getReleaseLine: async ({ summary }) => {
		const [first, ...rest] = summary.trim().split("\n");
		return [`- ${first}`, ...rest.map((line) => (line === "" ? "" : `  ${line}`))].join("\n");
	},
	getDependencyReleaseLine: async () => "",
};
