import type { SpoolPlatform } from "@dat/core/adapter";

/** By the web's functions, which take one character a byte (HTML Standard, "Base64 utility methods"). */
export const base64: SpoolPlatform["base64"] = {
	encode: (bytes) => {
		let binary = "";
		for (const byte of bytes) binary += String.fromCharCode(byte);
		return btoa(binary);
	},
	decode: (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0)),
};
