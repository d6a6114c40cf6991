namespace Nodepoint.IspConfig.Mail.Spf;

/// <summary>How many look-ups an SPF record needs with the records that it includes.</summary>
/// <param name="Count">How many terms need the DNS.</param>
/// <param name="Errors">Why receivers would treat the record as an error, in sentences.</param>
/// <param name="Unknown">What was not counted, in sentences.</param>
internal sealed record SpfLookupCount(int Count, IReadOnlyList<string> Errors, IReadOnlyList<string> Unknown);
