using System.Buffers;
using System.Globalization;
using Nodepoint.Sandbox.Php;

namespace Nodepoint.Sandbox.Forms;

/// <summary>Checks the length and strength of passwords by the panel's settings and its scale from 1 to 5.</summary>
internal static class PasswordCheck
{
    private static readonly SearchValues<char> Signs = SearchValues.Create("`~!@#$%^&*()_+|\\=-[]}{';:/?.>,<\" ");
    private static readonly string[] Names = ["", "Weak", "Fair", "Good", "Strong", "Very Strong"];

    /// <summary>The error message for a password, in English; null when it is valid.</summary>
    public static string? Complaint(Check check)
    {
        if (Loose.Same(check.Value, "")) return null;
        var password = check.Text;
        var length = check.Call.Config.SystemValue("misc", "min_password_length") ?? "8";
        var strength = Loose.Int(check.Call.Config.SystemValue("misc", "min_password_strength") ?? "0");
        if (PhpText.Length(password) >= Loose.Int(length) && Strength(password) >= strength) return null;
        var text = $"The chosen password does not match the security guidelines. It has to be at least {length} chars in length";
        return strength > 0 ? $"{text} and have a strength of \"{Name(strength)}\"." : text + ".";
    }

    internal static int Strength(string password)
    {
        var length = PhpText.Length(password);
        if (length < 5) return 1;
        var hasLower = password.Any(char.IsAsciiLetterLower);
        // The panel's list of capital letters does not contain M.
        var hasUpper = password.Any(c => char.IsAsciiLetterUpper(c) && c != 'M');
        var hasDigit = password.Any(char.IsAsciiDigit);
        var hasSign = password.AsSpan().ContainsAny(Signs);
        var points = Count(hasUpper) + Count(hasDigit) + Count(hasSign);
        var kinds = points + Count(hasLower);
        return points == 0 || kinds < 3
            ? length <= 6 ? 1 : length <= 8 ? 2 : 3
            : points switch
            {
                1 => length <= 6 ? 2 : length <= 10 ? 3 : 4,
                2 => length <= 8 ? 3 : length <= 10 ? 4 : 5,
                _ => length <= 6 ? 3 : length <= 8 ? 4 : 5,
            };
    }

    private static int Count(bool has) => has ? 1 : 0;

    private static string Name(long strength) =>
        strength < Names.Length ? Names[strength] : string.Create(CultureInfo.InvariantCulture, $"strength_{strength}");
}
