using System.Globalization;

namespace Nodepoint.IspConfig.Mail.Dmarc;

/// <summary>A tag of a DMARC record (RFC 7489 6.3).</summary>
/// <param name="Name">The name in lower case.</param>
/// <param name="Value">The value.</param>
/// <param name="Text">The text in the record.</param>
internal sealed record DmarcTag(string Name, string Value, string Text)
{
    /// <summary>The actions, as messages name them.</summary>
    public const string Actions = "none, quarantine, or reject";

    /// <summary>The tags that receivers know, with those of RFC 9989.</summary>
    public static IReadOnlyList<string> Known { get; } = ["v", "p", "sp", "np", "adkim", "aspf", "pct", "rf", "ri", "fo", "rua", "ruf", "psd", "t"];

    /// <summary>Creates a tag.</summary>
    /// <param name="name">The name.</param>
    /// <param name="value">The value.</param>
    public static DmarcTag Of(string name, string value) => new(name, value, $"{name}={value}");

    /// <summary>What is wrong with the value and what to write instead, to follow the tag; null if it is valid.</summary>
    public string? Problem => Name switch
    {
        "p" or "sp" or "np" => Value.ToLowerInvariant() is "none" or "quarantine" or "reject" ? null : $"which is not a policy. Use {Actions}",
        "adkim" or "aspf" => Value.ToLowerInvariant() is "r" or "s" ? null : "which is not an alignment. Use r or s",
        "pct" => Value.Length is > 0 and <= 3 && TryNumber(Value, out var percent) && percent <= 100 ? null : "which is not a percentage. Use a number from 0 to 100",
        "ri" => TryNumber(Value, out _) ? null : "which is not a number of seconds",
        "fo" => Value.Split(':').All(static one => one.Trim().ToLowerInvariant() is "0" or "1" or "d" or "s") ? null : "which is not valid. Use 0, 1, d, and s, separated by colons",
        "rua" or "ruf" => Value.Split(',').Select(static address => DmarcAddress.ProblemOf(address.Trim())).FirstOrDefault(static wrong => wrong is not null),
        "psd" => Value.ToLowerInvariant() is "y" or "n" or "u" ? null : "which is not valid. Use y, n, or u",
        "t" => Value.ToLowerInvariant() is "y" or "n" ? null : "which is not valid. Use y or n",
        _ => null,
    };

    private static bool TryNumber(string text, out uint number) => uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
