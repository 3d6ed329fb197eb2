/** The languages of the reference ports, in the order of the menu. */
export interface PortRecipe {
	/** In the page's address. */
	readonly slug: string;
	readonly language: string;
	/** Below `reference/`. */
	readonly folder: string;
	readonly needs: string;
}

export const PORTS: readonly PortRecipe[] = [
	{ slug: "go", language: "Go", folder: "go", needs: "the standard library" },
	{ slug: "rust", language: "Rust", folder: "rust", needs: "reqwest, tokio and serde" },
	{ slug: "python", language: "Python", folder: "python", needs: "the standard library" },
	{ slug: "java", language: "Java", folder: "java", needs: "the JDK, 17 or newer" },
	{ slug: "php", language: "PHP", folder: "php", needs: "the curl extension" },
	{ slug: "ruby", language: "Ruby", folder: "ruby", needs: "the standard library" },
	{ slug: "csharp", language: "C#", folder: "csharp", needs: "the class library" },
	{ slug: "bash", language: "Bash", folder: "bash", needs: "curl" },
];
