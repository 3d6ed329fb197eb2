import { textOf } from "./read-payload.ts";

/** Stripe counts these in hundredths though they have no smaller coin (https://docs.stripe.com/currencies#special-cases). */
const HUNDREDTHS: readonly string[] = ["ISK", "UGX"];

/** The amount of a Stripe object, which is in the currency's smallest unit, such as `EUR 12.50`. */
export function showAmount(object: unknown): string | undefined {
	const currency = textOf(object, "currency")?.toUpperCase();
	const units = Number(
		textOf(object, "amount") ?? textOf(object, "amount_total") ?? textOf(object, "amount_due") ?? Number.NaN,
	);
	if (currency === undefined || !/^[A-Z]{3}$/.test(currency) || !Number.isFinite(units)) return undefined;
	const standard = new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits;
	const digits = HUNDREDTHS.includes(currency) ? 2 : (standard ?? 2);
	return `${currency} ${(units / 10 ** digits).toFixed(digits)}`;
}
