using System.Buffers;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.IspConfig.Servers;

namespace Nodepoint.IspConfig.Model.Passwords;

/// <summary>The panel's rule for passwords, for what it does not see, as it is hashed here, and for functions that do not keep to it themselves (settings min_password_length and min_password_strength).</summary>
/// <param name="ShortestLength">How long a password must be.</param>
/// <param name="LeastStrength">How strong it must be, 0 to 5 on the panel's scale.</param>
public sealed record PasswordRule(long ShortestLength, long LeastStrength)
{
    private static readonly SearchValues<char> Signs = SearchValues.Create("`~!@#$%^&*()_+|\\=-[]}{';:/?.>,<\" ");
    private static readonly string[] Names = ["any", "weak", "fair", "good", "strong", "very strong"];

    /// <summary>Whether this is the rule of a new panel, as the account may not read that of this one.</summary>
    public bool IsAssumed { get; init; }

    /// <summary>The rule of a panel (system_config_get).</summary>
    /// <param name="connection">The panel.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>The rule; that of a new panel where the account may not read it.</returns>
    /// <exception cref="PanelException">The panel cannot be reached.</exception>
    public static async Task<PasswordRule> ReadAsync(PanelConnection connection, CancellationToken cancel)
    {
        try
        {
            var settings = (await new PanelSettings(connection).OfSystemAsync("misc", cancel).ConfigureAwait(false)).ToDictionary(setting => setting.Name, setting => (string?)setting.Value);
            return new PasswordRule(settings.TryGetValue("min_password_length", out var length) && length is { Length: > 0 } ? settings.Number("min_password_length") : 8, settings.Number("min_password_strength"));
        }
        catch (PanelException problem) when (problem.Kind == FaultKind.PermissionDenied)
        {
            return new PasswordRule(8, 3) { IsAssumed = true };
        }
    }

    /// <summary>What is wrong with a password.</summary>
    /// <param name="password">The password.</param>
    /// <returns>What to do, without the password; null when nothing is wrong.</returns>
    public string? Complaint(string password)
    {
        ArgumentNullException.ThrowIfNull(password);
        if (password.Length > 0 && System.Text.Encoding.UTF8.GetByteCount(password) >= ShortestLength && StrengthOf(password) >= LeastStrength) return null;
        return $"The password is too weak: the panel's rule asks for at least {ShortestLength} characters and the strength \"{Names[Math.Clamp(LeastStrength, 0, 5)]}\". Use a longer one with capitals, digits and signs, or -GeneratePassword.{(IsAssumed ? " That is the rule of a new panel: to read this one's, the account needs \"Server functions\" among its remote permissions." : "")}";
    }

    /// <summary>The strength of a password on the panel's scale.</summary>
    /// <param name="password">The password.</param>
    /// <returns>1 (weak) to 5 (very strong).</returns>
    public static int StrengthOf(string password)
    {
        ArgumentNullException.ThrowIfNull(password);
        var length = System.Text.Encoding.UTF8.GetByteCount(password);
        if (length < 5) return 1;
        // The panel's own list of capitals leaves out the M.
        var extra = (password.Any(c => c is >= 'A' and <= 'Z' and not 'M') ? 1 : 0) + (password.Any(char.IsAsciiDigit) ? 1 : 0) + (password.AsSpan().ContainsAny(Signs) ? 1 : 0);
        var kinds = extra + (password.Any(char.IsAsciiLetterLower) ? 1 : 0);
        if (extra == 0 || kinds < 3) return length switch { <= 6 => 1, <= 8 => 2, _ => 3 };
        return extra switch
        {
            1 => length switch { <= 6 => 2, <= 10 => 3, _ => 4 },
            2 => length switch { <= 8 => 3, <= 10 => 4, _ => 5 },
            _ => length switch { <= 6 => 3, <= 8 => 4, _ => 5 },
        };
    }
}
