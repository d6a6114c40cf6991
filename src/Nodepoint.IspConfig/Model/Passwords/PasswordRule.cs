using System.Buffers;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.IspConfig.Model.Passwords;

/// <summary>The panel's password rule (settings min_password_length and min_password_strength), checked here because the panel receives only the hash, or because a function does not check it.</summary>
/// <param name="ShortestLength">The minimum length of a password.</param>
/// <param name="LeastStrength">The minimum strength, from 0 to 5 on the panel's scale.</param>
public sealed record PasswordRule(long ShortestLength, long LeastStrength)
{
    private static readonly SearchValues<char> Signs = SearchValues.Create("`~!@#$%^&*()_+|\\=-[]}{';:/?.>,<\" ");
    private static readonly string[] Names = ["any", "weak", "fair", "good", "strong", "very strong"];

    /// <summary>Whether this is the default rule of a new panel, because the account may not read this panel's rule.</summary>
    public bool IsAssumed { get; init; }

    /// <summary>Reads the rule of a panel (system_config_get).</summary>
    /// <param name="connection">The panel.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The rule; the default rule of a new panel if the account may not read it.</returns>
    /// <exception cref="PanelException">The panel cannot be reached.</exception>
    public static async Task<PasswordRule> ReadAsync(PanelConnection connection, CancellationToken cancel)
    {
        try
        {
            var settings = await connection.CallAsync(new PanelCall("system_config_get", writer => writer.WriteString("section", "misc")) { IsLimitedByCaller = true }, PanelRow.Read, cancel).ConfigureAwait(false);
            return new PasswordRule(settings.TryGetValue("min_password_length", out var length) && length is { Length: > 0 } ? settings.Number("min_password_length") : 8, settings.Number("min_password_strength"));
        }
        catch (PanelException problem) when (problem.Kind == FaultKind.PermissionDenied)
        {
            return new PasswordRule(8, 3) { IsAssumed = true };
        }
    }

    /// <summary>Validates a password.</summary>
    /// <param name="password">The password.</param>
    /// <returns>What is wrong and what to do, without the password; null if the password is valid.</returns>
    public string? Validate(string password)
    {
        ArgumentNullException.ThrowIfNull(password);
        if (password.Length > 0 && System.Text.Encoding.UTF8.GetByteCount(password) >= ShortestLength && StrengthOf(password) >= LeastStrength) return null;
        return $"The password is too weak: the panel requires at least {ShortestLength} characters and the strength \"{Names[Math.Clamp(LeastStrength, 0, 5)]}\". Use a longer password with uppercase letters, digits and special characters, or -GeneratePassword.{(IsAssumed ? " This is the default rule of a new panel: to read this panel's rule, the account needs the remote permission \"Server functions\"." : "")}";
    }

    /// <summary>Computes the strength of a password on the panel's scale.</summary>
    /// <param name="password">The password.</param>
    /// <returns>1 (weak) to 5 (very strong).</returns>
    public static int StrengthOf(string password)
    {
        ArgumentNullException.ThrowIfNull(password);
        var length = System.Text.Encoding.UTF8.GetByteCount(password);
        if (length < 5) return 1;
        // The panel's list of uppercase letters lacks the M.
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
